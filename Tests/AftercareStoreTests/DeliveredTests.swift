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

    /// Message 1 has one reminder, 2 has four, 3 has two.
    private func fillMessages() throws {
        try store.write { tx in
            for (place, (number, line)) in [(1, 0), (2, 0), (2, 1), (2, 2), (2, 3), (3, 0), (3, 1)].enumerated() {
                let occurrence = occurrence(place: place, due: Int64(number * 10))
                try tx.insert(store.reminder(occurrence, sequence: Int64(number), line: line), bootID: nil)
            }
        }
    }

    @Test(arguments: [
        (1, [[1], [2, 2, 2, 2], [3, 3]]), (2, [[1, 2, 2, 2, 2], [3, 3]]), (5, [[1, 2, 2, 2, 2], [3, 3]]), (7, [[1, 2, 2, 2, 2, 3, 3]]),
    ])
    func `is handed out in whole messages, however many reminders a page is asked for`(limit: Int, pages: [[Int64]]) throws {
        try fillMessages()
        try store.read { tx in
            var seen: [[Int64]] = []
            while case let page = try tx.delivered(after: seen.last?.last ?? 0, limit: limit), !page.isEmpty {
                seen.append(page.map(\.sequence))
            }
            #expect(seen == pages)
        }
    }

    @Test func `gives a number to one message alone: nothing else may stand in its place`() throws {
        try fillMessages()
        let other = occurrence(place: 20)
        for (number, line) in [(1, 0), (2, 3)] as [(Int64, Int)] {
            #expect(throws: StoreError.self) {
                try store.write { try $0.insert(store.reminder(other, sequence: number, line: line), bootID: nil) }
            }
        }
        try store.write { tx in
            #expect(try tx.nextLine(ofMessage: 2) == 4 && tx.nextLine(ofMessage: 9) == 0)
            try tx.insert(store.reminder(other, sequence: 2, line: 4), bootID: nil)
            #expect(try tx.reminders(ofMessage: 2).map(\.line) == [0, 1, 2, 3, 4])
            #expect(try tx.reminders(ofMessage: 9) == [])
            // What has no number is in nobody's way.
            try tx.insert(store.reminder(occurrence(place: 21), state: .missed, sequence: nil), bootID: nil)
            try tx.insert(store.reminder(occurrence(place: 22), state: .missed, sequence: nil), bootID: nil)
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
