import Aftercare
import AftercareConfig

/// What the service would read from files: the clinic's settings and its protocols.
struct SimulateSetting {
    let clinic: Clinic
    let protocols: [CareProtocol]
    /// The clinic's time zone.
    let zone: Zone
    private let database = ZoneDatabase()

    /// - Parameters:
    ///   - protocols: directories; empty for the usual places.
    ///   - settings: a file; nil for the usual one, if it exists.
    /// - Throws: `FileRefusal` with every error in every file.
    init(protocols: [String], settings: String?) throws {
        var diagnostics: [Diagnostic] = []
        let read = DaemonSettings.load(settings, zones: database, diagnostics: &diagnostics)
        let library = ProtocolLibrary.load(
            directories: protocols.isEmpty ? ProtocolLibrary.defaultDirectories : protocols,
            today: CivilDate(latestOnEarth: .current))
        diagnostics += library.diagnostics
        let errors = diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else {
            throw FileRefusal(diagnostics: errors, summary: "\(errors.count.counted("error")); nothing was simulated")
        }
        clinic = read.clinic
        self.protocols = library.protocols
        zone = (try? database.zone(named: read.clinic.zone)) ?? .utc
    }

    /// Looks up the time zones of this machine by name.
    var zoneNamed: @Sendable (String) -> Zone? {
        let database = database
        return { name in (try? database.zone(named: name)) ?? nil }
    }
}
