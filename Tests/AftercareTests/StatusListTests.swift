import Foundation
import Testing

@testable import Aftercare

/// The values of an answer, filled from what they are about: every property from its own source.
@Suite struct `What an answer lists` {
    private let now = at("2026-03-02T09:00:00Z")

    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func window() throws -> Window {
        Window(
            treatment: id("T-1"), timingRevision: 3, plan: id("PL-2"), careProtocol: try ProtocolReference(text: "knee@4"),
            instruction: id("ice"), kind: .compress, opens: now + 1, closes: now + 9)
    }

    // MARK: Reminders

    private func listed(payload: Payload?, emittedAt: Instant?) throws -> ListedReminder {
        let replaced = OccurrenceKey(treatment: id("T-1"), timingRevision: 2, instruction: id("ice"), place: 5)
        let occurrence = Occurrence(
            window: try window(), place: 6, phase: .during, role: .correction, ordinal: 7, instant: now + 2, due: now + 3,
            deadline: now + 8, replaces: replaced)
        let reminder = Reminder(
            id: OccurrenceID(occurrence.key, store: sampleStore), patient: id("P-3"), occurrence: occurrence, state: .seen, sequence: 11,
            attempt: 12, redelivery: .uncertain, reason: "why", payload: payload, decidedAt: now + 4, emittedAt: emittedAt,
            cursor: "s=1;i=2", epoch: 13)
        return ListedReminder(reminder, store: sampleStore)
    }

    @Test func `of a reminder is all that the ledger has of it`() throws {
        let payload = Payload(text: "Cold, please.", language: .german, alsoFor: [id("T-5"), id("T-4")])
        let listed = try listed(payload: payload, emittedAt: now + 103)
        let key = OccurrenceKey(
            treatment: id("T-1"), timingRevision: 3, instruction: id("ice"), place: 6, role: .correction, ordinal: 7)
        #expect(listed.id == OccurrenceID(key, store: sampleStore))
        #expect(listed.patient == id("P-3") && listed.treatment == id("T-1") && listed.plan == id("PL-2"))
        #expect(listed.timingRevision == 3 && listed.careProtocol.text == "knee@4" && listed.instruction == id("ice"))
        #expect(listed.kind == .compress && listed.phase == .during && listed.role == .correction && listed.state == .seen)
        let instants = [
            listed.windowStart, listed.instant, listed.due, listed.decidedAt, listed.deadline, listed.windowEnd, listed.emittedAt ?? now,
        ]
        #expect(instants.map { $0 - now } == [1, 2, 3, 4, 8, 9, 103])
        #expect(listed.lateSeconds == 100)
        #expect(listed.sequence == 11 && listed.attempt == 12)
        #expect(listed.reason == "why" && listed.message == "Cold, please." && listed.cursor == "s=1;i=2")
        #expect(listed.language == .german && listed.alsoFor == [id("T-5"), id("T-4")])
        // python3 -c 'import uuid; print(uuid.uuid5(uuid.UUID("01020304-0506-0708-090a-0b0c0d0e0f10"), "T-1/2/ice/5"))'
        #expect(listed.replaces?.text == "b11226c3-b63c-597d-8a19-3fb2f844b12d")
        #expect(listed.pageCursor == "2026-03-02T09:00:03Z_\(listed.id.text)")
    }

    @Test func `of a reminder that was never emitted has no words and no delay`() throws {
        let listed = try listed(payload: nil, emittedAt: nil)
        #expect(listed.message == nil && listed.language == nil && listed.alsoFor == [])
        #expect(listed.emittedAt == nil && listed.lateSeconds == 0)
        #expect(try json(listed).contains(#""protocol":"knee@4""#))
    }

    // MARK: Pages

    private func someone(_ name: String) -> Patient {
        Patient(id: id(name), zone: "Asia/Kathmandu", language: .english, quietHours: nil, history: History(.active), name: nil)
    }

    @Test(arguments: [(1, "P-2"), (2, "P-2"), (3, nil), (500, nil)] as [(Int, String?)])
    func `goes on behind its last item unless there were fewer than asked for`(limit: Int, next: String?) {
        #expect(Page([someone("P-9"), someone("P-2")], limit: limit).next == next)
    }

    @Test func `is empty on a page of nothing, and ends there`() throws {
        let page = Page<Patient>([], limit: 1)
        #expect(page.next == nil)
        #expect(try json(page) == #"{"patients":[]}"#)
    }

    @Test func `comes under its own name, with the place to go on`() throws {
        let page = Page([someone("P-9")], next: "P-9")
        let text = try json(page)
        #expect(text.hasPrefix(#"{"next":"P-9","patients":[{"#), "\(text)")
        #expect(try JSONDecoder().decode(Page<Patient>.self, from: Data(text.utf8)) == page)
        #expect(try JSONDecoder().decode(Page<Plan>.self, from: Data(#"{"plans":[]}"#.utf8)) == Page<Plan>([]))
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Page<Plan>.self, from: Data(text.utf8)) }
    }

    @Test func `is named after what it is, and goes on by ids`() {
        let names = [Patient.pageKey, Plan.pageKey, Treatment.pageKey, Reaction.pageKey, ListedReminder.pageKey]
        #expect(names == ["patients", "plans", "treatments", "reactions", "reminders"])
        let reaction = Reaction(
            id: id("R-4"), patient: id("P-1"), treatment: id("T-3"), signs: [.fever], reportedAt: now, clearedAt: nil)
        let cursors = [
            someone("P-1").pageCursor, plan("PL-2", of: careProtocol()).pageCursor, treatment("T-3", plan: "PL-2").pageCursor,
            reaction.pageCursor,
        ]
        #expect(cursors == ["P-1", "PL-2", "T-3", "R-4"])
    }

    // MARK: Responses

    @Test(
        arguments: [
            (.acknowledged, .acknowledged, nil),
            (.declined, .declined, nil),
            (.snoozed(until: at("2026-03-02T11:00:00Z")), .snoozed, at("2026-03-02T11:00:00Z")),
        ] as [(Response.Answer, Response.Answer.Kind, Instant?)])
    func `of a response is what was answered, and until when it waits`(
        answer: Response.Answer, kind: Response.Answer.Kind, until: Instant?
    ) {
        let key = OccurrenceKey(treatment: id("T-1"), timingRevision: 2, instruction: id("ice"), place: 5)
        let recorded = RecordedResponse(Response(reminder: key, answer: answer, at: now), store: sampleStore)
        #expect(recorded.reminder == OccurrenceID(key, store: sampleStore))
        #expect(recorded.treatment == id("T-1") && recorded.instruction == id("ice"))
        #expect(recorded.answer == kind && recorded.until == until && recorded.at == now)
    }

    // MARK: Protocols

    @Test func `of protocols is each version beside its use`() throws {
        let (old, new) = (careProtocol(noAlcohol, version: 1), careProtocol(noAlcohol, version: 2))
        let list = ProtocolList([
            KnownProtocol(careProtocol: new, isOffered: true, plans: 3), KnownProtocol(careProtocol: old, isOffered: false, plans: 5),
        ])
        #expect(list.protocols == [new, old])
        #expect(
            list.use == [
                ProtocolUse(careProtocol: new.reference, isOffered: true, plans: 3),
                ProtocolUse(careProtocol: old.reference, isOffered: false, plans: 5),
            ])
        #expect(try json(list.use).hasPrefix(#"[{"isOffered":true,"plans":3,"protocol":"sample@2"}"#))
    }

    // MARK: Changes

    @Test func `of a change is whether it made, changed or left something`() {
        #expect(Outcome.Change(someone("P-1"), was: nil).kind == .created)
        #expect(Outcome.Change(someone("P-1"), was: someone("P-1")).kind == .unchanged)
        let changed = Outcome.Change(someone("P-1"), was: someone("P-2"))
        #expect(changed.kind == .changed && changed.value.id == id("P-1"))
        let kinds: [ChangeKind] = [.created, .changed, .unchanged]
        #expect(kinds.map(\.rawValue) == ["created", "changed", "unchanged"])
    }

    // MARK: The service

    @Test func `of the journal is how it is, and of a failing one why`() {
        #expect(JournalHealth.ok == JournalHealth(state: .ok, reason: nil, since: nil, retryAt: nil))
        #expect(JournalHealth.none == JournalHealth(state: .none, reason: nil, since: nil, retryAt: nil))
        let failing = JournalHealth.failing(reason: "it is full", since: now - 60, retryAt: now + 5)
        #expect(failing.state == .failing && failing.reason == "it is full")
        #expect(failing.since == now - 60 && failing.retryAt == now + 5)
        let states: [JournalHealth.State] = [.ok, .none, .failing]
        #expect(states.map(\.rawValue) == ["ok", "none", "failing"])
    }

    @Test func `of the service begins with nothing, and waits for the receipts of what is not final`() {
        var status = ServiceStatus(now: now, since: now - 3_600, journal: .ok)
        #expect(status.now == now && status.since == now - 3_600)
        #expect(status.version == "" && status.patientsInWindow == 0 && status.withoutReceipt == 0)
        for (index, state) in ReminderState.allCases.enumerated() { status.counts[state] = 1 << index }
        // The first two are sending and seen.
        #expect(status.withoutReceipt == 3)
    }

    @Test func `of staff tasks has kinds that programs know, reactions first`() {
        #expect(StaffTask.Kind.allCases.map(\.rawValue) == ["reaction", "zone-unknown", "unanswered", "unconfirmed"])
        #expect(!UnknownZone(name: "US/Pacific", since: now, reason: "its file is missing", patients: 2).isClinics)
    }
}
