import Aftercare
import AftercareSimulation
import AftercareStore
import Foundation
import Logging
import Synchronization
import Testing

@testable import AftercareEngine

/// The sample's treatment ends on 2 March 2026 at 09:00 UTC.
@Suite struct `A store whose files are removed while it is in use` {
    private func world(storage: Storage = .unlimited, onHealth: @escaping @Sendable (EngineHealth) -> Void = { _ in }) async throws -> World
    {
        let world = try World(at: "2026-03-02T08:00:00Z", storage: storage, onHealth: onHealth)
        await world.engine.start()
        try await world.arrange()
        return world
    }

    @Test func `is told of once, with what to do, and goes on reminding`() async throws {
        let told = Mutex<EngineHealth?>(nil)
        let world = try await world { health in told.withLock { $0 = health } }
        await world.engine.checkStoreFile()
        #expect(try await world.engine.status().storeLoss == nil)
        try FileManager.default.removeItem(at: world.directory)
        await world.engine.checkStoreFile()
        let loss = try #require(try await world.engine.status().storeLoss)
        #expect(
            loss.contains("'\(world.directory.path)/store.sqlite' and '\(world.directory.path)/store.sqlite-wal' were removed or replaced"))
        #expect(loss.contains("save it now with 'aftercarectl backup FILE'"))
        let health = try #require(told.withLock { $0 })
        #expect(health.missingFiles.count == 2)
        let line = StatusLine(health, shortage: nil, refusedErrors: 0, zone: .utc, now: instant("2026-03-02T08:00:00Z")).text
        #expect(line.hasPrefix("STORE REMOVED: \(world.directory.path)/store.sqlite"), "\(line)")
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(world.journal.reminders.map { $0["MESSAGE"] } == ["No alcohol until Tuesday 10:00."])
    }

    @Test func `is well again when they are back`() async throws {
        let world = try await world()
        let away = world.directory.path + ".away"
        try FileManager.default.moveItem(atPath: world.directory.path, toPath: away)
        await world.engine.checkStoreFile()
        #expect(try await world.engine.status().storeLoss != nil)
        try FileManager.default.moveItem(atPath: away, toPath: world.directory.path)
        await world.engine.checkStoreFile()
        #expect(try await world.engine.status().storeLoss == nil)
    }

    @Test func `is backed up elsewhere`() async throws {
        let spare = FileManager.default.temporaryDirectory.appending(path: "spare-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: spare, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: spare) }
        let world = try await world(
            storage: Storage(keepFree: ByteCount(0), spare: .init(directory: spare.path) { 1 << 30 }) { 1 << 30 })
        try FileManager.default.removeItem(at: world.directory)
        #expect(try await world.engine.backup(by: .user(0)).patients == 1)
    }
}

@Suite struct `A backup on a full disk` {
    private func refusal(spare: Int64?) async throws -> String? {
        let directory = FileManager.default.temporaryDirectory.appending(path: "spare-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let world = try World(
            at: "2026-03-02T08:00:00Z",
            storage: Storage(keepFree: .mebibytes(64), spare: spare.map { free in .init(directory: directory.path) { free } }) { 0 })
        await world.engine.start()
        do {
            _ = try await world.engine.backup(by: .user(0))
            return nil
        } catch let failure as EngineError {
            return failure.description.replacing(directory.path, with: "SPARE")
        }
    }

    @Test func `is made where the service has room elsewhere`() async throws {
        #expect(try await refusal(spare: 64 << 20) == nil)
    }

    @Test func `is refused where there is none, with what would do`() async throws {
        let text = try #require(try await refusal(spare: 1 << 20))
        #expect(text.hasPrefix("0 bytes are free for the store, and 64."), "\(text)")
        #expect(text.contains(" have to be for a copy of it; 4.") && text.contains(" MiB in 'SPARE' would do too; free some"), "\(text)")
        #expect(try await refusal(spare: nil)?.contains("would do too") == false)
    }
}

@Suite struct `A store that was made anew` {
    private func complaints(_ world: World) async throws -> [String] { try await world.engine.status().complaints }

    /// What a store of ours said whose files are gone since.
    private func forget(_ world: World) async throws {
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        await world.engine.stop()
        try world.loseStore()
    }

    @Test func `is complained of for as long as the journal holds reminders of an earlier one`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        try await forget(world)
        world.time.move(to: instant("2026-03-05T12:00:00Z"))
        try await world.reopen()
        let text = try #require(try await complaints(world).first)
        #expect(
            text.hasPrefix(
                "the store was made anew on 2026-03-05 07:00, since there was none, and the journal holds reminders of an earlier one up to 2026-03-02 04:00 (America/New_York)"
            ), "\(text)")
        #expect(text.contains("'aftercared --restore FILE'"))
        try await world.restart()
        #expect(try await complaints(world) == [text])
        world.journal.change { $0.removeAll() }
        await world.pass(until: "2026-03-07T12:00:00Z")
        #expect(try await complaints(world).isEmpty)
    }

    @Test func `is none to complain of at a first start`() async throws {
        let fresh = try World(at: "2026-03-02T08:00:00Z")
        await fresh.engine.start()
        try await fresh.arrange()
        await fresh.pass(until: "2026-03-02T09:00:00Z")
        #expect(try await complaints(fresh).isEmpty)
    }

    /// Another service's, of the same user.
    @Test func `takes a store whose records are newer for no earlier one`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        let reminders = try await world.engine.reminders(of: nil, state: nil, before: nil, limit: 1)
        let said = try #require(Message.list(of: reminders).first)
        try world.journal.send(OutgoingRecord(said, store: UUID(), now: world.time.now, command: "aftercarectl"))
        await world.pass(until: "2026-03-04T09:00:00Z")
        #expect(try await complaints(world).isEmpty)
    }
}
