import Aftercare
import Foundation
import GRDB
import Testing

@testable import AftercareStore

@Suite struct `What the ledger is asked` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
    }

    /// Answers that close no escalation of the third reminder of 'T-1'.
    private static let besides: [(String, OccurrenceKey, Response.Answer)] = {
        func key(_ treatment: String = "T-1", _ revision: Int = 1, _ instruction: String = "no-alcohol", place: Int = 3) -> OccurrenceKey {
            OccurrenceKey(treatment: id(treatment), timingRevision: revision, instruction: id(instruction), place: place)
        }
        return [
            ("of another treatment", key("T-2"), .acknowledged), ("of other times", key("T-1", 2), .acknowledged),
            ("of another instruction", key("T-1", 1, "ice"), .acknowledged), ("of another place", key(place: 4), .acknowledged),
            ("that declines", key(), .declined), ("that puts off", key(), .snoozed(until: at(9))),
        ]
    }()

    @Test func `tells an escalation until that very reminder is acknowledged`() throws {
        let escalation = store.reminder(occurrence(place: 3, role: .escalation, ordinal: 1), state: .settled)
        try store.write { tx in
            try tx.insert(escalation, bootID: nil)
            func open() throws -> [OccurrenceID] { try tx.unansweredEscalations(since: at(2), limit: 9).map(\.id) }
            for (name, key, answer) in Self.besides {
                try tx.add(Response(reminder: key, answer: answer, at: at(5)))
                #expect(try open() == [escalation.id], "an answer \(name)")
            }
            try tx.add(Response(reminder: escalation.occurrence.key.base, answer: .acknowledged, at: at(6)))
            #expect(try open() == [])
        }
    }

    @Test func `tells the newest for the staff first, and among equals the last decided`() throws {
        try store.write { tx in
            for (place, due) in [50, 70, 50, 60].enumerated() {
                for (role, sequence) in [(Role.escalation, place * 2 + 1), (.confirmation, place * 2 + 2)] {
                    try tx.insert(
                        store.reminder(
                            occurrence(place: place, role: role, due: Int64(due)), state: .settled, sequence: Int64(sequence)),
                        bootID: nil)
                }
            }
            for ask in [tx.unansweredEscalations, tx.openConfirmations] {
                #expect(try ask(nil, at(0), 9).map(\.occurrence.place) == [1, 3, 2, 0])
                #expect(try ask(id("P-1"), at(50), 9).map(\.occurrence.place) == [1, 3])
                #expect(try ask(nil, at(49), 3).map(\.occurrence.place) == [1, 3, 2])
                #expect(try ask(id("P-2"), at(0), 9) == [])
            }
        }
    }

    @Test(arguments: ReminderState.allCases)
    func `tells whether a patient's reminder is still without a receipt`(state: ReminderState) throws {
        try store.write { tx in
            try tx.save(patient("P-2"))
            #expect(try !tx.isAwaitingReceipt(id("P-1")) && tx.countReminders(of: id("P-1")) == 0)
            try tx.insert(store.reminder(state: state), bootID: nil)
            try tx.insert(store.reminder(occurrence(place: 1), state: .printed, sequence: nil), bootID: nil)
            #expect(try tx.isAwaitingReceipt(id("P-1")) == (state == .sending || state == .seen))
            #expect(try !tx.isAwaitingReceipt(id("P-2")))
            #expect(try tx.countReminders(of: id("P-1")) == 2 && tx.countReminders(of: id("P-2")) == 0)
        }
    }

    @Test func `tells equally old reminders in one order, page after page`() throws {
        let ids = try store.write { tx in
            try (0..<5).map { place in
                let reminder = store.reminder(occurrence(place: place, due: 7), sequence: Int64(place) + 1)
                try tx.insert(reminder, bootID: nil)
                return reminder.id
            }.sorted { $0.text > $1.text }
        }
        try store.read { tx in
            let first = try tx.reminders(of: nil, state: .sending, before: nil, limit: 2).map(\.id)
            #expect(first == Array(ids.prefix(2)))
            let rest = try tx.reminders(of: id("P-1"), state: nil, before: ReminderCursor(due: at(7), id: ids[1]), limit: 9).map(\.id)
            #expect(rest == Array(ids.suffix(3)))
            #expect(try tx.reminders(of: id("P-2"), state: nil, before: nil, limit: 9) == [])
        }
    }

    /// The oldest reminder is being sent, the next two were missed; the numbers fall as time goes on.
    @Test func `counts and looks through the fifty thousand next to the moment, and no more`() throws {
        try store.write { tx in
            try tx.db.execute(
                sql: """
                    WITH RECURSIVE sample (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM sample WHERE n < 50002)
                    INSERT INTO reminder (id, patient, treatment, timingRevision, plan, protocol, instruction, kind, place, phase, role,
                        ordinal, opens, closes, instant, due, deadline, state, sequence, line, attempt, alsoFor, decidedAt)
                    SELECT 'id-' || n, 'P-1', 'T-1', 1, 'PL-1', 'sample@1', 'no-alcohol', 'abstain', n, 'start', 'reminder',
                        0, 0, 9, n, n, 9, CASE WHEN n = 0 THEN 'sending' WHEN n < 3 THEN 'missed' ELSE 'settled' END, 60000 - n, 0, 1, '[]', 0
                    FROM sample
                    """)
            #expect(try tx.reminderCounts(since: at(-1)) == [.sending: 1, .settled: 50_000])
            #expect(try tx.reminderCounts(since: at(50_000)) == [.sending: 1, .settled: 2])
            #expect(try tx.firstSequence(since: at(1)) == 10_000)
            #expect(try tx.firstSequence(since: at(4)) == 9_998)
        }
    }

    @Test func `has what an erasure leaves under the pseudonym, and the rest as it was`() throws {
        try store.write { tx in
            try tx.save(patient("P-2", zone: "Asia/Kathmandu"))
            try tx.save(plan("PL-2", of: "P-2"))
            try tx.save(treatment("T-2", of: "P-2", plan: "PL-2"))
            try tx.save(patient("P-3", zone: "Asia/Tokyo"))
            for (number, owner) in ["P-1", "P-2"].enumerated() {
                let key = occurrence(of: "T-\(number + 1)").key
                try tx.add(Response(reminder: key, answer: .declined, at: at(3)))
                try tx.save(
                    Reaction(
                        id: id("R-\(number + 1)"), patient: id(owner), treatment: id("T-\(number + 1)"), signs: [.pain],
                        reportedAt: at(1), clearedAt: nil))
                for subject in [
                    "patient \(owner)", "plan PL-\(number + 1)", "treatment T-\(number + 1)", "reaction R-\(number + 1)",
                    "reminder \(OccurrenceID(key, store: store.id))", "clinic \(owner)",
                ] {
                    let words = subject.split(separator: " ").map(String.init)
                    try tx.record(AuditEntry(at: at(4), uid: 7, action: "\(words[0]).change", subject: words[1], detail: "{}"))
                }
            }
            #expect(try tx.erasedAt(id("P-2")) == nil)
            let erasure = Erasure(
                plans: try tx.plans(of: id("P-2")), treatments: try tx.everyTreatment(of: id("P-2")), as: id("erased-1"),
                language: .english, now: at(200))
            try tx.erase(id("P-2"), leaving: erasure, in: store.id, at: at(201))

            #expect(try tx.erasedAt(id("erased-1")) == at(201) && tx.erasedAt(id("P-1")) == nil && tx.erasedAt(id("P-2")) == nil)
            #expect(try tx.responses(of: [id("T-1"), id("T-2")]).map(\.reminder.treatment.rawValue) == ["T-1"])
            #expect(try tx.reactions(of: nil, PageRequest()).map(\.id.rawValue) == ["R-1"])
            #expect(try tx.zones().map(\.name) == ["Asia/Tokyo", "UTC"])
            #expect(try tx.openTreatments(of: id("erased-1")) == [] && tx.openTreatments(of: id("P-1")).count == 1)
            #expect(try tx.meta("erased") == "201")
            let audit = try tx.audit(limit: 50).reversed().map { "\($0.action) \($0.subject) \($0.detail ?? "-")" }
            let reminders = ["T-1", "T-2"].map { OccurrenceID(occurrence(of: $0).key, store: store.id) }
            #expect(
                audit == [
                    "patient.change P-1 {}", "plan.change PL-1 {}", "treatment.change T-1 {}", "reaction.change R-1 {}",
                    "reminder.change \(reminders[0]) {}", "clinic.change P-1 {}", "patient.change erased-1 -", "plan.change PL-2 -",
                    "treatment.change T-2 -", "reaction.change R-2 -", "reminder.change \(reminders[1]) -", "clinic.change P-2 {}",
                ])
        }
    }
}
