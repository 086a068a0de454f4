import Aftercare
import AftercareStore
import Testing

@Suite struct `The ledger by its numbers` {
    private let scratch: Scratch
    private let store: Store

    init() throws {
        scratch = try Scratch()
        store = try Store(directory: scratch.path)
    }

    private func fill(_ count: Int) throws {
        try store.write { tx in
            for number in 1...count {
                let occurrence = occurrence(place: number, due: Int64(number * 10))
                try tx.insert(store.reminder(occurrence, sequence: Int64(number)), bootID: nil)
            }
            try tx.insert(store.reminder(occurrence(place: 0), state: .missed, sequence: nil), bootID: nil)
        }
    }

    @Test func `is handed out page by page, without what has no number`() throws {
        try fill(7)
        try store.read { tx in
            var seen: [Int64] = []
            while case let page = try tx.delivered(after: seen.last ?? 0, limit: 3), !page.isEmpty { seen += page.map(\.sequence) }
            #expect(seen == [1, 2, 3, 4, 5, 6, 7])
            #expect(try tx.highestSequence() == 7)
            #expect(try tx.delivered(after: 7, limit: 3) == [])
        }
    }

    @Test func `tells of each what its receipt says`() throws {
        let reminder = store.reminder(occurrence(due: 10), attempt: 2)
        try store.write { tx in
            try tx.insert(reminder, bootID: nil)
            _ = try tx.advance(
                reminder.id, from: .sending, attempt: 2, to: .settled, cursor: "s=1;i=2", emittedAt: at(5),
                settledAt: at(6), reason: "journal-in-memory")
            #expect(
                try tx.delivered(after: 0, limit: 9) == [
                    LedgerEntry(
                        id: reminder.id, sequence: 1, attempt: 2, state: .settled, cursor: "s=1;i=2", due: at(10), emittedAt: at(5),
                        settledAt: at(6), reason: "journal-in-memory")
                ])
        }
    }

    @Test func `begins at the first number of a span of time`() throws {
        try fill(5)
        let first = try store.read { tx in try [0, 31, 51].map { try tx.firstSequence(since: at($0)) } }
        #expect(first == [1, 4, nil])
        let none = try Store(inMemory: store.id).read { try $0.highestSequence() }
        #expect(none == 0)
    }
}
