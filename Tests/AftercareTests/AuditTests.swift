import Foundation
import Testing

@testable import Aftercare

/// What the ledger and the journal say, drawn: a reminder is a number, which is its sequence number too.
///
///     ledger   1 2 3s 4p 5'2 6+ 7#6   s sending, e seen, p printed, m receipt of a journal in memory,
///                                     '2 second attempt, + came after the journal was read, #6 bears the number 6
///     journal  1 2c !3 5'2u 6#9 7o    c a copy of the same record, ! of another user, '2u second attempt marked
///                                     uncertain, '2p marked proven, #9 bears the number 9, o before the restore,
///                                     x a broken seal, n no seal, g a good one
///              1+2+3 4+5'2u#9         a record of several reminders, which bears the number of the first
private struct Drawn {
    var ledger: String
    var journal: String
    /// `FIRST-LAST` of each file that is left; record n was written at place n.
    var files = "1-99"
    var highest: Int64?
    var free: Set<Int64> = []
    var first: Int64 = 1
    var isRestored = false
    var unread: [String] = []
    /// What was written later should be there; a reminder was written in the second of its number.
    var keptSince: Int64?
    var isOursAlone = false

    private static let store = uuid(0xA)
    private static let count = uuid(0xC)
    private static let restored = Instant(seconds: 1_000)

    private static func uuid(_ last: UInt8) -> UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last)) }

    static func id(_ number: Int64) -> OccurrenceID { OccurrenceID(uuid: uuid(UInt8(100 + number))) }

    func report() throws -> AuditReport {
        var audit = Audit(store: Self.store, uid: 7, first: first, isOursAlone: isOursAlone)
        let rows = try ledger.split(separator: " ").map(row)
        for (row, isNew) in rows where !isNew { audit.take(row) }
        for (mark, text) in journal.split(separator: " ").enumerated() { audit.take(try record(text, mark: mark)) }
        for (row, isNew) in rows where isNew { audit.take(row, isNew: true) }
        let reach = JournalReach(
            try files.split(separator: " ").map { text in
                let ends = try text.split(separator: "-").map { try #require(UInt64($0)) }
                return .init(count: Self.count, first: ends[0], last: ends[1], oldest: Instant(seconds: Int64(ends[0])))
            })
        return audit.report(
            highest: highest ?? rows.map(\.row.sequence).max() ?? 0, free: free, restoredAt: isRestored ? Self.restored : nil,
            reach: reach, unread: unread, keptSince: keptSince.map(Instant.init(seconds:)))
    }

    /// `refuted: lost 3, gap 4`
    func told() throws -> String {
        let report = try report()
        let findings = report.findings.map { finding in
            let numbers = finding.examples.compactMap(\.sequence).map { " \($0)" }.joined()
            return finding.code.rawValue + (finding.count > 1 ? " ×\(finding.count)" : "") + numbers
        }
        return report.verdict.rawValue + (findings.isEmpty ? "" : ": \(findings.joined(separator: ", "))")
    }

    private func row(_ text: Substring) throws -> (row: Audit.Row, isNew: Bool) {
        let parts = text.split(separator: "'")
        let number = try #require(Int64(parts[0].prefix { $0.isNumber }))
        let sequence = try borne(text)
        let state: ReminderState = text.contains("s") ? .sending : text.contains("e") ? .seen : text.contains("p") ? .printed : .settled
        let attempt = parts.count > 1 ? Int(parts[1].prefix { $0.isNumber }) ?? 1 : 1
        let row = Audit.Row(
            id: Self.id(number), sequence: sequence, state: state, attempt: attempt,
            place: RecordPlace(count: Self.count, number: UInt64(sequence)), settledAt: Instant(seconds: sequence),
            isInMemory: text.contains("m"))
        return (row, text.hasSuffix("+"))
    }

    /// The number that it bears: `9` of `1+2#9`, else that of its first reminder.
    private func borne(_ text: Substring) throws -> Int64 {
        let number = text.split(separator: "#").last ?? text
        return try #require(Int64(number.prefix { $0.isNumber }))
    }

    private func record(_ text: Substring, mark: Int) throws -> Audit.Record {
        let body = text.drop { $0 == "!" }
        let number = try #require(Int64(body.prefix { $0.isNumber }))
        let items = try body.split(separator: "+").map { text in
            let parts = text.split(separator: "'")
            return Audit.Record.Item(
                id: Self.id(try #require(Int64(text.prefix { $0.isNumber }))),
                attempt: parts.count > 1 ? Int(parts[1].prefix { $0.isNumber }) ?? 1 : 1,
                redelivery: text.contains("u") ? .uncertain : text.contains("p") ? .proven : nil)
        }
        let seal: Audit.Seal = text.contains("x") ? .wrong : text.contains("n") ? .missing : text.contains("g") ? .good : .unchecked
        return Audit.Record(
            reminders: items, store: Self.store, sequence: try borne(body),
            author: Author(machine: "A", uid: text.hasPrefix("!") ? 1000 : 7), at: Instant(seconds: text.contains("o") ? 999 : 1_000),
            // A copy has the mark of the first record of its reminder.
            mark: text.contains("c") ? Int(number) * 1_000 : journal.contains("\(number)c") ? Int(number) * 1_000 : mark, seal: seal)
    }
}

@Suite struct `An audit` {
    @Test func `proves that every receipt has its record, once`() throws {
        let report = try Drawn(ledger: "1 2 3", journal: "1 2 3").report()
        #expect(report.verdict == .proven && report.findings.isEmpty)
        #expect(report.ledger.receipts == 3 && report.ledger.first == 1 && report.ledger.last == 3)
        #expect(report.journal.found == 3 && report.journal.rotatedAway == 0)
        #expect(try Drawn(ledger: "", journal: "").told() == "proven")
    }

    @Test func `proves a message of several reminders by its one record`() throws {
        let one = try Drawn(ledger: "1 2#1 3#1", journal: "1+2+3").report()
        #expect(one.verdict == .proven && one.findings.isEmpty)
        #expect(one.ledger.receipts == 3 && one.ledger.first == 1 && one.ledger.last == 1)
        #expect(one.journal.found == 3 && one.journal.records == 1)
        let more = try Drawn(ledger: "1 2#1 3#1 4#2 5#3 6#3", journal: "1+2+3 4#2 5+6#3 7o", isRestored: true).report()
        #expect(more.journal.found == 6 && more.journal.records == 3 && more.journal.beforeRestore == 1)
        // A repetition is a record, too; the record of a reminder that nobody knows is not.
        let repeated = try Drawn(ledger: "1'2 2#1", journal: "1+2 1'2u 3#2").report()
        #expect(repeated.journal.found == 2 && repeated.journal.records == 2 && repeated.redelivered.marked == 1)
    }

    @Test(arguments: [
        // ledger,  journal,          told
        ("1 2 3", "1 3", "refuted: lost 2"),
        ("1 2e 3s", "1", "proven"),
        ("1 2p", "1", "proven"),
        ("1 2 3+", "1 2", "proven"),
        ("1 2", "2 1", "proven"),
        ("1 2", "1 2c 2c", "proven"),
        ("1 2", "1 2 2", "refuted: twice 2"),
        ("1 2'2", "1 2'2p", "proven"),
        ("1 2'2", "1 2 2'2p", "refuted: twice 2"),
        ("1 2'2", "1 2 2'2", "refuted: twice 2"),
        ("1 2'2", "1 2 2'2u", "proven"),
        ("1 2'3", "1 2 2'2u 2'3u", "proven"),
        ("1 2'3", "1 2'2u 2'3p", "refuted: twice 2"),
        ("1 2'2", "1 2'2u 2'2u", "refuted: twice 2"),
        ("1 3", "1 3", "refuted: gap 2"),
        ("1 5", "1 5", "refuted: gap ×3 2"),
        ("1 2", "1 2 3", "refuted: unknown 3"),
        ("1 2", "1 2 !2 !3", "doubtful: forged ×2"),
        ("1 2", "1 !2", "refuted: lost 2, forged"),
        ("1 2", "1 2#7", "refuted: wrong-number 2"),
        ("1 2", "1 2#1", "refuted: shared-number 1, wrong-number 2"),
        ("1 2 3", "1 2g 3x", "refuted: broken-seal 3"),
        ("1 2 3", "1g 2n 3g", "refuted: unsealed 2"),
    ])
    func `tells`(ledger: String, journal: String, told: String) throws {
        #expect(try Drawn(ledger: ledger, journal: journal).told() == told)
    }

    @Test(arguments: [
        // ledger, journal, told
        ("1 2#1 3#1 4#2", "1+2+3 4#2", "proven"),
        ("1 2#1 3#1", "1+3", "refuted: lost 1"),
        ("1 2#1 3#1", "", "refuted: lost ×3 1 1 1"),
        ("1 2#1 3#3", "1+2 3", "refuted: gap 2"),
        ("1", "1+2", "refuted: unknown 1"),
        ("1 2#1", "1c+2 1c+2", "proven"),
        // The same reminder in two messages.
        ("1 2#1", "1+2 2#1", "refuted: twice 1"),
        ("1 2'2#1", "1+2 2'2#1", "refuted: twice 1"),
        ("1 2'2#1", "1+2 2'2p#1", "refuted: twice 1"),
        ("1 2'2#1", "1+2 2'2u#1", "proven"),
        ("1'2 2'2#1", "1+2 1'2u+2'2u", "proven"),
        ("1'2 2'2#1", "1+2 1'2u+2'2", "refuted: twice 1"),
        ("1 2#1 3#2", "1+2 2+3#2", "refuted: twice 1, wrong-number 1"),
        // Two messages under one number, and one that repeats a part of the other.
        ("1 2#1 3#1 4#1", "1+2 3+4#1", "refuted: shared-number 1"),
        ("1 2#1 3#1", "1+2 3#1", "refuted: shared-number 1"),
        ("1 2'2#1 3#1", "1+2 2'2u+3#1", "refuted: shared-number 1"),
        ("1'2 2#1", "1+2 1'2u", "proven"),
        ("1'2 2#1", "1 1'2u+2", "proven"),
        // A record is counted, however many reminders it is of.
        ("1 2#1 3#1", "1+2+3#7", "refuted: wrong-number 1"),
        ("1 2#1 3#1", "1+2+3x", "refuted: broken-seal 1"),
        ("1 2#1 3#1 4#2", "1+2+3n 4n#2", "refuted: unsealed ×2 1 2"),
        ("1 2#1 3#1", "1+2+3 !1+2+3", "doubtful: forged"),
    ])
    func `tells of messages`(ledger: String, journal: String, told: String) throws {
        #expect(try Drawn(ledger: ledger, journal: journal).told() == told)
    }

    @Test func `takes numbers that the ledger lists as free for no gap, at the end, too`() throws {
        #expect(try Drawn(ledger: "1 3 5", journal: "1 3 5", free: [2, 4]).told() == "proven")
        #expect(try Drawn(ledger: "1 5", journal: "1 5", free: [3]).told() == "refuted: gap ×2 2 4")
        #expect(try Drawn(ledger: "1 2", journal: "1 2", highest: 4, free: [3, 4]).told() == "proven")
        #expect(try Drawn(ledger: "1 2", journal: "1 2", highest: 4, free: [4]).told() == "refuted: gap 3")
        #expect(try Drawn(ledger: "1 3", journal: "1 3", free: [2]).report().ledger.free == 1)
    }

    @Test func `begins at the number that it is told to, and passes over what is before`() throws {
        #expect(try Drawn(ledger: "3 4", journal: "1 2 3 4", first: 3).told() == "proven")
        #expect(try Drawn(ledger: "4", journal: "4", first: 3).told() == "refuted: gap 3")
        // What else was said under a number before the first is not looked at.
        #expect(try Drawn(ledger: "3", journal: "2+3", first: 3).told() == "refuted: wrong-number 3")
        #expect(try Drawn(ledger: "3 4", journal: "4", first: 3).report().ledger.first == 3)
    }

    @Test func `tells what rotated away from what was lost`() throws {
        let rotated = try Drawn(ledger: "1 2 3 4", journal: "3 4", files: "3-3 4-9").report()
        #expect(rotated.verdict == .proven && rotated.journal.rotatedAway == 2 && rotated.journal.found == 2)
        #expect(try Drawn(ledger: "1 2 3 4", journal: "3 4", files: "3-9", keptSince: 2).told() == "proven")
        #expect(try Drawn(ledger: "1 2 3 4", journal: "3 4", files: "3-9", keptSince: 1).told() == "doubtful: rotated-early 2")
        #expect(
            try Drawn(ledger: "1 2 3 4", journal: "4", files: "3-9", keptSince: 1).told() == "refuted: lost 3, rotated-early 2")
        #expect(try Drawn(ledger: "1 2 3 4", journal: "4", files: "3-9").told() == "refuted: lost 3")
        // A file that is missing in the middle, or at the end, was not rotated away.
        #expect(try Drawn(ledger: "1 2 3 4", journal: "1 4", files: "1-1 4-4").told() == "refuted: lost ×2 2 3")
        #expect(try Drawn(ledger: "1 2 3 4", journal: "1", files: "1-1").told() == "refuted: lost ×3 2 3 4")
    }

    @Test func `cannot tell where part of the journal cannot be read, or nothing of it is left`() throws {
        #expect(try Drawn(ledger: "1 2", journal: "1", unread: ["x"]).told() == "cannot-tell: hidden 2")
        #expect(try Drawn(ledger: "1 2", journal: "1 2", unread: ["x"]).told() == "cannot-tell")
        #expect(try Drawn(ledger: "1 2", journal: "1 1", unread: ["x"]).told() == "refuted: twice 1, hidden 2")
        #expect(try Drawn(ledger: "1 2", journal: "", files: "").told() == "cannot-tell: nothing-left")
    }

    @Test func `counts what is known to the journal only once a backup was put in place, and refutes what is newer`() throws {
        let report = try Drawn(ledger: "1", journal: "1 2o", isRestored: true).report()
        #expect(report.verdict == .proven && report.journal.beforeRestore == 1)
        #expect(try Drawn(ledger: "1 2", journal: "1 2 3o#2", isRestored: true).told() == "proven")
        #expect(try Drawn(ledger: "1", journal: "1 2", isRestored: true).told() == "refuted: unknown 2")
        #expect(try Drawn(ledger: "1", journal: "1 2o").told() == "refuted: unknown 2")
        // A number of then may have been given to another message since.
        let given = try Drawn(ledger: "3#1", journal: "1+2o 3#1", isRestored: true).report()
        #expect(given.verdict == .proven && given.journal.beforeRestore == 2)
        #expect(try Drawn(ledger: "3#1", journal: "1+2o 3#1").told() == "refuted: shared-number 1, unknown ×2 1 1")
    }

    @Test func `counts forged records and who wrote them, and redelivered ones`() throws {
        let report = try Drawn(ledger: "1 2'2 3'2", journal: "1 !1 !9 2'2p 3 3'2u").report()
        #expect(report.forged.records == 2 && report.forged.users == [1000])
        #expect(report.redelivered.once == 1 && report.redelivered.marked == 1)
        #expect(report.journal.found == 3)
    }

    @Test func `does not take for proven a journal into which others write what looks like ours`() throws {
        let (ours, theirs) = (UUID(), UUID())
        func told(_ store: UUID?, at seconds: Int64 = 100, uid: UInt32? = 1000, isOursAlone: Bool = false) -> AuditReport.Verdict {
            var audit = Audit(store: ours, uid: 7, since: Instant(seconds: 50), isOursAlone: isOursAlone)
            audit.take(Audit.Record(id: nil, store: store, sequence: nil, uid: uid, at: Instant(seconds: seconds), mark: 1))
            return audit.report(highest: 0, free: [], restoredAt: nil, reach: JournalReach([]), unread: []).verdict
        }
        #expect(told(ours) == .doubtful && told(nil) == .doubtful && told(ours, uid: nil) == .doubtful)
        // Another service's, in the machine's own journal; in our own there is none.
        #expect(told(theirs) == .proven && told(theirs, isOursAlone: true) == .doubtful)
        #expect(told(ours, at: 49) == .proven && told(ours, at: 50) == .doubtful)
    }

    @Test func `passes over other stores, and complains of what it cannot read`() throws {
        let (ours, theirs) = (UUID(), UUID())
        var audit = Audit(store: ours, uid: 7)
        func record(_ id: OccurrenceID?, _ store: UUID?, mark: Int) -> Audit.Record {
            Audit.Record(id: id, store: store, sequence: 1, uid: 7, at: Instant(seconds: 0), mark: mark)
        }
        audit.take(Audit.Row(id: Drawn.id(1), sequence: 1, state: .settled))
        audit.take(record(Drawn.id(2), theirs, mark: 1))
        audit.take(record(Drawn.id(3), nil, mark: 2))
        // Records of early releases do not name the store.
        audit.take(record(Drawn.id(1), nil, mark: 3))
        func report() -> AuditReport {
            audit.report(highest: 1, free: [], restoredAt: nil, reach: JournalReach([]), unread: [])
        }
        #expect(report().verdict == .proven && report().journal.found == 1)
        audit.take(record(nil, ours, mark: 4))
        #expect(report().findings.map(\.code) == [.unreadable])
    }

    @Test func `names what the ledger does not know by the number that its first record bears`() {
        let ours = UUID()
        var audit = Audit(store: ours, uid: 7)
        for (attempt, sequence) in [1: 3, 2: 8] as KeyValuePairs<Int, Int64> {
            audit.take(
                Audit.Record(
                    id: Drawn.id(1), store: ours, sequence: sequence, attempt: attempt, uid: 7, at: Instant(seconds: 0), mark: attempt))
        }
        let report = audit.report(highest: 0, free: [], restoredAt: nil, reach: JournalReach([]), unread: [])
        #expect(report.findings.filter { $0.code == .unknown }.flatMap(\.examples).map(\.sequence) == [3])
    }

    @Test func `names in the same order what has one number`() {
        let ours = UUID()
        var audit = Audit(store: ours, uid: 7)
        let ids = (1...9).map { Drawn.id($0) }
        for (mark, id) in ids.enumerated() {
            audit.take(Audit.Record(id: id, store: ours, sequence: 3, uid: 7, at: Instant(seconds: 0), mark: mark))
        }
        let report = audit.report(highest: 0, free: [], restoredAt: nil, reach: JournalReach([]), unread: [])
        let named = report.findings.filter { $0.code == .unknown }.flatMap(\.examples).map(\.reminder)
        #expect(named == ids.sorted { $0.text < $1.text }.prefix(5).map(Optional.some))
    }

    @Test func `names the first few, by their numbers`() throws {
        let finding = try #require(
            try Drawn(ledger: "9 8 7 6 5 4 3 2 1".split(separator: " ").reversed().joined(separator: " "), journal: "9").report()
                .findings.first)
        #expect(finding.count == 8)
        #expect(finding.examples.map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(finding.examples.map(\.reminder) == (1...5).map { Drawn.id($0) })
    }
}

@Suite struct `What the journal reaches over` {
    private let cursor = "s=0123456789abcdef0123456789abcdef;i=1f;b=22;m=33;t=44;x=55"

    private func file(_ count: UUID, _ first: UInt64, oldest: Int64) -> JournalReach.File {
        .init(count: count, first: first, last: first + 10, oldest: Instant(seconds: oldest))
    }

    @Test func `begins with a place that a cursor names`() throws {
        let place = try #require(RecordPlace(cursor: cursor))
        #expect(place.count == UUID(uuidString: "01234567-89ab-cdef-0123-456789abcdef"))
        #expect(place.number == 31)
        for text in ["", "s=12;i=1", "i=1", "s=0123456789abcdef0123456789abcdef", "s=0123456789abcdef0123456789abcdef;i=g"] {
            #expect(RecordPlace(cursor: text) == nil, "\(text)")
        }
    }

    @Test func `has lost a record whose count is gone, where all that is left is newer than its receipt`() throws {
        let (mine, other) = (UUID(), UUID())
        let place = RecordPlace(count: mine, number: 31)
        let reach = JournalReach([file(other, 1, oldest: 100), file(other, 50, oldest: 200)])
        #expect(reach.hasLost(place, settledAt: Instant(seconds: 99)))
        #expect(!reach.hasLost(place, settledAt: Instant(seconds: 100)))
        #expect(!reach.hasLost(place, settledAt: nil))
        #expect(reach.hasLost(place, settledAt: Instant(seconds: 150), isInMemory: true))
        #expect(!reach.hasLost(nil, settledAt: Instant(seconds: 150)))
        #expect(JournalReach([]).hasLost(place, settledAt: Instant(seconds: 99)))
        let later = JournalReach([file(mine, 32, oldest: 0), file(other, 1, oldest: 0)])
        #expect(later.hasLost(place, settledAt: Instant(seconds: 99)))
        #expect(!later.hasLost(RecordPlace(count: mine, number: 32), settledAt: Instant(seconds: 99)))
    }
}
