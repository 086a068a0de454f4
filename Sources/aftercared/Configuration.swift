import Aftercare
import AftercareConfig
import Foundation

/// Everything that the daemon reads from files: its settings, and the protocols.
struct Configuration {
    let settings: DaemonSettings
    let protocols: [CareProtocol]

    /// Reads all of it, and refuses all of it where anything is wrong.
    ///
    /// - Throws: `ConfigurationErrors` with every diagnostic of every file.
    init(_ options: DaemonOptions, zones: ZoneDatabase) throws {
        var diagnostics: [Diagnostic] = []
        let settings = Self.settings(options, zones, &diagnostics)
        let usual = ["/usr/share/aftercare/protocols", "/etc/aftercare/protocols"]
        let library = ProtocolLibrary.load(directories: options.protocols.isEmpty ? usual : options.protocols)
        diagnostics += library.diagnostics
        guard !diagnostics.hasErrors else {
            throw ConfigurationErrors(lines: diagnostics.filter { $0.severity == .error }.map(\.description))
        }
        self.settings = settings
        protocols = library.protocols
    }

    private static func settings(
        _ options: DaemonOptions, _ zones: ZoneDatabase, _ diagnostics: inout [Diagnostic]
    ) -> DaemonSettings {
        let defaults = DaemonSettings.byDefault(zone: zones.machineZoneName())
        let path = options.config ?? "/etc/aftercare/aftercared.yaml"
        if options.config == nil, !FileManager.default.fileExists(atPath: path) { return defaults }
        do throws(Diagnostic) {
            let parsed = DaemonSettings.read(
                try SourceText.reading(path), machineZone: zones.machineZoneName(), hasZone: zones.has)
            diagnostics += parsed.diagnostics
            return parsed.value ?? defaults
        } catch {
            diagnostics.append(error)
            return defaults
        }
    }

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
        let drafts = protocols.filter(\.isDraft).map(\.reference.spoken)
        return drafts.isEmpty ? [] : ["drafts, until a clinician signs them off: \(drafts.joined(separator: ", "))"]
    }
}

/// Why a configuration was refused: diagnostics, ready to print.
struct ConfigurationErrors: Error {
    let lines: [String]
}
