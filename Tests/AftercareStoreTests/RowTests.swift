import Aftercare
import Foundation
import GRDB
import Testing

@testable import AftercareStore

@Suite struct `A row` {
    private let store: Store

    init() throws {
        store = try Store(inMemory: UUID())
        try store.takeInSamples()
    }

    /// No two of its values are the same.
    private func reminder(state: ReminderState = .settled) throws -> Reminder {
        let window = Window(
            treatment: id("T-8"), timingRevision: 2, plan: id("PL-3"), careProtocol: ProtocolReference(id: id("knee"), version: 4),
            instruction: id("ice"), kind: .compress, opens: at(101), closes: at(109))
        let replaced = OccurrenceKey(
            treatment: id("T-9"), timingRevision: 7, instruction: id("rest"), place: 8, role: .standing, ordinal: 9)
        let occurrence = Occurrence(
            window: window, place: 5, phase: .during, role: .correction, ordinal: 6, instant: at(103), due: at(105),
            deadline: at(107), replaces: replaced)
        return Reminder(
            id: OccurrenceID(occurrence.key, store: store.id), patient: id("P-2"), occurrence: occurrence, state: state,
            sequence: 11, attempt: 12, redelivery: .uncertain, reason: "r",
            payload: Payload(text: "m", language: .german, alsoFor: [id("T-11"), id("T-10")]),
            claim: Claim(
                until: at(111), clock: try LocalDateTime(text: "2026-11-21T17:30"), modality: .warm,
                topic: try Topic(text: "sprain/cool#cold"), label: "l", template: "t"),
            decidedAt: at(113), emittedAt: at(117), cursor: "c", epoch: 13)
    }

    @Test func `of the ledger gives back every value by itself`() throws {
        let reminder = try reminder()
        let occurrence = reminder.occurrence
        try store.write { try $0.insert(reminder, bootID: "boot") }
        try store.read { tx throws in
            #expect(try tx.reminder(reminder.id) == reminder)
            #expect(
                try tx.decided(of: [id("T-8")])
                    == DecisionHistory(
                        keys: [occurrence.key],
                        emitted: [
                            EmittedReminder(
                                key: occurrence.key, window: occurrence.window, phase: .during, due: at(105), deadline: at(107),
                                at: at(113), claim: reminder.claim, alsoFor: [id("T-11"), id("T-10")])
                        ]))
            #expect(
                try tx.delivered(after: 10, limit: 9) == [
                    LedgerEntry(
                        id: reminder.id, sequence: 11, attempt: 12, state: .settled, cursor: "c", due: at(105), emittedAt: at(117),
                        settledAt: nil, reason: "r", epoch: 13)
                ])
            #expect(try String.fetchOne(tx.db, sql: "SELECT bootID FROM reminder") == "boot")
        }
    }

    @Test func `of the ledger that is moved on keeps what is not said anew`() throws {
        let before = try reminder(state: .sending)
        try store.write { tx in
            try tx.insert(before, bootID: nil)
            #expect(try tx.advance(before.id, from: .sending, attempt: 12, to: .seen))
            let seen = try #require(try tx.reminder(before.id))
            #expect(seen.state == .seen && seen.cursor == "c" && seen.emittedAt == at(117) && seen.reason == "r")
            #expect(
                try tx.advance(
                    before.id, from: .seen, attempt: 12, to: .settled, cursor: "c2", emittedAt: at(118), settledAt: at(119), reason: "r2"))
            let entry = try #require(try tx.delivered(after: 0, limit: 1).first)
            #expect(entry.state == .settled && entry.cursor == "c2" && entry.emittedAt == at(118) && entry.settledAt == at(119))
            #expect(entry.reason == "r2")
        }
    }

    @Test func `of a reaction gives back every value by itself`() throws {
        let reaction = Reaction(
            id: id("R-4"), patient: id("P-1"), treatment: id("T-1"), signs: [.vision, .breathing], reportedAt: at(5), clearedAt: at(60),
            enteredInErrorAt: at(50))
        try store.write { try $0.save(reaction) }
        #expect(try store.read { try $0.reaction(id("R-4")) } == reaction)
    }

    @Test(arguments: Role.allCases) func `names a replaced reminder in one column`(role: Role) {
        let key = OccurrenceKey(treatment: id("T-7"), timingRevision: 2, instruction: id("ice"), place: 3, role: role, ordinal: 4)
        #expect(key.column == "T-7/2/ice/3/\(role.rawValue)/4")
        #expect(OccurrenceKey(column: key.column) == key)
    }

    @Test(
        arguments: [
            "", "T-7/2/ice/3/nag", "T-7/2/ice/3/nag/4/5", "T-7/2/ice/3/nag/4/", "/2/ice/3/nag/4", "T-7/x/ice/3/nag/4", "T-7/2//3/nag/4",
            "T-7/2/ice/x/nag/4", "T-7/2/ice/3/other/4", "T-7/2/ice/3/nag/x",
        ])
    func `names no reminder in a column of another form`(column: String) {
        #expect(OccurrenceKey(column: column) == nil)
    }

    @Test func `has one text for one value`() throws {
        #expect(try JSONColumn.encode(["b": "Europe/Berlin", "a": "1"]) == #"{"a":"1","b":"Europe/Berlin"}"#)
        #expect(try JSONColumn.encode(list: [] as [String]) == "[]" && JSONColumn.encode(list: ["b", "a"]) == #"["b","a"]"#)
        #expect(try JSONColumn.decodeList("[]") as [String] == [] && JSONColumn.decodeList(#"["b","a"]"#) as [String] == ["b", "a"])
        let plan = Plan(
            id: id("PL-2"), patient: id("P-1"), careProtocol: careProtocol().reference, history: History(.draft), modalities: [:],
            switchedOff: [id("walk"), id("bath"), id("rest"), id("ice")])
        #expect(try PlanRow(plan).switchedOff == #"["bath","ice","rest","walk"]"#)
    }

    // MARK: Damage

    /// A change that no version made, and what is found of it.
    private static let damages = [
        ("UPDATE patient SET status = 'x'", "unreadable patient status"),
        ("UPDATE patient SET status = 'inactive'", "the status 'inactive' is not the last of its history"),
        ("UPDATE patient SET language = '/'", "unreadable language"), ("UPDATE patient SET quietHours = 'x'", "unreadable quiet hours"),
        ("UPDATE patient SET history = 'x'", "unreadable JSON"), ("UPDATE plan SET modalities = 'x'", "unreadable JSON"),
        ("UPDATE reminder SET id = 'x'", "unreadable reminder id"), ("UPDATE reminder SET protocol = 'x'", "unreadable protocol"),
        ("UPDATE reminder SET language = '/'", "unreadable language"), ("UPDATE reminder SET claimTopic = '/'", "unreadable topic"),
        ("UPDATE reminder SET claimClock = 'x'", "unreadable local time"), ("UPDATE reminder SET alsoFor = 'x'", "unreadable JSON"),
        ("UPDATE plan SET status = 'x'", "unreadable plan status"),
        ("UPDATE plan SET status = 'draft'", "the status 'draft' is not the last of its history"),
        ("UPDATE treatment SET route = 'x'", "unreadable route"), ("UPDATE treatment SET status = 'x'", "unreadable treatment status"),
        ("UPDATE treatment SET series = '/'", "unreadable series"),
        ("UPDATE reminder SET patient = '/'", "unreadable patient id"), ("UPDATE reminder SET treatment = '/'", "unreadable treatment id"),
        ("UPDATE reminder SET plan = '/'", "unreadable plan id"), ("UPDATE reminder SET instruction = '/'", "unreadable instruction id"),
        ("UPDATE reminder SET kind = 'x'", "unreadable kind"), ("UPDATE reminder SET phase = 'x'", "unreadable phase"),
        ("UPDATE reminder SET role = 'x'", "unreadable role"), ("UPDATE reminder SET state = 'x'", "unreadable reminder state"),
        ("UPDATE reminder SET redelivery = 'x'", "unreadable redelivery"),
        ("UPDATE reminder SET replaces = 'x'", "unreadable replaced reminder"),
        ("UPDATE reminder SET language = NULL", "unreadable language"), ("UPDATE reminder SET claimModality = 'x'", "unreadable modality"),
        ("UPDATE response SET instruction = '/'", "unreadable instruction id"), ("UPDATE response SET answer = 'x'", "unreadable answer"),
        ("UPDATE response SET until = 9 WHERE answer = 'acknowledged'", "unreadable answer"),
        ("UPDATE response SET until = 9 WHERE answer = 'declined'", "unreadable answer"),
        ("UPDATE response SET until = NULL WHERE answer = 'snoozed'", "unreadable answer"),
    ]

    @Test(arguments: damages) func `that no value can be made of is damage, and what it should hold is named`(
        change: String, detail: String
    ) throws {
        try store.write { tx in
            try tx.insert(try reminder(), bootID: nil)
            for answer in [Response.Answer.acknowledged, .declined, .snoozed(until: at(7))] {
                try tx.add(Response(reminder: occurrence().key, answer: answer, at: at(5)))
            }
        }
        func readAll() throws {
            try store.read { tx in
                _ = try tx.patients(PageRequest())
                _ = try tx.plans(of: nil, PageRequest())
                _ = try tx.treatments(of: nil, PageRequest())
                _ = try tx.reminders(of: nil, state: nil, before: nil, limit: 9)
                _ = try tx.responses(of: [id("T-1")])
            }
        }
        try readAll()
        try store.write { try $0.db.execute(sql: change) }
        #expect(throws: StoreError.damaged(path: "store.sqlite", detail: detail)) { try readAll() }
    }

    @Test(arguments: ["instruction", "role", "plan", "kind", "phase"])
    func `of what was said that no value can be made of is damage`(column: String) throws {
        try store.write { try $0.insert(try reminder(), bootID: nil) }
        #expect(try store.read { try $0.decided(of: [id("T-8")]).emitted.count } == 1)
        try store.write { try $0.db.execute(sql: "UPDATE reminder SET \(column) = '/'") }
        #expect(throws: StoreError.self) { try store.read { try $0.decided(of: [id("T-8")]) } }
    }

    @Test func `of a plan without its protocol is damage`() throws {
        #expect(throws: StoreError.damaged(path: ":memory:", detail: "plan 'PL-1' without its protocol")) {
            try store.write { tx in
                try tx.db.execute(sql: "PRAGMA defer_foreign_keys = ON; DELETE FROM protocol")
                _ = try tx.assignedPlans(of: id("P-1"))
            }
        }
    }
}
