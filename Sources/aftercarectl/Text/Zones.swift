import Aftercare
import AftercareConfig
import Foundation

/// The time zones of this machine and its patients.
struct Zones: Sendable {
    let machine: Zone
    private let named: @Sendable (String) -> Zone?

    init(machine: Zone, named: @escaping @Sendable (String) -> Zone?) {
        self.machine = machine
        self.named = named
    }

    /// A patient's zone; if this machine does not know it, UTC under a name that shows this.
    subscript(_ name: String) -> Zone {
        named(name) ?? Zone(name: Zone.unknownPrefix + "'\(name)')", transitions: [], offsets: [0])
    }

    /// The zones in the machine's own database; `$TZ` takes precedence over the machine's setting.
    static func ofThisMachine() -> Zones {
        let database = ZoneDatabase()
        // A damaged zone file is for the daemon to report; here its times are shown in UTC.
        @Sendable func zone(_ name: String) -> Zone? { (try? database.zone(named: name)) ?? nil }
        let wanted = ProcessInfo.processInfo.environment["TZ"].map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 }
        return Zones(machine: wanted.flatMap(zone) ?? zone(database.machineZoneName()) ?? .utc, named: zone)
    }
}

extension Zone {
    fileprivate static let unknownPrefix = "UTC (this machine does not know "

    /// Whether UTC replaces a zone that this machine does not know.
    var isUnknown: Bool { name.hasPrefix(Self.unknownPrefix) }

    /// The zone's place: `Kathmandu` for `Asia/Kathmandu`, `UTC` for a zone that is unknown here.
    var place: String {
        let first = name.prefix { $0 != " " }
        return String(first.split(separator: "/").last ?? first).replacing("_", with: " ")
    }
}
