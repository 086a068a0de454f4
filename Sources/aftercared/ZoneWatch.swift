import AftercareConfig
import AftercareEngine
import Logging
import Synchronization
import Systemd

/// Watches the zone data, so that a removal, a return or a change is noticed within seconds.
final class ZoneWatch: Sendable {
    private let zones: ZoneDatabase
    private let engine: Engine
    private let logger: Logger
    /// The problem that was last logged.
    private let told = Mutex<String?>(nil)

    init(zones: ZoneDatabase, engine: Engine, logger: Logger) {
        self.zones = zones
        self.engine = engine
        self.logger = logger
    }

    /// Problems with the way the machine names its own zone.
    var complaints: [String] { [zones.machineZone().problem].compactMap(\.self) }

    /// Starts watching, for the life of the process.
    func start() {
        tellOfMachine()
        do throws(Errno) {
            try FolderWatch.start { [zones] in
                Self.places(zones)
            } onChange: { [self] in
                tellOfMachine()
                Task { [engine] in await engine.zonesMayHaveChanged() }
            }
        } catch {
            logger.warning("changes of the time zone data cannot be watched (\(error)); they are noticed within a day, or at a reload")
        }
    }

    /// The database's folders; their parents, in case the database itself is replaced; and the folder of the machine's
    /// own link.
    private static func places(_ zones: ZoneDatabase) -> [FolderWatch.Target] {
        var places = zones.folders.map { FolderWatch.Target($0) }
        var path = zones.directory.split(separator: "/").map(String.init)
        while let name = path.popLast() {
            let folder = "/" + path.joined(separator: "/")
            // The machine's own link is in this folder too.
            places.append(FolderWatch.Target(folder, names: folder == "/etc" ? [name, "localtime", "timezone"] : [name]))
        }
        let hasEtc = zones.directory.hasPrefix("/etc/")
        return places + (hasEtc ? [] : [FolderWatch.Target("/etc", names: ["localtime", "timezone"])])
    }

    /// Logs a problem with the machine's zone once, and again only when it changes.
    private func tellOfMachine() {
        let zone = zones.machineZone()
        let isNews = told.withLock { told in
            defer { told = zone.problem }
            return told != zone.problem
        }
        guard isNews, let complaint = zone.problem else { return }
        logger.tell(.machineZoneUnknown, complaint, [.zone: zone.name, .reason: complaint])
    }
}
