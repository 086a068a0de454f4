import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Testing

@Suite struct `A store in memory` {
    private let id = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))

    @Test func `has the id that it was given`() throws {
        let store = try Store(inMemory: id)
        #expect(store.id == id)
        #expect(try store.read { try $0.careProtocols() } == [])
    }

    @Test func `shares nothing with another one`() throws {
        let one = try Store(inMemory: id)
        let other = try Store(inMemory: id)
        try one.write { try $0.record(AuditEntry(at: instant("2026-03-02T08:00:00Z"), uid: nil, action: "a", subject: "b", detail: nil)) }
        #expect(try one.read { try $0.audit(limit: 1) }.count == 1)
        #expect(try other.read { try $0.audit(limit: 1) }.isEmpty)
    }

    @Test func `refuses what one on disk refuses`() async throws {
        let simulation = try await simulation(of: request)
        let plan = try #require(try await simulation.engine.plans(of: nil, PageRequest()).items.first)
        // A plan of nobody.
        #expect(throws: StoreError.self) { try Store(inMemory: id).write { try $0.save(plan) } }
    }
}

@Suite struct `A journal in memory` {
    private let time = VirtualTime(instant("2026-03-02T08:00:00Z"))

    private func record(_ nonce: Int) -> OutgoingRecord { OutgoingRecord([("MESSAGE", "mark"), ("NONCE", String(nonce))]) }

    @Test func `finds the first record of a value, whenever it came`() throws {
        let journal = MemoryJournal(clock: time)
        #expect(journal.find("NONCE", ["2"]) == ["2": .absent])
        for nonce in [1, 2, 2, 3] { try journal.send(record(nonce)) }
        #expect(journal.find("NONCE", ["2", "4"]) == ["2": .found(cursor: "c1"), "4": .absent])
        try journal.send(record(4))
        #expect(journal.find("NONCE", ["2", "4"]) == ["2": .found(cursor: "c1"), "4": .found(cursor: "c4")])
        #expect(journal.find("MESSAGE", ["mark"]) == ["mark": .found(cursor: "c0")])
    }

    @Test func `finds a record by each value of a field that it repeats`() throws {
        let journal = MemoryJournal(clock: time)
        try journal.send(OutgoingRecord([("MESSAGE", "two lines"), ("NONCE", "1"), ("NONCE", "2")]))
        try journal.send(record(2))
        #expect(journal.find("NONCE", ["1", "2", "3"]) == ["1": .found(cursor: "c0"), "2": .found(cursor: "c0"), "3": .absent])
    }

    @Test func `finds the record of a message by its number and first reminder together`() throws {
        let journal = MemoryJournal(clock: time)
        func record(_ ids: [String], _ number: String) -> OutgoingRecord {
            OutgoingRecord(ids.map { ("AFTERCARE_REMINDER_ID", $0) } + [("AFTERCARE_SEQ", number)])
        }
        // The second attempt of a bears another number.
        for sent in [record(["a", "b"], "1"), record(["c"], "2"), record(["a"], "3")] { try journal.send(sent) }
        func key(_ id: String, _ number: String) -> MessageKey { MessageKey(reminder: id, sequence: number) }
        let wanted = [key("a", "1"), key("a", "3"), key("a", "2"), key("c", "2"), key("d", "1")]
        #expect(
            journal.find(wanted) == [
                wanted[0]: .found(cursor: "c0"), wanted[1]: .found(cursor: "c2"), wanted[2]: .absent, wanted[3]: .found(cursor: "c1"),
                wanted[4]: .absent,
            ])
        journal.change { $0.cannotRead = true }
        #expect(journal.find([wanted[0]]) == [wanted[0]: .unknown(reason: "unreadable")])
    }

    @Test func `notes when each record could first be read`() throws {
        let journal = MemoryJournal(clock: time)
        try journal.send(record(1))
        journal.set(.silent, true)
        try journal.send(record(2))
        time.move(to: instant("2026-03-02T09:00:00Z"))
        journal.set(.silent, false)
        #expect(journal.entries.map(\.at.text) == ["2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z"])
    }
}
