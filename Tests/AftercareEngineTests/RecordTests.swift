import Aftercare
import AftercareStore
import Foundation
import Testing

@testable import AftercareEngine

/// A reminder of which no two values are the same.
func sampleReminder(
    state: ReminderState = .sending, role: Role = .nag, sequence: Int64? = 42, attempt: Int = 3, redelivery: Aftercare.Redelivery? = nil,
    payload: Payload? = Payload(text: "Stay inside.", language: .german, alsoFor: [name("T-5"), name("T-6")]),
    due: Instant = instant("2026-03-02T10:00:00Z"), replaces: OccurrenceKey? = nil, epoch: Int? = 7
) throws -> Reminder {
    let window = Window(
        treatment: name("T-4"), timingRevision: 2, plan: name("PL-8"), careProtocol: ProtocolReference(id: name("sample"), version: 9),
        instruction: name("rest"), kind: .monitor, opens: instant("2026-03-02T08:00:00Z"), closes: instant("2026-03-03T20:00:00Z"))
    let occurrence = Occurrence(
        window: window, place: 1, phase: .during, role: role, due: due, deadline: due + 3600, replaces: replaces)
    return Reminder(
        id: try OccurrenceID(text: "1a2b3c4d-0000-5000-8000-000000000000"), patient: name("P-1"), occurrence: occurrence, state: state,
        sequence: sequence, attempt: attempt, redelivery: redelivery, reason: nil, payload: payload, decidedAt: due, emittedAt: nil,
        cursor: nil, epoch: epoch)
}

@Suite struct `The record of a reminder` {
    private let store = UUID()
    private let now = instant("2026-03-02T10:00:00Z")

    private func record(_ reminders: Reminder..., at now: Instant? = nil, key: [UInt8]? = nil) throws -> OutgoingRecord {
        let message = try #require(Message.list(of: reminders).first)
        return try OutgoingRecord(message, store: store, now: now ?? self.now, command: "aftercarectl --clinic north", key: key)
    }

    @Test func `has every field, in order`() throws {
        let replaced = OccurrenceKey(treatment: name("T-3"), timingRevision: 5, instruction: name("ice"), place: 0)
        let record = try record(sampleReminder(redelivery: .uncertain, replaces: replaced), at: now + 61)
        #expect(
            record.fields.map { "\($0.name)=\($0.value)" } == [
                "MESSAGE=Stay inside.", "MESSAGE_ID=\(MessageID.nag)", "PRIORITY=5", "SYSLOG_IDENTIFIER=aftercare",
                "AFTERCARE_REMINDER_ID=1a2b3c4d-0000-5000-8000-000000000000", "AFTERCARE_ROLE=nag",
                "AFTERCARE_STORE=\(store.uuidString.lowercased())", "AFTERCARE_SEQ=42", "AFTERCARE_ATTEMPT=3", "AFTERCARE_EPOCH=7",
                "AFTERCARE_PATIENT=P-1", "AFTERCARE_TREATMENT=T-4", "AFTERCARE_TREATMENT=T-5", "AFTERCARE_TREATMENT=T-6",
                "AFTERCARE_PLAN=PL-8", "AFTERCARE_PROTOCOL=sample@9", "AFTERCARE_INSTRUCTION=rest", "AFTERCARE_KIND=monitor",
                "AFTERCARE_DUE=2026-03-02T10:00:00Z", "AFTERCARE_WINDOW_START=2026-03-02T08:00:00Z",
                "AFTERCARE_WINDOW_END=2026-03-03T20:00:00Z", "AFTERCARE_USEFUL_UNTIL=2026-03-02T11:00:00Z",
                "AFTERCARE_LATE_SEC=61", "AFTERCARE_LANG=de",
                "AFTERCARE_CTL=aftercarectl --clinic north",
                "AFTERCARE_REPLACES=\(OccurrenceID(replaced, store: store).text)", "AFTERCARE_REDELIVERY=uncertain",
            ])
    }

    @Test func `leaves empty what is not known, and is of the first epoch where none was kept`() throws {
        let record = try record(sampleReminder(sequence: nil, payload: nil, epoch: nil))
        #expect(["MESSAGE", "AFTERCARE_SEQ", "AFTERCARE_LANG", "AFTERCARE_EPOCH"].map { record[$0] } == ["", "", "", "1"])
        #expect(record.fields.filter { $0.name == "AFTERCARE_TREATMENT" }.map(\.value) == ["T-4"])
        #expect(record["AFTERCARE_REPLACES"] == nil && record["AFTERCARE_REDELIVERY"] == nil && record["AFTERCARE_HMAC"] == nil)
    }

    /// Quiet hours may have moved it forward, and the clock may have been set back.
    @Test(arguments: [(-1, "0"), (0, "0"), (1, "1"), (86_401, "86401")] as [(Int64, String)])
    func `is late by the seconds since it was due, and never early`(after: Int64, late: String) throws {
        #expect(try record(sampleReminder(), at: now + after)["AFTERCARE_LATE_SEC"] == late)
    }

    @Test func `is sealed as a whole`() throws {
        let key = [UInt8](repeating: 7, count: 32)
        let reminder = try sampleReminder(redelivery: .proven)
        let sealed = try record(reminder, key: key)
        #expect(sealed.fields.last?.name == "AFTERCARE_HMAC")
        #expect(OutgoingRecord(Array(sealed.fields.dropLast())) == (try record(reminder)))
        #expect(RecordSeal.check(fields: sealed.fields, key: key) == .good)
        #expect(RecordSeal.check(fields: sealed.fields.filter { $0.name != "AFTERCARE_REDELIVERY" }, key: key) == .wrong)
    }

    @Test func `is read back as it was sent`() throws {
        let reminder = try sampleReminder()
        #expect(
            JournaledReminder.list(of: try record(reminder), cursor: "c9") == [
                JournaledReminder(
                    id: reminder.id, sequence: 42, attempt: 3, cursor: "c9", text: "Stay inside.", epoch: 7, treatment: name("T-4"))
            ])
    }

    @Test func `is read where an older version wrote less, and for nothing where its id or number is none`() throws {
        let id = try sampleReminder().id
        func read(_ fields: [(name: String, value: String)]) -> [JournaledReminder] {
            JournaledReminder.list(of: OutgoingRecord(fields), cursor: "c9")
        }
        let named = (name: "AFTERCARE_REMINDER_ID", value: id.text)
        let numbered = (name: "AFTERCARE_SEQ", value: "42")
        #expect(read([named, numbered]) == [JournaledReminder(id: id, sequence: 42, attempt: 1, cursor: "c9", text: "")])
        #expect(read([named]).isEmpty && read([numbered]).isEmpty)
        #expect(read([named, (name: "AFTERCARE_SEQ", value: "")]).isEmpty)
        #expect(read([(name: "AFTERCARE_REMINDER_ID", value: "barrier"), numbered]).isEmpty)
    }

    @Test func `is of the kind of its role, with that kind's priority`() {
        #expect(
            Role.allCases.map { "\($0.rawValue): \($0.kind.rawValue) \($0.kind.priority)" } == [
                "reminder: reminder 5", "nag: nag 5", "snoozed: snoozed 5", "standing: reminder 5", "correction: correction 5",
                "escalation: escalation 3", "confirmation: confirmation 4", "reaction: reaction 2",
            ])
    }

    @Test func `is the same as another with the same fields in the same order alone`() {
        let (a, b) = ((name: "A", value: "1"), (name: "B", value: "2"))
        #expect(OutgoingRecord([a, b]) == OutgoingRecord([a, b]))
        for other in [[b, a], [a], [a, (name: "B", value: "1")], [a, (name: "C", value: "2")], [a, b, b]] {
            #expect(OutgoingRecord([a, b]) != OutgoingRecord(other))
        }
    }

    @Test func `is preceded by a mark that says what it is for`() {
        #expect(
            OutgoingRecord.barrier(nonce: "n1").fields.map { "\($0.name)=\($0.value)" } == [
                "MESSAGE=aftercared looks whether the journal is reading", "MESSAGE_ID=\(MessageID.barrier)", "PRIORITY=7",
                "SYSLOG_IDENTIFIER=aftercared", "AFTERCARE_BARRIER=n1",
            ])
    }
}

@Suite struct `A number in the journal` {
    private static let own = OccurrenceID(uuid: UUID())
    private static let other = OccurrenceID(uuid: UUID())

    /// The store knows up to 100, left 40 to 50 to another machine, and has no receipt for 60.
    private let unknown = UnknownNumbers(known: 100, free: [70], left: [40...50], open: [60: [Self.own]])

    private static let numbers: [(Int64, OccurrenceID, Bool)] = [
        (100, own, false), (101, own, true), (39, own, false), (40, own, true), (50, own, true), (51, own, false), (60, own, false),
        (60, other, true), (61, other, false), (70, own, false), (1, other, false),
    ]

    @Test(arguments: numbers)
    func `shows that the store is an older copy where the store cannot have given it`(number: Int64, id: OccurrenceID, isNews: Bool) {
        #expect(unknown.isNews(number, of: id) == isNews)
    }

    @Test func `counts though a part of the journal is damaged, and not where none of it can be read`() throws {
        let found = JournaledReminder(id: Self.own, sequence: 3, attempt: 1, cursor: "c1", text: "Over.")
        #expect(UnknownRecords.told([found]).journaledReminders == [found])
        #expect(UnknownRecords.partly([found], reason: "damaged").journaledReminders == [found])
        #expect(UnknownRecords.unknown(reason: "unreadable").journaledReminders == [])
    }
}
