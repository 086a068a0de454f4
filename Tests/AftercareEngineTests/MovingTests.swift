import Aftercare
import AftercareSimulation
import AftercareStore
import Foundation
import Synchronization
import Testing

@testable import AftercareEngine

/// What the first machine sent, and what another one makes of it.
///
///     clock     08:59    09:00     09:10     21:00
///     first     backup   start     -
///     other                        here      12 hours
@Suite struct `A store that comes to another machine` {
    private func world(onDelivered: @escaping @Sendable (Message) -> Void = { _ in }) async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z", onDelivered: onDelivered)
        await world.engine.start()
        try await world.arrange()
        return world
    }

    /// What stands in the journal of the machine that it is on now.
    private func said(_ world: World) -> [String] {
        world.journal.reminders.map { record in
            [record["MESSAGE"], record["AFTERCARE_EPOCH"].map { "epoch \($0)" }, record["AFTERCARE_SEQ"], record["AFTERCARE_REDELIVERY"]]
                .compactMap(\.self).joined(separator: " | ")
        }
    }

    private func move(_ world: World, at text: String) { world.time.move(to: instant(text)) }

    @Test func `with all that was said tells what comes, in its next epoch`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.move()
        #expect(await world.engine.writer?.epoch == 2)
        #expect(try await world.engine.status().withheld.isEmpty)
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(said(world) == ["12 hours to go. | epoch 2 | 2"])
        #expect(
            try world.store.read { try $0.writers().map(\.author.machine) } == [
                "0123456789abcdef0123456789abcdef", String(repeating: "b", count: 32),
            ])
        try await world.restart()
        #expect(await world.engine.writer?.epoch == 2)
    }

    /// Sent, and shown only after the first machine's service was gone.
    private func worldWithoutReceipt(onDelivered: @escaping @Sendable (Message) -> Void = { _ in }) async throws -> World {
        let world = try await world(onDelivered: onDelivered)
        world.journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(try await world.ledger() == ["no-alcohol@sending"])
        return world
    }

    @Test func `finds in the first one's journal what had no receipt`() async throws {
        let world = try await worldWithoutReceipt()
        move(world, at: "2026-03-02T09:10:00Z")
        try await world.move { old in
            old.wake()
            return OtherJournal(old)
        }
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        #expect(said(world).isEmpty)
    }

    @Test func `shows whoever watches what it finds in the first one's journal, once`() async throws {
        let shown = Mutex<[String?]>([])
        let world = try await worldWithoutReceipt(onDelivered: { message in shown.withLock { $0.append(message.text) } })
        #expect(shown.withLock(\.self) == [])
        move(world, at: "2026-03-02T09:10:00Z")
        try await world.move { old in
            old.wake()
            return OtherJournal(old)
        }
        #expect(shown.withLock(\.self) == ["No alcohol until Tuesday 10:00."])
    }

    @Test func `says again what is not in the first one's whole journal`() async throws {
        let world = try await worldWithoutReceipt()
        move(world, at: "2026-03-02T09:10:00Z")
        try await world.move { OtherJournal($0) }
        #expect(said(world) == ["23 hours, 50 minutes to go. | epoch 2 | 2 | uncertain"])
    }

    @Test(arguments: [false, true])
    func `holds back what it cannot know, until a person decides`(isCollected: Bool) async throws {
        let world = try await worldWithoutReceipt()
        move(world, at: "2026-03-02T09:10:00Z")
        try await world.move { isCollected ? OtherJournal($0, collected: 0) : nil }
        let withheld = try await world.engine.status().withheld
        #expect(withheld.map(\.reminders) == [1] && withheld.map(\.epoch) == [1])
        #expect(said(world).isEmpty)
        move(world, at: "2026-03-02T09:30:00Z")
        let promotion = try await world.engine.promote(by: .user(0))
        await world.engine.idle()
        #expect(promotion == Promotion(epoch: 2, withoutReceipt: 1, inDoubtUntil: nil))
        #expect(try await world.engine.status().withheld.isEmpty)
        #expect(said(world) == ["23 hours, 30 minutes to go. | epoch 2 | 2 | uncertain"])
    }

    @Test func `says what is due, whatever is held back`() async throws {
        let world = try await worldWithoutReceipt()
        move(world, at: "2026-03-02T09:10:00Z")
        try await world.move()
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(said(world) == ["12 hours to go. | epoch 2 | 2"])
        #expect(try await world.ledger().contains("no-alcohol@sending"))
    }

    @Test func `asks again when the first one's journal may have come`() async throws {
        let world = try await worldWithoutReceipt()
        let old = world.journal
        move(world, at: "2026-03-02T09:10:00Z")
        try await world.move { old in
            old.wake()
            return nil
        }
        world.journal.change { $0.otherJournals = [OtherJournal(old)] }
        await world.engine.checkWriters()
        await world.engine.idle()
        let early = try await world.ledger()
        #expect(early == ["no-alcohol@sending"], "it was asked a moment ago: \(early)")
        move(world, at: "2026-03-02T09:11:00Z")
        await world.engine.checkWriters()
        await world.engine.idle()
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        #expect(try await world.engine.status().withheld.isEmpty)
    }

    /// No other machine's journal is here, and none is needed.
    @Test func `and back asks the first one's own journal again where that could not be read for a moment`() async throws {
        let unreadable = Mutex<MemoryJournal?>(nil)
        let world = try World(
            at: "2026-03-02T08:59:00Z",
            onProgress: { step in
                guard case .reconciling = step, let journal = unreadable.withLock(\.self) else { return }
                journal.change { $0.cannotRead = true }
            })
        await world.engine.start()
        try await world.arrange()
        let journal = world.journal
        journal.change { $0.isSilent = true }
        await world.pass(until: "2026-03-02T09:00:00Z")
        journal.wake()
        let other = Author(machine: String(repeating: "c", count: 32), uid: 999)
        try world.store.write { try $0.add(Writer(epoch: 2, author: other, since: world.time.now)) }
        unreadable.withLock { $0 = journal }
        try await world.restart()
        #expect(await world.engine.writer?.epoch == 3)
        #expect(try await world.engine.status().withheld.map(\.epoch) == [1])
        unreadable.withLock { $0 = nil }
        journal.change { $0.cannotRead = false }
        move(world, at: "2026-03-02T09:01:00Z")
        await world.engine.checkWriters()
        await world.engine.idle()
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        #expect(try await world.engine.status().withheld.isEmpty)
    }

    @Test func `as a backup adopts what the first one's journal has, under numbers above it`() async throws {
        let world = try await world()
        let backup = try await world.backUp()
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.restoreElsewhere(backup) { OtherJournal($0) }
        #expect(try await world.ledger() == ["no-alcohol@settled"])
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(said(world) == ["12 hours to go. | epoch 2 | 2"])
    }

    @Test func `as a backup alone holds back what was due, and marks it where a person has it said`() async throws {
        let world = try await world()
        let backup = try await world.backUp()
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.restoreElsewhere(backup)
        #expect(said(world).isEmpty)
        #expect(try await world.engine.status().withheld.map(\.reminders) == [0])
        move(world, at: "2026-03-02T09:30:00Z")
        let promotion = try await world.engine.promote(by: .user(0))
        await world.engine.idle()
        #expect(promotion.inDoubtUntil == instant("2026-03-02T09:10:00Z"))
        #expect(said(world) == ["23 hours, 30 minutes to go. | epoch 2 | 1000001 | uncertain"])
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(said(world).last == "12 hours to go. | epoch 2 | 1000002")
    }

    @Test func `as a backup alone holds back what was due where a person's decision cannot be stored`() async throws {
        let world = try await world()
        let backup = try await world.backUp()
        await world.pass(until: "2026-03-02T09:10:00Z")
        try await world.restoreElsewhere(backup)
        let fuse = try Fuse(in: world.store)
        // What is uncertain, what is no longer in doubt, the patient's next evaluation, the audit.
        for write in 0..<4 {
            try fuse.set(write)
            await #expect(throws: StoreError.self, "write \(write)") { try await world.engine.promote(by: .user(0)) }
            #expect(try await world.engine.status().withheld.map(\.reminders) == [0])
            #expect(try world.store.read { try $0.inDoubtUntil() } == instant("2026-03-02T09:10:00Z"))
        }
        try fuse.set(.max)
        move(world, at: "2026-03-02T09:30:00Z")
        _ = try await world.engine.promote(by: .user(0))
        await world.engine.idle()
        #expect(said(world) == ["23 hours, 30 minutes to go. | epoch 2 | 1000001 | uncertain"])
    }

    @Test func `that is still used by another one, which began later, is left to it`() async throws {
        let world = try World(at: "2026-03-02T08:50:00Z")
        await world.engine.start()
        try await world.arrange()
        let other = MemoryJournal(clock: world.time, owner: Author(machine: String(repeating: "c", count: 32), uid: 999))
        world.journal.change { $0.otherJournals = [OtherJournal(other)] }
        move(world, at: "2026-03-02T08:50:30Z")
        try other.send(
            OutgoingRecord([
                (OutgoingRecord.storeField, OutgoingRecord.text(world.engine.storeID)), (OutgoingRecord.epochField, "2"), ("_UID", "999"),
            ]))
        await world.engine.checkWriters()
        await world.engine.idle()
        #expect(await world.engine.replacedBy == nil, "it was asked a moment ago")
        move(world, at: "2026-03-02T08:51:00Z")
        await world.engine.checkWriters()
        await world.engine.idle()
        #expect(await world.engine.replacedBy?.author.machine == String(repeating: "c", count: 32))
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(said(world).isEmpty)
    }
}
