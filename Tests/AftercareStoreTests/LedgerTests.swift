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

    @Test func `gives back what was written`() throws {
        let told = store.reminder()
        let corrected = store.reminder(
            occurrence(place: 3, role: .correction, ordinal: 2, due: 77, replaces: occurrence(place: 5, role: .nag, ordinal: 4).key),
            sequence: 2, message: Message(text: "m", language: .german, alsoFor: [id("T-2"), id("T-3")]),
            claim: Claim(until: at(99), modality: .cold))
        let missed = store.reminder(occurrence(place: 1), state: .missed, sequence: nil, message: nil)
        for reminder in [told, corrected, missed] {
            try store.write { try $0.insert(reminder, bootID: "b") }
            #expect(try store.read { try $0.reminder(reminder.id) } == reminder)
        }
        #expect(
            try store.read { try $0.decided(of: [id("T-1")]).keys }
                == [told.occurrence.key, corrected.occurrence.key, missed.occurrence.key])
    }

    @Test func `refuses the same occurrence twice, and nothing that differs in role or ordinal`() throws {
        let first = store.reminder()
        let others = [
            store.reminder(occurrence(role: .nag), sequence: 2), store.reminder(occurrence(role: .nag, ordinal: 1), sequence: 3),
            store.reminder(occurrence(role: .escalation), sequence: 4),
        ]
        for reminder in [first] + others { try store.write { try $0.insert(reminder, bootID: nil) } }
        for reminder in [first] + others {
            let again = Reminder(
                id: OccurrenceID(uuid: UUID()), patient: reminder.patient, occurrence: reminder.occurrence, state: .missed,
                sequence: nil, attempt: 0, reason: nil, message: nil, decidedAt: at(2), emittedAt: nil, cursor: nil)
            #expect(throws: StoreError.self) { try store.write { try $0.insert(again, bootID: nil) } }
        }
    }

    @Test func `tells what was said of several treatments in the order of saying`() throws {
        let sayings = [("T-2", 4), ("T-1", 9), ("T-2", 1), ("T-1", 2)].enumerated().map { index, saying in
            store.reminder(
                occurrence(of: saying.0, place: saying.1), sequence: Int64(index) + 1,
                claim: Claim(until: at(Int64(index)), modality: .warm))
        }
        try store.write { tx in for reminder in sayings { try tx.insert(reminder, bootID: nil) } }
        let said = try store.read { try $0.decided(of: [id("T-1"), id("T-2")]).said }
        #expect(
            said == sayings.map { reminder in
                Said(
                    key: reminder.occurrence.key, window: reminder.occurrence.window, phase: .start,
                    due: reminder.occurrence.due, deadline: reminder.occurrence.deadline, at: reminder.decidedAt,
                    claim: reminder.claim)
            })
    }

    @Test func `holds a correction for said whatever became of it, and anything else once it is on its way`() throws {
        var sequence: Int64 = 0
        try store.write { tx in
            for (place, state) in ReminderState.allCases.enumerated() {
                for role in [Role.reminder, .nag, .correction] {
                    sequence += 1
                    try tx.insert(store.reminder(occurrence(place: place, role: role), state: state, sequence: sequence), bootID: nil)
                }
            }
        }
        let said = try store.read { try $0.decided(of: [id("T-1")]).said }
        #expect(said.filter { $0.key.role == .correction }.count == ReminderState.allCases.count)
        for role in [Role.reminder, .nag] {
            let states = said.filter { $0.key.role == role }.map { ReminderState.allCases[$0.key.place] }
            #expect(states == [.sending, .seen, .settled, .printed])
        }
    }

    @Test func `moves a reminder on from where the caller knows it to be, and from nowhere else`() throws {
        let reminder = store.reminder()
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
        let settled = store.reminder(occurrence(place: 0), state: .settled, sequence: 1)
        let missed = store.reminder(occurrence(place: 1), state: .missed, sequence: nil)
        let sending = store.reminder(occurrence(place: 2), sequence: 2)
        try store.write { tx in
            for reminder in [settled, missed, sending] { try tx.insert(reminder, bootID: nil) }
            #expect(try tx.takeSequence() == 3)
            #expect(try tx.unsettled(limit: 10).map(\.id) == [sending.id])
            #expect(try tx.reminderCounts(since: at(-1)) == [.settled: 1, .missed: 1, .sending: 1])
            #expect(try tx.reminderCounts(since: at(0)) == [.missed: 1, .sending: 1])
        }
    }

    @Test func `is listed newest first, page after page`() throws {
        let all = (0..<7).map { store.reminder(occurrence(place: $0), sequence: Int64($0) + 1) }
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

    @Test func `is searched by the beginning of an id`() throws {
        let all = (0..<200).map { store.reminder(occurrence(place: $0), sequence: Int64($0) + 1) }
        try store.write { tx in for reminder in all { try tx.insert(reminder, bootID: nil) } }
        let ids = all.map(\.id.spoken).sorted()
        try store.read { tx in
            for prefix in ["", "f", "0", ids[7], String(ids[50].prefix(9)), String(ids[50].prefix(8)).uppercased()] {
                let found = try tx.reminders(startingWith: prefix, limit: 500).map(\.id.spoken)
                #expect(found == ids.filter { $0.hasPrefix(prefix.lowercased()) }, "\(prefix)")
                #expect(!found.isEmpty, "\(prefix)")
            }
            #expect(try tx.reminders(startingWith: "", limit: 3).map(\.id.spoken) == Array(ids.prefix(3)))
            #expect(try tx.reminders(startingWith: "%", limit: 3) == [])
            #expect(try tx.reminders(startingWith: ids[0] + "-", limit: 3) == [])
            let plan = try tx.plan(of: "SELECT * FROM reminder WHERE id >= 'a' AND id < 'ag' ORDER BY id LIMIT 3")
            #expect(plan.contains("SEARCH") && plan.contains("id>? AND id<?") && !plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }

    @Test func `lists what the staff was told, newest first`() throws {
        var sequence: Int64 = 0
        func told(_ role: Role, _ place: Int, state: ReminderState = .settled) -> Reminder {
            sequence += 1
            return store.reminder(occurrence(place: place, role: role, due: Int64(place * 10)), state: state, sequence: sequence)
        }
        let escalations = [told(.escalation, 3), told(.escalation, 1, state: .sending), told(.escalation, 2, state: .printed)]
        let others = [
            told(.escalation, 4, state: .missed), told(.escalation, 5, state: .suppressed), told(.confirmation, 6, state: .seen),
            told(.nag, 7), told(.reaction, 8),
        ]
        try store.write { tx in
            for reminder in escalations + others { try tx.insert(reminder, bootID: nil) }
            func places(_ role: Role, since: Int64, limit: Int = 10) throws -> [Int] {
                try tx.staffReminders(role, since: at(since), limit: limit).map(\.occurrence.place)
            }
            #expect(try places(.escalation, since: 0) == [3, 2, 1])
            #expect(try places(.escalation, since: 10) == [3, 2])
            #expect(try places(.escalation, since: 0, limit: 1) == [3])
            #expect(try places(.confirmation, since: 0) == [6])
            #expect(try places(.reaction, since: 0) == [8])
            #expect(try places(.nag, since: 0) == [])
            let plan = try tx.plan(
                of: """
                    SELECT * FROM reminder
                    WHERE role = 'escalation' AND role IN ('escalation', 'confirmation', 'reaction') AND due > 1
                    ORDER BY due DESC, number DESC LIMIT 1
                    """)
            #expect(plan.contains("reminderForStaff (role=? AND due>?)") && !plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }

    @Test func `finds who is due by the index, the longest waiting first`() throws {
        try store.write { tx in
            for (name, next) in [("P-1", 30), ("P-2", 10), ("P-3", 20)] {
                try tx.save(patient(name))
                try tx.postponeLook(of: id(name), to: at(Int64(next)))
            }
            #expect(try tx.patientsDue(by: at(20), limit: 10).map(\.rawValue) == ["P-2", "P-3"])
            #expect(try tx.nextLook() == at(10))
            #expect(try tx.plan(of: "SELECT id FROM patient WHERE nextLook <= 5 ORDER BY nextLook, id LIMIT 3").contains("patientByNextLook"))
        }
    }
}
