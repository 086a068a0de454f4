import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Dispatch
import Synchronization
import Testing

/// A government moves its clocks, and the machine gets a new tzdata.
@Suite struct `A change of the zone data` {
    /// At 09:00 of the first day after the treatment, and of the fifth.
    private let mornings = CareProtocol(
        id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
        routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
        instructions: [
            instruction(
                "rest", "240h",
                .moments([.after(.days(1), at: LocalTime(hour: 9, minute: 0)), .after(.days(5), at: LocalTime(hour: 9, minute: 0))]))
        ])

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

    private func said(_ world: World) -> [String] {
        world.journal.reminders.map { "\($0["AFTERCARE_DUE"] ?? ""), \($0["AFTERCARE_LATE_SEC"] ?? "") s late" }
    }

    @Test func `moves what is to come to the same local time, at once when told to reload`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        await world.engine.adopt(clinic)
        await world.engine.idle()
        await world.pass(until: "2026-03-08T00:00:00Z")
        #expect(said(world) == ["2026-03-03T08:00:00Z, 0 s late", "2026-03-07T07:00:00Z, 0 s late"])
    }

    @Test func `is noticed at the start`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        try await world.restart()
        let next = try world.store.read { try $0.nextEvaluation() }
        #expect(next == instant("2026-03-07T07:00:00Z"))
    }

    @Test func `is noticed within a day without being told`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        await world.pass(until: "2026-03-08T00:00:00Z")
        #expect(said(world) == ["2026-03-03T08:00:00Z, 0 s late", "2026-03-07T07:00:00Z, 0 s late"])
    }

    @Test func `is noticed at once when the files are said to have changed`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        #expect(try world.store.read { try $0.nextEvaluation() } == instant("2026-03-07T07:00:00Z"))
    }

    @Test func `is left to the next start once the engine has stopped`() async throws {
        let world = try await world()
        let next = try world.store.read { try $0.nextEvaluation() }
        await world.engine.stop()
        world.zones.replace("Europe/Berlin", by: moved)
        await world.engine.zonesMayHaveChanged()
        #expect(try world.store.read { try $0.nextEvaluation() } == next)
        try await world.restart()
        #expect(try world.store.read { try $0.nextEvaluation() } == instant("2026-03-07T07:00:00Z"))
    }

    /// The last daily look knew nobody who lives there.
    @Test func `is noticed for a zone whose first patient came after the last look`() async throws {
        let world = try World(at: "2026-03-02T10:00:00Z")
        await world.engine.start()
        try await world.arrange(mornings)
        world.zones.replace("Europe/Berlin", by: moved)
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        await world.pass(until: "2026-03-08T00:00:00Z")
        #expect(said(world) == ["2026-03-03T07:00:00Z, 0 s late", "2026-03-07T07:00:00Z, 0 s late"])
    }

    /// The zones were looked at on 3 March at 08:00:00, and 09:00 in Berlin is 08:00 UTC by the old rules.
    @Test(arguments: [
        ("2026-03-03T08:00:01Z", "2026-03-07T08:00:00Z"), ("2026-03-04T07:59:59Z", "2026-03-07T08:00:00Z"),
        ("2026-03-04T08:00:00Z", "2026-03-07T07:00:00Z"), ("2026-03-03T07:59:59Z", "2026-03-07T07:00:00Z"),
    ])
    func `is looked for once a day, and when the clock was set back`(now: String, next: String) async throws {
        let world = try await world()
        await world.engine.adopt(clinic)
        await world.engine.idle()
        world.zones.replace("Europe/Berlin", by: moved)
        world.time.move(to: instant(now))
        await world.engine.ring()
        await world.engine.idle()
        let planned = try world.store.read { try $0.nextEvaluation() }
        #expect(planned == instant(next))
    }

    @Test func `that the store cannot take in is told as trouble of the store, and is not lost`() async throws {
        let log = EventLog()
        let world = try World(at: "2026-03-02T08:59:00Z", logger: log.logger)
        await world.engine.start()
        try await world.arrange(mornings)
        world.zones.replace("Europe/Berlin", by: moved)
        let fuse = try Fuse(in: world.store)
        try fuse.set(0)
        await world.engine.zonesMayHaveChanged()
        await world.engine.idle()
        #expect(log.lines(of: .storeFailing).count == 1)
        #expect(try await world.engine.status().storeTroubleSince == instant("2026-03-02T08:59:00Z"))
        try fuse.set(.max)
        await world.pass(until: "2026-03-02T08:59:05Z")
        #expect(log.lines(of: .storeBack).count == 1)
        #expect(log.lines(of: .zoneRulesChanged).count == 1)
    }

    @Test func `that is told while a reminder goes out counts for the next one`() async throws {
        let engine = Mutex<(engine: Engine, zones: ChangingZones)?>(nil)
        let (moved, settings) = (moved, clinic)
        let world = try World(
            at: "2026-03-02T07:00:00Z",
            onDelivered: { _ in
                guard let (engine, zones) = engine.withLock(\.self) else { return }
                zones.replace("Europe/Berlin", by: moved)
                let isAdopted = DispatchSemaphore(value: 0)
                Task {
                    await engine.adopt(settings)
                    isAdopted.signal()
                }
                isAdopted.wait()
            })
        engine.withLock { $0 = (world.engine, world.zones) }
        await world.engine.start()
        try await world.arrange(mornings)
        await world.pass(until: "2026-03-03T08:00:00Z")
        #expect(world.journal.reminders.count == 1)
        #expect(try world.store.read { try $0.nextEvaluation() } == instant("2026-03-07T07:00:00Z"))
    }

    @Test func `says nothing twice`() async throws {
        let world = try await world()
        world.zones.replace("Europe/Berlin", by: moved)
        await world.engine.adopt(clinic)
        await world.engine.idle()
        #expect(world.journal.reminders.count == 1)
    }
}
