import Aftercare
import AftercareConfig
import AftercareEngine
import Foundation
import Logging

/// Everything that the daemon reads from files: its settings, and the protocols.
struct Configuration {
    let settings: DaemonSettings
    let protocols: [CareProtocol]

    /// Reads all of it, and refuses all of it where anything is wrong.
    ///
    /// - Throws: `ConfigurationErrors` with every diagnostic of every file.
    init(_ options: DaemonOptions, zones: ZoneDatabase) throws {
        var diagnostics: [Diagnostic] = []
        let environment = ProcessInfo.processInfo.environment
        let settings = DaemonSettings.load(
            options.config, or: options.usualSettings(in: environment), zones: zones, diagnostics: &diagnostics)
        let library = ProtocolLibrary.load(directories: options.protocolDirectories(in: environment), today: Self.today)
        diagnostics += library.diagnostics
        guard !diagnostics.hasErrors else {
            throw ConfigurationErrors(diagnostics.filter { $0.severity == .error })
        }
        self.settings = settings
        protocols = library.protocols
    }

    /// nil: the clock has not been set yet, and no signature is refused for lying in its future.
    private static var today: CivilDate? {
        let now = SystemClock().now
        return now < Self.released ? nil : CivilDate(latestOnEarth: now)
    }

    /// 1 January 2026, before which this service was not there.
    private static let released = Instant(seconds: 1_767_225_600)

    /// What works as it is and still should not stay so.
    var complaints: [String] {
        guard settings.clinic.contact == DaemonSettings.byDefault().clinic.contact else { return [] }
        return [
            "patients are told to contact '\(settings.clinic.contact)'; set 'contact' under 'clinic' in aftercared.yaml, and reload"
        ]
    }

    /// What an administrator may want to know of it.
    var remarks: [String] {
        if protocols.isEmpty {
            return ["there are no protocols, so no plan can be assigned; put some into /etc/aftercare/protocols"]
        }
        let drafts = protocols.filter(\.isDraft).map(\.reference.text)
        return drafts.isEmpty ? [] : ["drafts, until a clinician signs them off: \(drafts.joined(separator: ", "))"]
    }
}

extension Configuration {
    /// Tells what is to be known of it.
    ///
    /// - Parameter refused: protocols that were left out.
    func tell(_ logger: Logger, refused: [RefusedProtocol]) {
        for one in refused {
            logger.tell(
                .protocolRefused, "\(one); until then the old content holds",
                [.careProtocol: one.reference.text, .plans: one.plans])
        }
        for remark in complaints + remarks { logger.tell(.advice, remark, [.advice: remark]) }
    }
}

extension LoadedProtocols {
    /// What should not stay so.
    var complaints: [String] { refused.map(\.description) }
}

/// Why a configuration was refused: diagnostics, ready to print.
struct ConfigurationErrors: Error {
    /// As people read them: many alike are told together.
    let lines: [String]
    let count: Int

    init(_ errors: [Diagnostic]) {
        lines = DiagnosticList(errors).lines
        count = errors.count
    }

    var summary: String { Self.summary(of: count) }

    static func summary(of count: Int) -> String { "the configuration has \(count.counted("error"))" }
}
