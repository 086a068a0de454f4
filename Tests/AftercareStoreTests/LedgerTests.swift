import Aftercare
import AftercareStore
import Foundation
import GRDB
import Testing

@Suite struct `The ledger` {
    private let scratch: Scratch
    private let store: Store

    init() throws {
        scratch = try Scratch()
        store = try Store(directory: scratch.path)
    }

    private func reminder(place: Int, state: ReminderState = .sending, sequence: Int64? = 1) throws -> Reminder {
        let window = Window(
            treatment: try #require(TreatmentID("T-1")), timingRevision: 1, plan: try #require(PlanID("PL-1")),
            careProtocol: ProtocolReference(id: try #require(ProtocolID("sample")), version: 1),
            instruction: try #require(InstructionID("no-alcohol")), kind: .abstain, opens: Instant(seconds: 0),
            closes: Instant(seconds: 86_400))
        let occurrence = Occurrence(
            window: window, place: place, phase: .start, due: Instant(seconds: Int64(place)), deadline: Instant(seconds: 86_400))
        return Reminder(
            id: OccurrenceID(occurrence.key, store: store.id), patient: try #require(PatientID("P-1")),
            occurrence: occurrence, state: state, sequence: sequence, attempt: 1, reason: nil, message: "m",
            language: .english, decidedAt: Instant(seconds: 1), emittedAt: nil, cursor: nil)
    }

    @Test func `gives back what was written`() throws {
        let reminder = try reminder(place: 0)
        try store.write { try $0.insert(reminder, bootID: "b") }
        #expect(try store.read { try $0.reminder(reminder.id) } == reminder)
        #expect(try store.read { try $0.decided(of: [reminder.occurrence.window.treatment]).keys } == [reminder.occurrence.key])
    }

    @Test func `refuses the same occurrence twice`() throws {
        let reminder = try reminder(place: 0)
        try store.write { try $0.insert(reminder, bootID: nil) }
        #expect(throws: StoreError.self) { try store.write { try $0.insert(reminder, bootID: nil) } }
    }

    @Test func `moves a reminder on from where the caller knows it to be, and from nowhere else`() throws {
        let reminder = try reminder(place: 0)
        try store.write { tx in
            try tx.insert(reminder, bootID: nil)
            #expect(try tx.advance(reminder.id, from: .seen, attempt: 1, to: .settled) == false)
            #expect(try tx.advance(reminder.id, from: .sending, attempt: 2, to: .settled) == false)
            #expect(try tx.advance(reminder.id, from: .sending, attempt: 1, to: .settled, cursor: "c") == true)
            #expect(try tx.advance(reminder.id, from: .sending, attempt: 1, to: .settled) == false)
            #expect(try tx.reminder(reminder.id)?.cursor == "c")
        }
    }

    @Test func `numbers without gaps, and lists what has no receipt`() throws {
        let settled = try reminder(place: 0, state: .settled, sequence: 1)
        let missed = try reminder(place: 1, state: .missed, sequence: nil)
        let sending = try reminder(place: 2, sequence: 2)
        try store.write { tx in
            for reminder in [settled, missed, sending] { try tx.insert(reminder, bootID: nil) }
            #expect(try tx.nextSequence() == 3)
            #expect(try tx.unsettled(limit: 10).map(\.id) == [sending.id])
            #expect(try tx.reminderCounts(since: Instant(seconds: -1)) == [.settled: 1, .missed: 1, .sending: 1])
            #expect(try tx.reminderCounts(since: Instant(seconds: 0)) == [.missed: 1, .sending: 1])
        }
    }

    @Test func `is listed newest first, page after page`() throws {
        let all = try (0..<7).map { try reminder(place: $0, sequence: Int64($0) + 1) }
        try store.write { tx in for reminder in all { try tx.insert(reminder, bootID: nil) } }
        var seen: [OccurrenceID] = []
        var cursor: ReminderCursor?
        repeat {
            let page = try store.read { try $0.reminders(of: nil, state: nil, before: cursor, limit: 3) }
            seen += page.map(\.id)
            cursor = page.last.map { ReminderCursor(due: $0.occurrence.due, id: $0.id) }
        } while cursor != nil
        #expect(seen == all.reversed().map(\.id))
    }

    @Test func `finds who is due by the index, the longest waiting first`() throws {
        try store.write { tx in
            for (name, next) in [("P-1", 30), ("P-2", 10), ("P-3", 20)] {
                let id = try #require(PatientID(name))
                try tx.save(Patient(id: id, zone: "UTC", language: .english, quietHours: nil, status: .active, name: nil))
                try tx.postponeLook(of: id, to: Instant(seconds: Int64(next)))
            }
            #expect(try tx.patientsDue(by: Instant(seconds: 20), limit: 10).map(\.rawValue) == ["P-2", "P-3"])
            #expect(try tx.nextLook() == Instant(seconds: 10))
            #expect(try tx.plan(of: "SELECT id FROM patient WHERE nextLook <= 5 ORDER BY nextLook, id LIMIT 3").contains("patientByNextLook"))
        }
    }
}
