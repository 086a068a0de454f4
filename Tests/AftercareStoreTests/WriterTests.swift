import Aftercare
import Foundation
import Testing

@testable import AftercareStore

/// What a store knows of the machines that wrote under it, and of its own past.
@Suite struct `The past of a store` {
    private let store: Store

    init() throws { store = try Store(inMemory: UUID()) }

    @Test func `has its writers in the order of their epochs`() throws {
        let writers = [
            Writer(epoch: 1, author: Author(machine: "", uid: nil), since: at(50)),
            Writer(epoch: 2, author: Author(machine: "m", uid: 997), since: at(30)),
            Writer(epoch: 3, author: Author(machine: "a", uid: .max), since: at(40)),
        ]
        try store.write { tx throws in
            #expect(try tx.writers() == [])
            for writer in [writers[1], writers[2], writers[0]] { try tx.add(writer) }
            #expect(try tx.writers() == writers)
        }
    }

    /// Sends a reminder in an epoch, and moves it on.
    private func send(
        _ place: Int, in epoch: Int?, to state: ReminderState = .settled, at time: Int64 = 9, cursor: String? = "c", _ tx: StoreTransaction
    ) throws {
        let told = occurrence(place: place)
        let reminder = Reminder(
            id: OccurrenceID(told.key, store: store.id), patient: id("P-1"), occurrence: told, state: .sending,
            sequence: Int64(place), attempt: 1, reason: nil, payload: nil, decidedAt: at(1), emittedAt: nil, cursor: nil, epoch: epoch)
        try tx.insert(reminder, bootID: nil)
        guard state != .sending else { return }
        #expect(try tx.advance(reminder.id, from: .sending, attempt: 1, to: state, cursor: cursor, settledAt: at(time)))
    }

    /// A reminder without an epoch is from before they were recorded, so from the first.
    @Test func `has the receipts of each epoch, the newest first`() throws {
        try store.write { tx in
            try send(7, in: nil, at: 300, tx)
            try send(2, in: 1, at: 100, tx)
            try send(3, in: 1, at: 300, tx)
            try send(4, in: 2, at: 200, tx)
            try send(5, in: 1, at: 400, cursor: nil, tx)
            try send(6, in: 1, to: .seen, at: 500, tx)
            try send(1, in: 2, at: 50, tx)
            func receipts(of epoch: Int, limit: Int = 9) throws -> [Int] {
                try tx.newestReceipts(of: epoch, limit: limit).map(\.occurrence.place)
            }
            #expect(try receipts(of: 1) == [3, 7, 2])
            #expect(try receipts(of: 1, limit: 2) == [3, 7])
            #expect(try receipts(of: 2) == [4, 1])
            #expect(try receipts(of: 3) == [])

            func settled(since: Int64, of epoch: Int, limit: Int = 9) throws -> [Int] {
                try tx.settled(since: at(since), of: epoch, limit: limit).map(\.occurrence.place)
            }
            #expect(try settled(since: 301, of: 1) == [5])
            #expect(try Set(settled(since: 101, of: 1)) == [3, 5, 7])
            #expect(try settled(since: 100, of: 1).last == 2)
            #expect(try settled(since: 0, of: 1, limit: 1) == [5])
            #expect(try settled(since: 50, of: 2) == [4, 1])
            #expect(try settled(since: 51, of: 2) == [4])
            #expect(try tx.lastSettled() == at(400))
        }
    }

    @Test func `has what each epoch sent without a receipt, by its numbers`() throws {
        try store.write { tx in
            try send(8, in: nil, to: .sending, tx)
            try send(3, in: 1, to: .seen, tx)
            try send(5, in: 2, to: .sending, tx)
            try send(4, in: 2, to: .seen, tx)
            try send(1, in: 1, to: .settled, tx)
            #expect(try tx.unsettled(of: 1, limit: 9).map(\.sequence) == [3, 8])
            #expect(try tx.unsettled(of: 1, limit: 1).map(\.sequence) == [3])
            #expect(try tx.unsettled(of: 2, limit: 9).map(\.sequence) == [4, 5])
            #expect(try tx.unsettled(of: 3, limit: 9) == [])
            #expect(try tx.delivered(after: 3, limit: 9).map(\.epoch) == [2, 2, nil])
        }
    }

    @Test func `keeps every moment of it by itself`() throws {
        func moments(_ tx: StoreTransaction) throws -> [Int64?] {
            try [tx.madeAt(), tx.restoredAt(), tx.uncheckedSince(), tx.inDoubtUntil(), tx.uncertainUntil()].map { $0?.seconds }
        }
        try store.write { tx throws in
            #expect(try moments(tx) == [nil, nil, nil, nil, nil])
            #expect(try tx.lastOfEarlierBoot() == 0 && tx.openRun() == nil && !tx.needsEpoch())
            try tx.setMade(at: at(1))
            try tx.setRestored(at: at(2))
            try tx.setUnchecked(since: at(3))
            try tx.setInDoubt(until: at(4))
            try tx.setUncertain(until: at(5))
            try tx.setLastOfEarlierBoot(6)
            try tx.setOpenRun("7")
            try tx.setNeedsEpoch(true)
        }
        try store.write { tx throws in
            #expect(try moments(tx) == [1, 2, 3, 4, 5])
            #expect(try tx.lastOfEarlierBoot() == 6 && tx.openRun() == "7" && tx.needsEpoch())
            // What is set anew replaces what was there.
            try tx.setUnchecked(since: at(30))
            try tx.setInDoubt(until: nil)
            try tx.setNeedsEpoch(false)
            #expect(try moments(tx) == [1, 2, 30, nil, 5])
            #expect(try tx.lastOfEarlierBoot() == 6 && tx.openRun() == "7" && !tx.needsEpoch())
        }
    }

    @Test func `has the moment of its backup until that is taken away`() throws {
        try store.write { tx throws in
            #expect(try tx.takeBackupMark() == nil)
            try BackupMark.put(at(100), tx.db)
            try BackupMark.put(at(200), tx.db)
            #expect(try tx.restoredFrom() == at(200))
            #expect(try tx.takeBackupMark() == at(200))
            #expect(try tx.restoredFrom() == nil)
        }
    }

    /// Each step adds a later trace of another kind.
    @Test func `is known up to the last moment of which it has a trace`() throws {
        try store.write { tx in
            func last() throws -> Instant? { try BackupMark.latest(tx.db) }
            #expect(try last() == nil)
            let (first, second) = (store.reminder(), store.reminder(occurrence(place: 1), sequence: 2))
            try tx.insert(first, bootID: nil)
            #expect(try last() == at(1))
            try tx.insert(second, bootID: nil)
            _ = try tx.advance(first.id, from: .sending, attempt: 1, to: .seen, emittedAt: at(20))
            #expect(try last() == at(20))
            _ = try tx.advance(first.id, from: .seen, attempt: 1, to: .settled, settledAt: at(30))
            #expect(try last() == at(30))
            for time in [40, 5] {
                try tx.record(AuditEntry(at: at(Int64(time)), uid: nil, action: "a", subject: "s", detail: nil))
                #expect(try last() == at(40))
            }
            try BackupMark.put(at(39), tx.db)
            #expect(try last() == at(40))
            try BackupMark.put(at(41), tx.db)
            #expect(try last() == at(41))
            #expect(try BackupMark.lastSign(tx.db) == at(40))
        }
    }

    @Test func `has everybody with something open looked at by a moment, and nobody else`() throws {
        try store.takeInSamples()
        try store.write { tx in
            for (name, next) in [("P-1", 90), ("P-2", 20), ("P-3", nil), ("P-4", 90), ("P-5", nil)] as [(String, Int64?)] {
                try tx.save(patient(name))
                try tx.save(plan("PL-\(name)", of: name))
                if name != "P-1", name != "P-5" { try tx.save(treatment("T-\(name)", of: name, plan: "PL-\(name)")) }
                try tx.postponeEvaluation(of: id(name), to: next.map(at))
            }
            try tx.close([id("T-P-4")])
            try tx.evaluateEverybody(at: at(50))
            func due(by time: Int64) throws -> [String] { try tx.patientsDue(by: at(time), limit: 9).map(\.rawValue) }
            #expect(try due(by: 49) == ["P-2"])
            #expect(try due(by: 50) == ["P-2", "P-1", "P-3"])
            #expect(try due(by: 9999) == ["P-2", "P-1", "P-3", "P-4"])
            #expect(try tx.nextEvaluation() == at(20))
        }
    }
}
