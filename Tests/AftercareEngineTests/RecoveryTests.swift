import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Synchronization
import Testing

/// What an earlier run left: the treatment of the sample ends on 2 March 2026 at 09:00 UTC.
@Suite struct `An earlier run` {
    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        return world
    }

    private var attempts: (World) -> [String?] { { $0.journal.reminders.map { $0["AFTERCARE_ATTEMPT"] } } }

    // MARK: Power

    @Test func `that ended with the power, and took records along, is followed by those records again`() async throws {
        let world = try await world()
        world.journal.losePower()
        world.journal.change { $0.removeAll() }
        try await world.crash(boot: "another")
        #expect(world.journal.reminders.map { $0["AFTERCARE_REDELIVERY"] } == ["uncertain"])
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == ["2"])
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    /// Whoever reads along may have got it before the power went.
    @Test(arguments: ["boot", "another"])
    func `that ended before it had a receipt is uncertain where the power went, and proven where it did not`(boot: String) async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.change { $0.isDropping = false }
        try await world.crash(boot: boot)
        let isCut = boot == "another"
        #expect(world.journal.reminders.map { $0["AFTERCARE_REDELIVERY"] } == [isCut ? "uncertain" : "proven"])
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == [isCut ? "2" : "1"])
        // What is sent on the new boot, and dropped there, was read by nobody.
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T21:00:00Z")
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T21:01:00Z")
        #expect(world.journal.reminders.last?["AFTERCARE_REDELIVERY"] == "proven")
    }

    @Test func `that ended with the power repeats nothing that is still there`() async throws {
        let world = try await world()
        world.journal.losePower()
        try await world.crash(boot: "another")
        #expect(attempts(world) == ["1"])
    }

    @Test func `that ended with the power repeats nothing whose file was rotated away`() async throws {
        let world = try await world()
        world.journal.change {
            $0.removeAll()
            $0.isRotated = true
        }
        try await world.crash(boot: "another")
        #expect(world.journal.reminders.isEmpty)
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    @Test func `that was killed on a running machine leaves no receipt in doubt`() async throws {
        let world = try await world()
        world.journal.change { $0.removeAll() }
        try await world.crash()
        #expect(world.journal.reminders.isEmpty)
    }

    @Test func `that ended well leaves no receipt in doubt, whatever became of the machine`() async throws {
        let world = try await world()
        world.journal.change { $0.removeAll() }
        try await world.restart(boot: "another")
        #expect(world.journal.reminders.isEmpty)
    }

    @Test func `that ended with the power leaves old receipts alone`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T21:00:00Z")
        world.journal.change { $0.removeAll() }
        try await world.crash(boot: "another")
        #expect(world.journal.reminders.map { $0["MESSAGE"] } == ["12 hours to go."])
    }

    @Test func `is still in doubt after a start in which the journal could not be read`() async throws {
        let world = try await world()
        world.journal.change {
            $0.removeAll()
            $0.cannotRead = true
        }
        try await world.crash(boot: "another")
        try await world.restart(boot: "another")
        world.journal.change { $0.cannotRead = false }
        await world.pass(until: "2026-03-02T09:05:00Z")
        #expect(attempts(world) == ["2"])
    }

    // MARK: An older copy

    ///     clock     08:59   09:00   21:00         21:01
    ///     store     copied                        the copy is put back
    ///     said              start   12 hours      -
    @Test func `that an older copy of the store does not know of is adopted, not repeated`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        let copy = try await world.copyStore()
        await world.pass(until: "2026-03-02T21:00:00Z")
        let said = world.journal.reminders
        #expect(said.count == 2)
        world.time.move(to: instant("2026-03-02T21:01:00Z"))
        try await world.restore(copy)
        #expect(world.journal.reminders == said)
        let adopted = try await world.engine.reminders(of: nil, state: .settled, before: nil, limit: 10)
        #expect(adopted.map(\.reason) == ["adopted", "adopted"])
        #expect(adopted.map(\.sequence) == [2, 1])
        #expect(adopted.map(\.cursor) == ["c1", "c0"])
        #expect(adopted.map(\.payload?.text) == ["12 hours to go.", "No alcohol until Tuesday 10:00."])
        await world.pass(until: "2026-03-03T09:00:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == ["1", "2", "3"])
        #expect(try world.store.read { try $0.restoredAt() } == instant("2026-03-02T21:01:00Z"))
    }

    ///     clock     2 March 09:00   3 March 08:30   4 March 09:00
    ///     journal   drops number 1  takes
    ///     store                     copied          the copy is put back
    ///     said                                      another, as number 1; and number 2
    @Test func `that gave a number back after the copy was made, and gave it again, is not repeated`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-03T08:30:00Z")
        let copy = try await world.copyStore()
        #expect(try world.store.read { Array(try $0.openSequences().keys) } == [1])
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-04T09:00:00Z")
        let (said, ledger) = (world.journal.reminders, try await world.ledger())
        #expect(said.map { $0["AFTERCARE_SEQ"] } == ["1", "2"] && ledger.count == 3)
        world.time.move(to: instant("2026-03-04T09:01:00Z"))
        try await world.restore(copy)
        #expect(world.journal.reminders == said)
        #expect(try await world.ledger() == ledger)
        #expect(try world.store.read { try $0.highestSequence() } == 2)
    }

    @Test func `of an older copy cannot be asked of a journal that cannot be read: nothing is said until it can`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        let copy = try await world.copyStore()
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.change { $0.cannotRead = true }
        try await world.restore(copy)
        await world.pass(until: "2026-03-02T09:01:00Z")
        #expect(try await world.ledger() == [])
        world.journal.change { $0.cannotRead = false }
        await world.pass(until: "2026-03-02T09:02:00Z")
        #expect(world.journal.reminders.count == 1)
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    @Test func `of a store that knows everything teaches it nothing`() async throws {
        let world = try await world()
        try await world.restart()
        #expect(try world.store.read { try $0.restoredAt() } == nil)
        #expect(try world.store.read { try $0.highestSequence() } == 1)
    }

    // MARK: A journal that hangs

    @Test func `is not waited for, by a start, where the journal hangs; and it is told`() async throws {
        let world = try await world()
        world.journal.hang()
        try await world.restart(stall: 0.05)
        let journal = try await world.engine.status().journal
        #expect(journal.state == .failing && journal.reason == "the journal neither takes records nor refuses them")
        world.journal.resume()
        await world.engine.idle()
        #expect(try await world.engine.status().journal == .ok)
    }
}
