import Aftercare
import AftercareStore
import Testing

/// Reminders that were sent and are not in the journal.
@Suite struct `A withdrawn reminder` {
    private let scratch: Scratch
    private let store: Store

    init() throws {
        scratch = try Scratch()
        store = try Store(directory: scratch.path)
        try store.write { tx in try tx.save(patient("P-1")) }
    }

    @Test func `is in the ledger no more, and its attempts are remembered once`() throws {
        let reminder = store.reminder()
        try store.write { tx in
            try tx.insert(reminder, bootID: nil)
            #expect(try tx.withdraw(reminder, .proven))
            #expect(try tx.reminder(reminder.id) == nil)
            #expect(try tx.decided(of: [id("T-1")]) == DecisionHistory())
            let attempts = try #require(try tx.takeAttempts(of: reminder.id))
            #expect(attempts == (1, .proven))
            #expect(try tx.takeAttempts(of: reminder.id) == nil)
        }
    }

    @Test func `is withdrawn from where the caller knows it to be, and from nowhere else`() throws {
        let reminder = store.reminder()
        try store.write { tx in
            try tx.insert(reminder, bootID: nil)
            _ = try tx.advance(reminder.id, from: .sending, attempt: 1, to: .settled)
            #expect(try !tx.withdraw(reminder, .proven))
            #expect(try tx.reminder(reminder.id)?.state == .settled)
            #expect(try tx.freeSequences() == [])
            #expect(try tx.takeAttempts(of: reminder.id) == nil)
        }
    }

    @Test func `has its patient looked at as of its instant`() throws {
        let reminder = store.reminder()
        try store.write { tx in
            try tx.insert(reminder, bootID: nil)
            try tx.postponeEvaluation(of: id("P-1"), to: reminder.occurrence.due + 1_000)
            _ = try tx.withdraw(reminder, .proven)
            #expect(try tx.nextEvaluation() == reminder.occurrence.due)
        }
    }

    @Test func `gives its number to the next record, the lowest first, and only once`() throws {
        let reminders = (0..<4).map { store.reminder(occurrence(place: $0), sequence: Int64($0) + 1) }
        try store.write { tx in
            for reminder in reminders { try tx.insert(reminder, bootID: nil) }
            _ = try tx.withdraw(reminders[3], .proven)
            _ = try tx.withdraw(reminders[1], .proven)
            #expect(try tx.freeSequences() == [2, 4])
            #expect(try tx.highestSequence() == 4)
            #expect(try tx.takeSequences(2) == [2, 4])
            #expect(try tx.freeSequences() == [])
        }
    }

    @Test func `that may be in the journal all the same gives its number to nobody`() throws {
        let reminder = store.reminder()
        try store.write { tx in
            try tx.insert(reminder, bootID: nil)
            _ = try tx.withdraw(reminder, .uncertain)
            #expect(try tx.freeSequences() == [1])
            #expect(try tx.takeSequences(1) == [2])
            #expect(try tx.takeAttempts(of: reminder.id)?.redelivery == .uncertain)
        }
    }
}

/// What an older copy of a store learns from the journal.
@Suite struct `A remembered record` {
    private let scratch: Scratch
    private let store: Store

    init() throws {
        scratch = try Scratch()
        store = try Store(directory: scratch.path)
    }

    private func journaled(_ reminder: Reminder, _ sequence: Int64) -> JournaledReminder {
        JournaledReminder(id: reminder.id, sequence: sequence, attempt: 2, cursor: "c", text: "said")
    }

    @Test func `is told once, and numbers go on above it`() throws {
        let reminder = store.reminder()
        try store.write { tx in
            try tx.recover([journaled(reminder, 7)] + (2...4).map { journaled(store.reminder(occurrence(place: $0)), [9, 12, 8][$0 - 2]) })
            #expect(try tx.highestSequence() == 12 && tx.recoveredSequences() == [7...9, 12...12])
            #expect(try tx.takeJournaled(of: reminder.id) == journaled(reminder, 7))
            #expect(try tx.takeJournaled(of: reminder.id) == nil)
        }
    }

    @Test func `is nothing new where the ledger has its reminder or its number`() throws {
        let (known, other) = (store.reminder(state: .settled), store.reminder(occurrence(place: 1)))
        try store.write { tx in
            try tx.insert(known, bootID: nil)
            try tx.recover([journaled(known, 9), journaled(other, 1)])
            #expect(try tx.takeJournaled(of: known.id) == nil)
            #expect(try tx.takeJournaled(of: other.id) == nil)
        }
    }

    /// The newer store had released number 1 and given it to another reminder, and had sent the first one as number 3.
    @Test func `takes back what has no receipt, and bears another number by now, or one that is another's`() throws {
        let (first, other) = (store.reminder(), store.reminder(occurrence(place: 1)))
        let second = store.reminder(occurrence(place: 2), sequence: 2)
        let loose = store.reminder(occurrence(place: 3), state: .seen, sequence: 4)
        try store.write { tx in
            for reminder in [first, second, loose] { try tx.insert(reminder, bootID: nil) }
            #expect(try tx.openSequences() == [1: [first.id], 2: [second.id], 4: [loose.id]])
            try tx.recover([journaled(first, 3), journaled(other, 1), journaled(loose, 4)])
            #expect(try tx.openSequences() == [2: [second.id], 4: [loose.id]])
            #expect(try tx.takeJournaled(of: first.id) == journaled(first, 3) && tx.takeAttempts(of: first.id) == nil)
            #expect(try tx.takeJournaled(of: other.id) == journaled(other, 1))
            #expect(try tx.takeJournaled(of: loose.id) == nil && tx.freeSequences().isEmpty)
        }
    }

    @Test func `takes its number from those that are free`() throws {
        let (withdrawn, other) = (store.reminder(), store.reminder(occurrence(place: 1)))
        try store.write { tx in
            try tx.insert(withdrawn, bootID: nil)
            _ = try tx.withdraw(withdrawn, .proven)
            try tx.recover([journaled(other, 1)])
            #expect(try tx.takeSequences(1) == [2])
        }
    }
}

/// How the last run ended.
@Suite struct `A run` {
    @Test func `is open until it is ended, and what was settled last is found by the index`() throws {
        let scratch = try Scratch()
        let store = try Store(directory: scratch.path)
        try store.write { tx in
            #expect(try tx.openRun() == nil)
            try tx.setOpenRun("boot")
            #expect(try tx.openRun() == "boot")
            try tx.setOpenRun(nil)
            #expect(try tx.openRun() == nil)

            for (place, settled) in [100, 300, 200].enumerated() {
                let reminder = store.reminder(occurrence(place: place), sequence: Int64(place) + 1)
                try tx.insert(reminder, bootID: nil)
                _ = try tx.advance(
                    reminder.id, from: .sending, attempt: 1, to: .settled, cursor: "c", settledAt: at(Int64(settled)))
            }
            #expect(try tx.lastSettled() == at(300))
            #expect(try tx.settled(since: at(200), of: 1, limit: 10).map(\.occurrence.place) == [1, 2])
        }
    }
}
