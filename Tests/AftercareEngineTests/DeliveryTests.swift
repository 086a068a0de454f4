import Aftercare
import AftercareSimulation
import AftercareStore
import Synchronization
import Testing

@testable import AftercareEngine

/// What becomes of reminders when the journal misbehaves.
@Suite struct `Delivery` {
    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        return world
    }

    @Test func `to a silent journal keeps the reminder, tells so, and settles it when the journal speaks again`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(try await world.ledger() == ["no-alcohol@sending"])
        let journal = try await world.engine.status().journal
        #expect(journal.state == .failing && journal.reason == "the journal took the records but does not show them")
        #expect(world.time.alarm == journal.retryAt)
        world.journal.wake()
        await world.pass(until: "2026-03-02T09:01:00Z")
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        #expect(try await world.engine.status().journal == .ok)
        #expect(world.journal.reminders.count == 1)
    }

    @Test func `to a journal that stays silent is tried after one second, and then after twice as long each time, up to fifteen`()
        async throws
    {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        var pauses: [Int64] = []
        for _ in 0..<12 {
            let alarm = try #require(world.time.alarm)
            pauses.append(alarm - world.time.now)
            world.time.move(to: alarm)
            await world.engine.idle()
        }
        #expect(pauses == [1, 2, 4, 8, 15, 15, 15, 15, 15, 15, 15, 15])
        world.journal.wake()
        await world.pass(until: "2026-03-02T09:03:00Z")
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        // What has gone well begins anew.
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(world.time.alarm == world.time.now + 1)
    }

    @Test func `that is under way when the service stops is waited for, and has its receipt`() async throws {
        let world = try await world()
        world.journal.hang()
        world.time.move(to: instant("2026-03-02T09:00:00Z"))
        let engine = world.engine
        let stopping = Task { await engine.stop() }
        // What a stop does without waiting is done at once.
        while await !engine.isStopping { await Task.yield() }
        #expect(try world.store.read { try $0.openRun() } != nil)
        world.journal.resume()
        await stopping.value
        #expect(try world.store.read { try $0.openRun() } == nil)
        try await world.restart()
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        #expect(world.journal.reminders.map { $0["AFTERCARE_ATTEMPT"] } == ["1"])
    }

    @Test func `of a record that was dropped is repeated behind a barrier, as the next attempt`() async throws {
        let world = try await world()
        world.journal.change { $0.isDropping = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(world.journal.reminders.isEmpty)
        world.journal.change { $0.isDropping = false }
        await world.pass(until: "2026-03-02T09:01:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_ATTEMPT"] } == ["2"])
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == ["1"])
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    @Test func `is not repeated as long as it may still arrive`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:10:00Z")
        #expect(world.journal.state.withLock { $0.queued.count { $0["MESSAGE_ID"] == MessageID.reminder } } == 1)
    }

    @Test func `to a journal that refuses is tried again later`() async throws {
        let world = try await world()
        world.journal.change { $0.isDead = true }
        await world.pass(until: "2026-03-02T09:00:30Z")
        #expect(try await world.ledger() == ["no-alcohol@sending"])
        world.journal.change { $0.isDead = false }
        await world.pass(until: "2026-03-02T09:03:00Z")
        #expect(world.journal.reminders.count == 1)
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    @Test func `of what the journal cannot be read for is unknown, not absent`() async throws {
        let world = try await world()
        world.journal.change { $0.cannotRead = true }
        await world.pass(until: "2026-03-02T09:05:00Z")
        #expect(world.journal.reminders.count == 1)
        world.journal.change { $0.cannotRead = false }
        await world.pass(until: "2026-03-02T09:10:00Z")
        #expect(world.journal.reminders.count == 1)
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    @Test func `is not settled before the journal is on disk`() async throws {
        let world = try await world()
        world.journal.change { $0.cannotSync = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(try await world.ledger() == ["no-alcohol@seen"])
        let journal = try await world.engine.status().journal
        #expect(journal.state == .failing && journal.reason == "connection refused")
        world.journal.change { $0.cannotSync = false }
        await world.pass(until: "2026-03-02T09:01:00Z")
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    @Test func `that was under way when the process died is looked up, not repeated`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        // The record arrives after its sender is gone.
        world.journal.wake()
        try await world.restart()
        #expect(world.journal.reminders.count == 1)
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    @Test func `that never left before the process died goes out after it`() async throws {
        let world = try await world()
        world.journal.change { $0.isDead = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        world.journal.change { $0.isDead = false }
        try await world.restart()
        #expect(world.journal.reminders.map { $0["AFTERCARE_ATTEMPT"] } == ["2"])
    }

    @Test func `holds back what is new while something older has no receipt`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:05:00Z")
        world.time.move(to: instant("2026-03-02T22:00:00Z"))
        await world.engine.idle()
        #expect(try await world.ledger() == ["no-alcohol@sending"])
        world.journal.wake()
        await world.pass(until: "2026-03-02T22:02:00Z")
        #expect(try await world.ledger() == ["no-alcohol@settled", "no-alcohol@settled"])
    }

    @Test func `takes up again at once when the clock is set back`() async throws {
        let world = try await world()
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        world.journal.wake()
        world.time.move(to: instant("2026-03-01T00:00:00Z"))
        await world.engine.clockWasSet()
        await world.engine.idle()
        #expect(try await world.ledger() == ["no-alcohol@settled"])
    }

    @Test func `of more than one batch goes on at once when the journal is back, and says so`() async throws {
        let world = try await world()
        try await world.arrangeMany(600)
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        // Two batches; what is due beyond them waits.
        let waiting = world.journal.state.withLock { $0.queued.count { $0["MESSAGE_ID"] == MessageID.reminder } }
        #expect(waiting == 512)
        world.journal.wake()
        world.time.move(to: try #require(world.time.alarm))
        await world.engine.idle()
        #expect(world.journal.reminders.count == 601)
        #expect(try await world.engine.status().journal == .ok)
    }
}
