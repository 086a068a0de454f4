import Foundation
import Testing

@testable import Aftercare

@Suite struct `A reminder's id` {
    @Test(
        arguments: [
            (.reminder, 0, "283ab375-1c9a-506a-a2a5-0660f2cde645"),
            (.reminder, 4, "283ab375-1c9a-506a-a2a5-0660f2cde645"),
            (.nag, 4, "18398cc7-fd56-50bc-8f5a-db8aa96fe5b3"),
            (.nag, 0, "9ffe14c7-08d6-59ac-9e4c-92e42043b918"),
            (.correction, 1, "192869b6-ef25-5686-9882-bf4850a8cda9"),
        ] as [(Role, Int, String)])
    func `is the same in every version of the service`(role: Role, ordinal: Int, text: String) {
        // python3 -c 'import uuid; print(uuid.uuid5(uuid.UUID("01020304-0506-0708-090a-0b0c0d0e0f10"), "T-1/3/ice/2/nag/4"))'
        let key = OccurrenceKey(treatment: id("T-1"), timingRevision: 3, instruction: id("ice"), place: 2, role: role, ordinal: ordinal)
        #expect(OccurrenceID(key, store: sampleStore).text == text)
        #expect(OccurrenceID(key, store: UUID(uuid: (2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))).text != text)
    }

    @Test func `is read in either case, written in lower case, and eight digits where it is short`() throws {
        let id = try OccurrenceID(text: "18398CC7-FD56-50BC-8F5A-DB8AA96FE5B3")
        #expect(id.text == "18398cc7-fd56-50bc-8f5a-db8aa96fe5b3")
        #expect(id.description == id.text)
        #expect(id.short == "18398cc7")
    }

    @Test func `is asked for by an example where it is none`() {
        #expect(
            throws: MalformedText(value: "18398cc7", expected: "a reminder id, like 6ba7b810-9dad-51d1-80b4-00c04fd430c8")
        ) { try OccurrenceID(text: "18398cc7") }
    }
}

@Suite struct `A reminder in the ledger` {
    @Test(arguments: [(nil, 0), (0, 0), (59, 0), (60, 60), (61, 61), (7200, 7200)] as [(Int64?, Int64)])
    func `is late by what passed since it was due, but for a minute`(passed: Int64?, lateBy: Int64) {
        let due = at("2026-03-02T09:00:00Z")
        let window = Window(
            treatment: id("T-1"), timingRevision: 1, plan: id("PL-1"), careProtocol: careProtocol().reference, instruction: id("ice"),
            kind: .compress, opens: due - 600, closes: due + 86_400)
        // Quiet hours moved it, so that the instant of the instruction is another.
        let occurrence = Occurrence(window: window, place: 0, phase: .start, instant: due - 500, due: due, deadline: due + 9_000)
        let reminder = Reminder(
            id: OccurrenceID(occurrence.key, store: sampleStore), patient: id("P-1"), occurrence: occurrence, state: .settled,
            sequence: 1, attempt: 1, reason: nil, payload: nil, decidedAt: due - 5, emittedAt: passed.map { due + $0 }, cursor: nil)
        #expect(reminder.lateBy == lateBy)
    }

    @Test func `is in one of the states that programs know, of which two are not the last`() {
        #expect(
            ReminderState.allCases.map(\.rawValue) == ["sending", "seen", "settled", "printed", "missed", "suppressed", "cancelled"])
        #expect(ReminderState.allCases.filter { !$0.isFinal } == [.sending, .seen])
    }

    @Test func `is marked in the journal with words that stay`() {
        #expect(Redelivery.allCases.map(\.rawValue) == ["proven", "uncertain"])
        #expect(Reminder.inMemoryReason == "journal-in-memory")
        #expect(RecordSeal.field == "AFTERCARE_HMAC")
    }
}

@Suite struct `A page that is asked for` {
    @Test(arguments: [(-1, 1), (0, 1), (1, 1), (2, 2), (499, 499), (500, 500), (501, 500), (Int.max, 500)])
    func `has at least one item, and at most 500`(asked: Int, limit: Int) {
        #expect(PageRequest(limit: asked).limit == limit)
    }

    @Test func `has 100 from the start unless something else is said`() {
        #expect(PageRequest().limit == 100 && PageRequest().after == nil)
        #expect(PageRequest(after: "P-7").after == "P-7")
    }
}

@Suite struct `The findings of an audit` {
    @Test func `have names that programs know, the gravest first`() {
        #expect(
            AuditReport.Code.allCases.map(\.rawValue) == [
                "lost", "twice", "split-brain", "gap", "shared-number", "wrong-number", "unknown", "unreadable", "broken-seal", "unsealed",
                "hidden", "elsewhere", "nothing-left", "forged", "rotated-early",
            ])
        #expect(
            CollectedReport.Code.allCases.map(\.rawValue) == [
                "gap", "twice", "split-brain", "shared-number", "unreadable", "broken-seal", "unsealed", "perhaps-free", "unvouched",
                "forged",
            ])
    }

    @Test func `refute, or leave it open, or only cast doubt`() {
        let codes = AuditReport.Code.allCases
        #expect(codes.filter(\.isRefuting) == Array(codes.prefix(10)))
        #expect(codes.filter(\.isDoubting) == [.forged, .rotatedEarly])
        let collected = CollectedReport.Code.allCases
        #expect(collected.filter(\.isRefuting) == Array(collected.prefix(7)))
        #expect(collected.filter(\.isDoubting) == [.forged])
    }

    @Test func `come to a verdict that programs know`() {
        let verdicts: [AuditReport.Verdict] = [.proven, .refuted, .doubtful, .cannotTell]
        #expect(verdicts.map(\.rawValue) == ["proven", "refuted", "doubtful", "cannot-tell"])
    }

    @Test func `expect a journal to last for 30 days`() {
        #expect(Audit.expectedRetention == 30 * 24 * 3_600)
    }
}

@Suite struct `The place of a record` {
    private let digits = "0123456789abcdef0123456789abcdef"

    @Test func `is named by a cursor, whatever else it has and wherever`() throws {
        let place = try #require(RecordPlace(cursor: "b=22;i=ff;x=55;s=\(digits);t=1"))
        #expect(place.number == 255 && place.count == RecordPlace.count(hex: digits))
        // As large as journald counts.
        #expect(RecordPlace(cursor: "s=\(digits);i=ffffffffffffffff")?.number == UInt64.max)
        for text in ["s=\(digits)0;i=1", "s=\(digits.dropLast());i=1", "s=\(digits.dropLast())g;i=1", "s=\(digits);i=", "x=\(digits);i=1"] {
            #expect(RecordPlace(cursor: text) == nil, "\(text)")
        }
    }

    @Test func `is judged by the files that count as it does, in memory too`() throws {
        let count = try #require(RecordPlace.count(hex: digits))
        func reach(_ files: (count: UUID, first: UInt64)...) -> JournalReach {
            JournalReach(files.map { JournalReach.File(count: $0.count, first: $0.first, last: $0.first, oldest: Instant(seconds: 100)) })
        }
        let place = RecordPlace(count: count, number: 31)
        for isInMemory in [false, true] {
            #expect(!reach((count, 31)).hasLost(place, settledAt: Instant(seconds: 1), isInMemory: isInMemory))
            #expect(!reach((count, 40), (count, 30)).hasLost(place, settledAt: Instant(seconds: 1), isInMemory: isInMemory))
            #expect(reach((count, 40), (count, 32)).hasLost(place, settledAt: Instant(seconds: 200), isInMemory: isInMemory))
        }
        #expect(!reach((sampleStore, 1)).hasLost(place, settledAt: Instant(seconds: 100)))
        #expect(reach((sampleStore, 1)).hasLost(nil, settledAt: Instant(seconds: 99)))
        #expect(reach().oldest == nil && reach((count, 1)).oldest == Instant(seconds: 100))
    }
}

@Suite struct `The seal over one field` {
    private let key = Array("a key of thirty-two bytes, or so".utf8)

    @Test(
        arguments: [
            ("AFTERCARE_X", true), ("MESSAGE", true), ("MESSAGE_ID", true), ("PRIORITY", true), ("SYSLOG_IDENTIFIER", true),
            ("AFTERCARE_HMAC", false), ("AFTERCARE", false), ("aftercare_x", false), ("X_AFTERCARE_X", false), ("MESSAGES", false),
            ("SYSLOG_FACILITY", false), ("SYSLOG_PID", false), ("_UID", false), ("UNIT", false),
        ])
    func `covers it where the service sent it`(name: String, isCovered: Bool) {
        let sealed = String(decoding: RecordSeal.canonical([(name: name, value: "1")]), as: UTF8.self)
        #expect(sealed == (isCovered ? "\(name.count + 2):\(name)=1" : ""))
    }

    @Test func `is what others compute, over every kind of field`() {
        // printf '%s' '13:AFTERCARE_X=19:MESSAGE=m12:MESSAGE_ID=i10:PRIORITY=519:SYSLOG_IDENTIFIER=s' |
        //     openssl dgst -sha256 -hmac 'a key of thirty-two bytes, or so'
        let fields = [
            (name: "SYSLOG_IDENTIFIER", value: "s"), (name: "MESSAGE_ID", value: "i"), (name: "_UID", value: "7"),
            (name: "PRIORITY", value: "5"), (name: "MESSAGE", value: "m"), (name: "AFTERCARE_X", value: "1"),
        ]
        #expect(RecordSeal.sign(fields: fields, key: key) == "d56e7ba48f9c0db9bde0f9fa1358a6a241fa1582749d87462a9dcc6f08d853c4")
    }

    /// Enough of them that every byte occurs.
    @Test func `is read as it was written, and not with a digit changed`() {
        for number in 0..<64 {
            let fields = [(name: "MESSAGE", value: "n\(number)")]
            let seal = RecordSeal.sign(fields: fields, key: key)
            #expect(seal.utf8.count == 64)
            #expect(RecordSeal.check(fields: fields + [(name: "AFTERCARE_HMAC", value: seal)], key: key) == .good)
            let changed = (seal.hasPrefix("0") ? "1" : "0") + String(seal.dropFirst())
            #expect(RecordSeal.check(fields: fields + [(name: "AFTERCARE_HMAC", value: changed)], key: key) == .wrong)
        }
    }

    @Test func `takes a key that is as long as the hash`() {
        #expect(RecordSeal.shortestKey == 32)
    }
}
