import Aftercare
import AftercareConfig
import AftercareEngine
import Foundation
import Logging

/// The settings and protocols that the daemon reads from files.
struct Configuration {
    let settings: DaemonSettings
    let protocols: [CareProtocol]

    /// Reads all files, and refuses all of them when any has an error.
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

    /// Nil when the clock has not been set yet; then no signature is refused for a date in the future.
    private static var today: CivilDate? {
        let now = SystemClock().now
        return now < Self.released ? nil : CivilDate(latestOnEarth: now)
    }

    /// 1 January 2026: this service did not exist before, so an earlier time means that the clock is not set.
    private static let released = Instant(seconds: 1_767_225_600)

    /// Problems that do no harm yet but should be fixed.
    var complaints: [String] {
        guard settings.clinic.contact == DaemonSettings.byDefault().clinic.contact else { return [] }
        return [
            "patients are told to contact '\(settings.clinic.contact)'; set 'contact' under 'clinic' in aftercared.yaml, and reload"
        ]
    }

    /// Remarks for the administrator.
    var remarks: [String] {
        if protocols.isEmpty {
            return ["there are no protocols, so no plan can be assigned; put some into /etc/aftercare/protocols"]
        }
        let drafts = protocols.filter(\.isDraft).map(\.reference.text)
        return drafts.isEmpty ? [] : ["drafts, until a clinician signs them off: \(drafts.joined(separator: ", "))"]
    }
}

extension Configuration {
    /// Logs the remarks and complaints about the configuration.
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
    /// Problems that should be fixed.
    var complaints: [String] { refused.map(\.description) }
}

/// The errors for which a configuration was refused, as diagnostics ready to print.
struct ConfigurationErrors: Error {
    /// The diagnostics for people; similar ones share a line.
    let lines: [String]
    let count: Int

    init(_ errors: [Diagnostic]) {
        lines = DiagnosticList(errors).lines
        count = errors.count
    }

    var summary: String { Self.summary(of: count) }

    static func summary(of count: Int) -> String { "the configuration has \(count.counted("error"))" }
}
