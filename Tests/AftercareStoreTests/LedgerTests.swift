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
            sequence: 2, payload: Payload(text: "m", language: .german, alsoFor: [id("T-2"), id("T-3")]),
            claim: Claim(until: at(99), modality: .cold))
        let missed = store.reminder(occurrence(place: 1), state: .missed, sequence: nil, payload: nil)
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
                sequence: nil, attempt: 0, reason: nil, payload: nil, decidedAt: at(2), emittedAt: nil, cursor: nil)
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
        let said = try store.read { try $0.decided(of: [id("T-1"), id("T-2")]).emitted }
        #expect(
            said
                == sayings.map { reminder in
                    EmittedReminder(
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
        let said = try store.read { try $0.decided(of: [id("T-1")]).emitted }
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
            #expect(try tx.takeSequences(1) == [3])
            #expect(try tx.unsettled(of: 1, limit: 10).map(\.id) == [sending.id])
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

    @Test func `is listed by one state or several, and by none whole`() throws {
        let states = ReminderState.allCases
        try store.write { tx in
            for (place, state) in states.enumerated() {
                try tx.insert(store.reminder(occurrence(place: place), state: state, sequence: Int64(place) + 1), bootID: nil)
            }
            func listed(_ states: Set<ReminderState>) throws -> [ReminderState] {
                try tx.reminders(of: nil, states: states, before: nil, limit: 10).map(\.state)
            }
            #expect(try listed([]) == states.reversed())
            for one in states {
                for other in states {
                    let wanted = states.reversed().filter { $0 == one || $0 == other }
                    #expect(try listed([one, other]) == wanted)
                    #expect(try listed(Set(states).subtracting([one, other])) == states.reversed().filter { !wanted.contains($0) })
                }
            }
        }
    }

    @Test func `is searched by the beginning of an id`() throws {
        let all = (0..<200).map { store.reminder(occurrence(place: $0), sequence: Int64($0) + 1) }
        try store.write { tx in for reminder in all { try tx.insert(reminder, bootID: nil) } }
        let ids = all.map(\.id.text).sorted()
        try store.read { tx in
            for prefix in [
                "", String(ids[199].prefix(1)), String(ids[0].prefix(1)), ids[7], String(ids[50].prefix(9)),
                String(ids[50].prefix(8)).uppercased(),
            ] {
                let found = try tx.reminders(startingWith: prefix, limit: 500).map(\.id.text)
                #expect(found == ids.filter { $0.hasPrefix(prefix.lowercased()) }, "\(prefix)")
                #expect(!found.isEmpty, "\(prefix)")
            }
            #expect(try tx.reminders(startingWith: "", limit: 3).map(\.id.text) == Array(ids.prefix(3)))
            #expect(try tx.reminders(startingWith: "%", limit: 3) == [])
            #expect(try tx.reminders(startingWith: ids[0] + "-", limit: 3) == [])
        }
    }

    /// Records a notice to the staff, each about another session.
    private func tell(
        _ role: Role, _ place: Int, _ state: ReminderState = .settled, of treatment: Treatment, in tx: StoreTransaction
    ) throws {
        try tx.save(treatment)
        let told = occurrence(of: treatment.id.rawValue, place: place, role: role, due: Int64(place * 10))
        let reminder = store.reminder(told, state: state, sequence: Int64(place))
        try tx.insert(
            Reminder(
                id: reminder.id, patient: treatment.patient, occurrence: told, state: state, sequence: reminder.sequence,
                attempt: 1, reason: nil, payload: reminder.payload, decidedAt: at(1), emittedAt: nil, cursor: nil),
            bootID: nil)
    }

    @Test func `lists what the staff was told and nobody has acknowledged, newest first`() throws {
        try store.takeInSamples()
        try store.write { tx in
            try tx.save(patient("P-2"))
            try tx.save(AftercareStoreTests.plan("PL-2", of: "P-2"))
            for (place, name) in [(3, "T-3"), (1, "T-1"), (7, "T-7"), (8, "T-8")] {
                try tell(.escalation, place, of: treatment(name), in: tx)
            }
            try tell(.escalation, 2, .printed, of: treatment("T-2", of: "P-2", plan: "PL-2", status: .completed), in: tx)
            try tell(.escalation, 9, .sending, of: treatment("T-9", status: .inProgress), in: tx)
            // One that was not emitted, one that is no longer open, and one of another role.
            try tell(.escalation, 4, .missed, of: treatment("T-4"), in: tx)
            try tell(.escalation, 5, .suppressed, of: treatment("T-5"), in: tx)
            try tell(.confirmation, 6, of: treatment("T-6"), in: tx)
            for (place, status) in [(10, Treatment.Status.cancelled), (11, .noShow), (12, .enteredInError)] {
                try tell(.escalation, place, of: treatment("T-\(place)", status: status), in: tx)
            }
            func answer(_ place: Int, of treatment: String, _ answer: Response.Answer) throws {
                try tx.add(Response(reminder: occurrence(of: treatment, place: place).key, answer: answer, at: at(100)))
            }
            try answer(7, of: "T-7", .acknowledged)
            try answer(8, of: "T-8", .declined)
            // A response to another reminder of the same session, and one entered in error.
            try answer(4, of: "T-3", .acknowledged)
            try answer(9, of: "T-9", .acknowledged)
            try tx.takeBack(Response(reminder: occurrence(of: "T-9", place: 9).key, answer: .acknowledged, at: at(100)), at: at(101))

            func places(of patient: String? = nil, since: Int64 = 0, limit: Int = 10) throws -> [Int] {
                try tx.unansweredEscalations(of: patient.map { id($0) }, since: at(since), limit: limit).map(\.occurrence.place)
            }
            #expect(try places() == [9, 8, 3, 2, 1])
            #expect(try places(since: 20) == [9, 8, 3])
            #expect(try places(limit: 2) == [9, 8])
            #expect(try places(of: "P-2") == [2])
            #expect(try places(of: "P-1") == [9, 8, 3, 1])
            let erasure = Erasure(
                plans: try tx.plans(of: id("P-2")), treatments: try tx.everyTreatment(of: id("P-2")), as: id("erased-1"),
                language: .english,
                now: at(200))
            try tx.erase(id("P-2"), leaving: erasure, in: store.id, at: at(200))
            #expect(try places() == [9, 8, 3, 1])
        }
    }

    @Test func `lists the sessions that nobody has confirmed, be there ever so many that somebody has`() throws {
        try store.takeInSamples()
        try store.write { tx in
            try tx.save(patient("P-2"))
            try tx.save(AftercareStoreTests.plan("PL-2", of: "P-2"))
            try tell(.confirmation, 1, of: treatment("T-1"), in: tx)
            try tell(.confirmation, 2, of: treatment("T-2", of: "P-2", plan: "PL-2", status: .inProgress), in: tx)
            for place in 3...700 {
                try tell(
                    .confirmation, place,
                    of: treatment("T-\(place)").changed(at: at(5)) {
                        $0.status = .completed
                        $0.actualEnd = $0.plannedEnd
                    }, in: tx)
            }
            try tell(.confirmation, 701, of: treatment("T-701", status: .noShow), in: tx)
            // The session was moved after the question.
            try tell(.confirmation, 702, of: treatment("T-702").changed(at: at(5)) { $0.plannedStart = at(900) }, in: tx)
            func places(of patient: String? = nil) throws -> [Int] {
                try tx.openConfirmations(of: patient.map { id($0) }, since: at(0), limit: 10).map(\.occurrence.place)
            }
            #expect(try places() == [2, 1])
            #expect(try places(of: "P-1") == [1])
        }
    }

    @Test func `finds who is due, the longest waiting first`() throws {
        try store.write { tx in
            for (name, next) in [("P-1", 30), ("P-2", 31), ("P-4", 10), ("P-3", 20), ("P-5", 20)] {
                try tx.save(patient(name))
                try tx.postponeEvaluation(of: id(name), to: at(Int64(next)))
            }
            try tx.save(patient("P-6"))
            #expect(try tx.patientsDue(by: at(30), limit: 10).map(\.rawValue) == ["P-4", "P-3", "P-5", "P-1"])
            #expect(try tx.patientsDue(by: at(30), limit: 2).map(\.rawValue) == ["P-4", "P-3"])
            #expect(try tx.patientsDue(by: at(9), limit: 10) == [])
            #expect(try tx.nextEvaluation() == at(10))
            try tx.postponeEvaluation(of: id("P-4"), to: nil)
            #expect(try tx.nextEvaluation() == at(20))
            #expect(try tx.patientsDue(by: at(30), limit: 10).map(\.rawValue) == ["P-3", "P-5", "P-1"])
        }
    }
}
