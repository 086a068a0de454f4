import Aftercare
import AftercareConfig

/// Zones with odd clocks, each with the instant around which its cases happen.
struct Place {
    let zone: Zone
    let around: Instant

    static let all: [Place] = [
        ("Europe/Berlin", ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]),
        ("America/New_York", ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"]),
        // Half an hour forward and back.
        ("Australia/Lord_Howe", ["2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"]),
        // Two hours at once.
        ("Antarctica/Troll", ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]),
        // Back for Ramadan.
        ("Africa/Casablanca", ["2026-02-15T02:00:00Z", "2026-03-22T02:00:00Z"]),
        // A day that never was.
        ("Pacific/Apia", ["2011-12-30T10:00:00Z"]),
        ("Asia/Kolkata", ["2026-06-01T00:00:00Z"]),
        ("UTC", ["2026-12-31T12:00:00Z"]),
    ].flatMap { name, instants in
        let zone = (try? ZoneDatabase().zone(named: name)) ?? nil
        guard let zone else { fatalError("the zone database has no '\(name)'; install tzdata") }
        return instants.map { text in Place(zone: zone, around: Samples.instant(text)) }
    }

    static func zone(named name: String) -> Zone {
        guard let place = all.first(where: { $0.zone.name == name }) else { fatalError("no case happens in '\(name)'") }
        return place.zone
    }
}

/// Values that are written down here and cannot be wrong.
enum Samples {
    static func instant(_ text: String) -> Instant {
        guard let instant = try? Instant(text: text) else { fatalError("'\(text)' is no instant") }
        return instant
    }

    static func name<Entity>(_ text: String) -> ID<Entity> {
        guard let id = ID<Entity>(text) else { fatalError("'\(text)' is no name") }
        return id
    }

    static func time(_ minuteOfDay: Int) -> LocalTime {
        guard let time = LocalTime(hour: minuteOfDay / 60, minute: minuteOfDay % 60) else {
            fatalError("'\(minuteOfDay)' is no minute of a day")
        }
        return time
    }
}
