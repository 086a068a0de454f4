import Aftercare
import AftercareEngine
import Testing

/// A government moves its clocks, and the machine gets a new tzdata.
@Suite struct `A change of the zone data` {
    /// At 09:00 on three days, from the morning after the treatment on.
    private let mornings = CareProtocol(
        id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
        routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
        instructions: [instruction("rest", "72h", .daily([morning], count: nil))])

    private static let morning: LocalTime = {
        guard let time = LocalTime(hour: 9, minute: 0) else { preconditionFailure("no time") }
        return time
    }()

    /// Berlin leaves its winter time for one an hour further east, for good.
    private let moved = Zone(name: "Europe/Berlin", transitions: [], offsets: [7200])

    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange(mornings)
        await world.pass(until: "2026-03-03T08:00:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_DUE"] } == ["2026-03-03T08:00:00Z"])
        return world
    }

    @Test func `moves what is to come to the same local time, at once when told to reload`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        await world.engine.adopt(clinic)
        await world.engine.idle()
        await world.pass(until: "2026-03-05T23:00:00Z")
        #expect(
            world.journal.reminders.map { $0["AFTERCARE_DUE"] }
                == ["2026-03-03T08:00:00Z", "2026-03-04T07:00:00Z", "2026-03-05T07:00:00Z"])
    }

    @Test func `is noticed at the start`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        try await world.restart()
        #expect(world.time.alarm == instant("2026-03-04T07:00:00Z"))
    }

    @Test func `is noticed within a day without being told`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        await world.pass(until: "2026-03-05T23:00:00Z")
        #expect(world.journal.reminders.last?["AFTERCARE_DUE"] == "2026-03-05T07:00:00Z")
    }

    @Test func `says nothing twice`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        await world.engine.adopt(clinic)
        await world.engine.idle()
        #expect(world.journal.reminders.count == 1)
    }
}
