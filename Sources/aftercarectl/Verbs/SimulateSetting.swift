import Aftercare
import AftercareConfig
import Foundation

/// What the service would read from files: the clinic's settings, and its protocols.
struct SimulateSetting {
    let clinic: Clinic
    let protocols: [CareProtocol]
    /// The clinic's.
    let zone: Zone
    private let database = ZoneDatabase()

    static let usualPlaces = ["/usr/share/aftercare/protocols", "/etc/aftercare/protocols"]
    static let usualSettings = "/etc/aftercare/aftercared.yaml"

    /// - Parameters:
    ///   - protocols: directories; empty: the usual places.
    ///   - settings: a file; nil: the usual one, if it is there.
    /// - Throws: `FileRefusal` with every error of every file.
    init(protocols: [String], settings: String?) throws {
        var diagnostics: [Diagnostic] = []
        let read = Self.settings(settings, database, &diagnostics)
        let library = ProtocolLibrary.load(directories: protocols.isEmpty ? Self.usualPlaces : protocols)
        diagnostics += library.diagnostics
        let errors = diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else {
            throw FileRefusal(diagnostics: errors, summary: "\(count(errors.count, "error")); nothing was simulated")
        }
        clinic = read.clinic
        self.protocols = library.protocols
        zone = (try? database.zone(named: read.clinic.zone)) ?? .utc
    }

    /// The zones of this machine, by their names.
    var zoneNamed: @Sendable (String) -> Zone? {
        let database = database
        return { name in (try? database.zone(named: name)) ?? nil }
    }

    private static func settings(_ path: String?, _ zones: ZoneDatabase, _ diagnostics: inout [Diagnostic]) -> DaemonSettings {
        let defaults = DaemonSettings.byDefault(zone: zones.machineZoneName())
        if path == nil, !FileManager.default.fileExists(atPath: usualSettings) { return defaults }
        do throws(Diagnostic) {
            let parsed = DaemonSettings.read(
                try SourceText.reading(path ?? usualSettings), machineZone: zones.machineZoneName(), hasZone: zones.has)
            diagnostics += parsed.diagnostics
            return parsed.value ?? defaults
        } catch {
            diagnostics.append(error)
            return defaults
        }
    }
}
