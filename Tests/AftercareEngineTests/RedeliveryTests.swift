import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Synchronization
import Testing

/// What was sent and did not arrive: the treatment of the sample ends on 2 March 2026 at 09:00 UTC.
@Suite struct `Redelivery` {
    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        return world
    }

    @Test func `bears the mark that the record before is proven not to be there`() async throws {
        let world = try await world()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T09:01:00Z")
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_REDELIVERY"] } == ["proven", nil])
    }

    @Test(arguments: [false, true]) func `is shown to whoever watches once it has arrived, and once`(hasNoJournal: Bool) async throws {
        let shown = Mutex<[OccurrenceID]>([])
        let world = try World(
            at: "2026-03-02T08:59:00Z", terminal: hasNoJournal,
            onDelivered: { message in shown.withLock { $0 += message.reminders.map(\.id) } })
        await world.engine.start()
        try await world.arrange()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(shown.withLock(\.count) == (hasNoJournal ? 1 : 0))
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T09:01:00Z")
        #expect(shown.withLock(\.count) == 1)
    }

    ///     clock     09:00              20:00          21:00
    ///     journal   drops              takes
    ///     said      -                  12 h 59 min    the next
    @Test func `says what holds when it is sent, not what held when it was lost`() async throws {
        let world = try await world()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T20:00:00Z")
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T20:01:00Z")
        #expect(world.journal.reminders.map { $0["MESSAGE"] } == ["12 hours, 59 minutes to go."])
        #expect(world.journal.reminders.map { $0["AFTERCARE_ATTEMPT"] } == ["2"])
    }

    @Test func `of what is no longer of use does not happen: it is missed, and another bears its number`() async throws {
        let world = try await world()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-03T08:30:00Z")
        #expect(try await world.ledger() == ["no-alcohol@sending"])
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-04T09:00:00Z")
        #expect(try await world.ledger() == ["no-alcohol@missed", "no-alcohol@settled", "no-alcohol@settled"])
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == ["1", "2"])
        #expect(world.journal.reminders.map { $0["AFTERCARE_REDELIVERY"] } == [nil, nil])
    }

    @Test func `does not happen for a treatment that was cancelled meanwhile`() async throws {
        let world = try await world()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        try await world.ask(.cancelTreatment(name("T-1"), CancellationRequest()))
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T12:00:00Z")
        #expect(world.journal.reminders.isEmpty)
        #expect(try world.store.read { try $0.freeSequences() } == [1])
    }

    @Test func `of the last reminder of a treatment happens, although nothing more of it was to come`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-03T08:59:00Z")
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-03T09:00:00Z")
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-03T09:05:00Z")
        #expect(
            world.journal.reminders.map { $0["MESSAGE"] } == [
                "No alcohol until Tuesday 10:00.", "12 hours to go.", "Over.",
            ])
    }

    @Test func `of what a damaged file may hold is marked as uncertain, and its number is never given again`() async throws {
        let world = try await world()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.change {
            $0.isDropping = false
            $0.isDamaged = true
        }
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_REDELIVERY"] } == ["uncertain", nil])
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == ["2", "3"])
        #expect(try world.store.read { try $0.freeSequences() } == [1])
        #expect(try await world.ledger() == ["no-alcohol@settled", "no-alcohol@settled"])
    }
}
