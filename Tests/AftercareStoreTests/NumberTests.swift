import Aftercare
import Foundation
import Testing

@testable import AftercareStore

/// The numbers that records bear, across machines.
@Suite struct `The numbers of a store` {
    private let store: Store

    init() throws { store = try Store(inMemory: UUID()) }

    private func journaled(_ place: Int, _ sequence: Int64, epoch: Int? = nil) -> JournaledReminder {
        JournaledReminder(
            id: store.reminder(occurrence(place: place)).id, sequence: sequence, attempt: 2, cursor: "c\(place)", text: "t\(place)",
            epoch: epoch)
    }

    @Test func `go on above the highest that is known from anywhere`() throws {
        try store.write { tx throws in
            #expect(try tx.highestSequence() == 0 && tx.takeSequences(1) == [1])
            try tx.insert(store.reminder(sequence: 3), bootID: nil)
            #expect(try tx.highestSequence() == 3 && tx.takeSequences(1) == [4])
            try tx.free(5, isGivenAgain: false)
            #expect(try tx.highestSequence() == 5 && tx.takeSequences(1) == [6])
            try tx.recover([journaled(7, 8)])
            #expect(try tx.highestSequence() == 8 && tx.takeSequences(1) == [9])
            try tx.leave(numbersUpTo: 12)
            #expect(try tx.highestSequence() == 12 && tx.takeSequences(1) == [13])
        }
    }

    @Test func `that another machine may have given are left to it, each once`() throws {
        try store.write { tx throws in
            #expect(try tx.foreignSequences() == [])
            try tx.insert(store.reminder(sequence: 3), bootID: nil)
            try tx.leave(numbersUpTo: 3)
            #expect(try tx.foreignSequences() == [])
            try tx.leave(numbersUpTo: 4)
            #expect(try tx.foreignSequences() == [4...4])
            try tx.leave(numbersUpTo: 4)
            try tx.leave(numbersUpTo: 2)
            try tx.leave(numbersUpTo: 10)
            #expect(try tx.foreignSequences() == [4...4, 5...10])
        }
    }

    @Test func `without a receipt are those of reminders that have one`() throws {
        let (sending, seen) = (store.reminder(sequence: 4), store.reminder(occurrence(place: 1), state: .seen, sequence: 2))
        try store.write { tx in
            for reminder in [
                sending, seen, store.reminder(occurrence(place: 2), sequence: nil),
                store.reminder(occurrence(place: 3), state: .settled, sequence: 3),
                store.reminder(occurrence(place: 4), state: .printed, sequence: 5),
            ] { try tx.insert(reminder, bootID: nil) }
            #expect(try tx.openSequences() == [4: [sending.id], 2: [seen.id]])
        }
    }

    @Test func `and all else that the journal has of an unknown record are kept until it is decided`() throws {
        try store.write { tx in
            let known = [journaled(3, 7, epoch: 5), journaled(4, 6)]
            try tx.recover(known)
            // What is known already stays as it is.
            try tx.recover([journaled(3, 9, epoch: 6)])
            for record in known {
                #expect(try tx.takeJournaled(of: record.id) == record)
                #expect(try tx.takeJournaled(of: record.id) == nil)
            }
        }
    }

    @Test func `of a reminder whose number is another's by now are uncertain`() throws {
        let overtaken = store.reminder(attempt: 3)
        try store.write { tx in
            try tx.insert(overtaken, bootID: nil)
            try tx.recover([journaled(1, 1)])
            #expect(try tx.reminder(overtaken.id) == nil)
            #expect(try tx.freeSequences() == [])
            let attempts = try #require(try tx.takeAttempts(of: overtaken.id))
            #expect(attempts == (3, .uncertain))
        }
    }
}

/// The names of what is entered without one.
@Suite struct `A generated name` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
    }

    private func fresh() throws -> [String] {
        try store.read { tx in
            [try tx.freshPlanID().rawValue, try tx.freshTreatmentID().rawValue, try tx.freshReactionID().rawValue]
        }
    }

    @Test func `follows the highest of its kind`() throws {
        #expect(try fresh() == ["PL-0002", "T-0002", "R-0001"])
        try store.write { tx in
            for name in ["PL-0041", "PL-9", "PL-x99", "Q-0099", "T-0777"] { try tx.save(plan(name)) }
            for name in ["T-0013", "T-2", "T-x99", "PL-0099"] { try tx.save(treatment(name)) }
            try tx.save(
                Reaction(
                    id: id("R-0005"), patient: id("P-1"), treatment: id("T-1"), signs: [.pain], reportedAt: at(1), clearedAt: nil))
        }
        #expect(try fresh() == ["PL-0042", "T-0014", "R-0006"])
    }

    @Test(
        arguments: [
            ("T-9", "T-0010"), ("T-999", "T-1000"), ("T-9999", "T-10000"), ("T-10000", "T-10001"),
            // The clinic's own names, which are no numbers to count on from.
            ("T-20261130144512345678", "T-0002"), ("T-9223372036854775807", "T-0002"),
            ("T-999999999999999", "T-1000000000000000"), ("T-999999999999998", "T-999999999999999"),
        ])
    func `has four digits, and more once it needs them`(highest: String, next: String) throws {
        try store.write { try $0.save(treatment(highest)) }
        #expect(try store.read { try $0.freshTreatmentID().rawValue } == next)
    }

    @Test func `is none that is taken`() throws {
        try store.write { tx in
            for name in ["T-999999999999999", "T-1000000000000000"] { try tx.save(treatment(name)) }
        }
        #expect(try store.read { try $0.freshTreatmentID().rawValue } == "T-1000000000000001")
    }

    /// The names that a newer copy of the store used, and the next name of a treatment.
    @Test(
        arguments: [
            ([], "T-2001"), (["T-0999", "T-0007"], "T-2001"), (["T-1000"], "T-3001"), (["T-1999"], "T-3001"), (["T-2000"], "T-4001"),
            (["PL-7000", "T-x", "T7000"], "T-2001"), (["T-9223372036854775807", "T-0042"], "T-2001"),
        ] as [([String], String)])
    func `begins well above all that a newer copy can have used`(used: [String], next: String) throws {
        try store.write { try $0.skipNames(beyond: used.map { id($0) }) }
        #expect(try fresh() == ["PL-2001", next, "R-2001"])
    }

    @Test func `never begins lower again, and follows what is entered above`() throws {
        try store.write { try $0.skipNames(beyond: [id("T-5000")]) }
        #expect(try fresh() == ["PL-2001", "T-7001", "R-2001"])
        try store.write { try $0.skipNames(beyond: []) }
        #expect(try fresh() == ["PL-2001", "T-7001", "R-2001"])
        try store.write { tx in
            try tx.save(treatment("T-9000"))
            try tx.save(plan("PL-3000"))
        }
        #expect(try fresh() == ["PL-3001", "T-9001", "R-2001"])
        try store.write { try $0.skipNames(beyond: []) }
        #expect(try fresh() == ["PL-5001", "T-11001", "R-2001"])
    }
}
