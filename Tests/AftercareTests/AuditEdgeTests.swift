import Foundation
import Testing

@testable import Aftercare

/// Whose records count, which numbers are missing, and where two machines wrote.
@Suite struct `An audit of a store that moved` {
    /// From machine A, where the service ran as user 7, to machine B, where it runs as user 8.
    private let writers = [
        Writer(epoch: 1, author: Author(drawn: "A7"), since: Instant(seconds: 0)),
        Writer(epoch: 2, author: Author(drawn: "B8"), since: Instant(seconds: 50)),
    ]
    private let theirs = UUID(uuid: (9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9))

    private func reminder(_ number: UInt8) -> OccurrenceID {
        OccurrenceID(uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number)))
    }

    private func audit(of numbers: Int64..., from first: Int64 = 1) -> Audit {
        var audit = Audit(store: sampleStore, writers: writers, first: first)
        for number in numbers { audit.take(Audit.Row(id: reminder(UInt8(number)), sequence: number, state: .settled)) }
        return audit
    }

    private func report(_ audit: Audit, highest: Int64) -> AuditReport {
        audit.report(highest: highest, free: [], restoredAt: nil, reach: JournalReach([]), unread: [])
    }

    // MARK: Whose records count

    @Test(
        arguments: [
            ("A7", false, "ours", .unchecked, true),
            ("B8", false, "ours", .unchecked, true),
            ("B7", false, "ours", .unchecked, false),
            ("A8", false, "ours", .unchecked, false),
            ("C9", false, "ours", .unchecked, false),
            // Journald saw it come from our unit, on another machine than this.
            ("C9", true, "ours", .unchecked, true),
            ("A9", true, "ours", .unchecked, true),
            ("B9", true, "ours", .unchecked, false),
            ("C9", true, "none", .unchecked, false),
            ("C9", true, "theirs", .unchecked, false),
            // It bears the id of one of our reminders, so it looks like ours.
            ("C9", false, "theirs", .unchecked, false),
            ("C9", false, "none", .unchecked, false),
            ("C9", false, "ours", .good, true),
            ("C9", false, "none", .good, true),
            ("B9", false, "ours", .missing, false),
            ("B9", false, "ours", .wrong, false),
        ] as [(String, Bool, String, Audit.Seal, Bool)])
    func `counts records of its writers, and others only for a reason`(
        sender: String, isFromUnit: Bool, named: String, seal: Audit.Seal, counts: Bool
    ) throws {
        let author = Author(drawn: sender)
        let uid = try #require(author.uid)
        var audit = audit(of: 1)
        audit.take(
            Audit.Record(
                id: reminder(1), store: named == "ours" ? sampleStore : named == "theirs" ? theirs : nil, sequence: 1, author: author,
                isFromUnit: isFromUnit, at: Instant(seconds: 100), mark: 1, seal: seal))
        let report = report(audit, highest: 1)
        #expect(report.journal.found == (counts ? 1 : 0))
        #expect(report.forged.records == (counts ? 0 : 1))
        #expect(report.forged.users == (counts ? [] : [uid]))
    }

    @Test func `takes a record for no more than it shows`() {
        var audit = Audit(store: sampleStore, writers: writers)
        audit.take(Audit.Row(id: reminder(1), sequence: 1, state: .settled))
        audit.take(
            Audit.Record(
                id: reminder(1), store: sampleStore, sequence: 1, author: Author(drawn: "B8"), at: Instant(seconds: 100), mark: 1))
        #expect(report(audit, highest: 1).findings == [])
        #expect(report(audit, highest: 1).ledger.first == 1)
        #expect(report(audit, highest: 1).redelivered == AuditReport.Redelivered())
        #expect(!report(audit, highest: 1).journal.isSealChecked)
        audit.take(
            Audit.Record(
                id: reminder(1), store: sampleStore, sequence: 1, author: Author(drawn: "C9"), at: Instant(seconds: 100), mark: 2))
        #expect(report(audit, highest: 1).findings.map(\.code) == [.forged])
        // The record of another store is none of its business, whoever wrote it.
        audit.take(
            Audit.Record(id: reminder(2), store: theirs, sequence: 2, author: Author(drawn: "C9"), at: Instant(seconds: 100), mark: 3))
        #expect(report(audit, highest: 1).forged.records == 1)
    }

    @Test func `names each forger once, in order`() {
        var forged = AuditReport.Forged()
        for uid: UInt32? in [30, 10, nil, 10, 20] { forged.note(uid) }
        #expect(forged.records == 5)
        #expect(forged.users == [10, 20, 30])
    }

    @Test func `counts every record that cannot be read`() {
        var audit = audit(of: 1)
        func take(_ id: OccurrenceID?, _ sequence: Int64?, mark: Int) {
            audit.take(
                Audit.Record(
                    id: id, store: sampleStore, sequence: sequence, author: Author(drawn: "B8"), at: Instant(seconds: 100), mark: mark))
        }
        take(reminder(1), 1, mark: 1)
        take(reminder(1), nil, mark: 2)
        take(nil, 2, mark: 3)
        #expect(report(audit, highest: 1).findings == [AuditReport.Finding(code: .unreadable, count: 2, examples: [])])
    }

    @Test func `counts a record of several reminders once where it is forged, or has no number`() {
        let items = (1...3).map { Audit.Record.Item(id: reminder($0)) }
        func report(by author: String, sequence: Int64?) -> AuditReport {
            var audit = audit(of: 1)
            audit.take(
                Audit.Record(
                    reminders: items, store: sampleStore, sequence: sequence, author: Author(drawn: author), at: Instant(seconds: 100),
                    mark: 1))
            return self.report(audit, highest: 1)
        }
        let forged = report(by: "C9", sequence: 1)
        #expect(forged.forged.records == 1 && forged.forged.users == [9] && forged.journal.records == 0)
        #expect(report(by: "B8", sequence: nil).findings.filter { $0.code == .unreadable }.map(\.count) == [1])
    }

    @Test func `begins with the first number that it is to check`() {
        for (number, isChecked) in [(2, false), (3, true), (4, true)] as [(Int64, Bool)] {
            var audit = audit(from: 3)
            audit.take(
                Audit.Record(
                    id: reminder(UInt8(number)), store: sampleStore, sequence: number, author: Author(drawn: "B8"),
                    at: Instant(seconds: 100), mark: 1))
            #expect(report(audit, highest: 2).findings.map(\.code) == (isChecked ? [.unknown] : []), "\(number)")
        }
    }

    // MARK: Two machines

    private func audit(withRecordsOf authors: (author: String, epoch: Int, at: Int64)...) -> Audit {
        var audit = audit(of: 1, 2, 3)
        for (index, record) in authors.enumerated() {
            let number = UInt8(index + 1)
            audit.take(
                Audit.Record(
                    id: reminder(number), store: sampleStore, sequence: Int64(number), author: Author(drawn: record.author),
                    epoch: record.epoch, at: Instant(seconds: record.at), mark: index))
        }
        return audit
    }

    @Test func `finds that both machines wrote at the same time`() {
        let both = report(audit(withRecordsOf: ("A7", 1, 100), ("B8", 2, 200), ("A7", 1, 300)), highest: 3)
        #expect(
            both.splitBrains == [
                SplitBrain(
                    machine: "A", epoch: 1, until: Instant(seconds: 300), other: "B", otherEpoch: 2, since: Instant(seconds: 200))
            ])
        #expect(both.findings == [AuditReport.Finding(code: .splitBrain, count: 1, examples: [])])
        #expect(both.verdict == .refuted)
        let moved = report(audit(withRecordsOf: ("A7", 1, 100), ("A7", 1, 200), ("B8", 2, 300)), highest: 3)
        #expect(moved.splitBrains == [] && moved.verdict == .proven)
    }

    @Test func `believes nothing of what a forger claims of a later epoch`() {
        let report = report(audit(withRecordsOf: ("A7", 1, 100), ("C9", 2, 200), ("A7", 1, 300)), highest: 3)
        #expect(report.splitBrains == [])
        #expect(report.forged.users == [9])
    }

    // MARK: Missing numbers

    private func ranges(_ text: String) throws -> [ClosedRange<Int64>] {
        try text.split(separator: " ").map { part in
            let ends = try part.split(separator: "-").map { try #require(Int64($0)) }
            return ends[0]...ends[ends.count - 1]
        }
    }

    @Test(
        arguments: [
            // free, left to another machine, missing
            ("", "", "2-9"),
            ("", "2-9", ""),
            ("", "1-12", ""),
            ("", "4-6", "2-3 7-9"),
            ("", "1-5", "6-9"),
            ("", "5-12", "2-4"),
            ("", "2", "3-9"),
            ("", "9", "2-8"),
            ("", "2-8", "9"),
            ("", "3-9", "2"),
            ("", "10-12", "2-9"),
            ("", "7-8 3-4", "2 5-6 9"),
            ("2", "", "3-9"),
            ("9", "", "2-8"),
            ("4 5", "", "2-3 6-9"),
            ("8 3", "", "2 4-7 9"),
            ("1 10", "", "2-9"),
            ("4", "6-7", "2-3 5 8-9"),
            ("2 3 4 5 6 7 8 9", "", ""),
        ])
    func `misses no number that is free or was left to another machine`(free: String, left: String, missing: String) throws {
        let free = Set(try ranges(free).map(\.lowerBound))
        let left = try ranges(left)
        let missing = try ranges(missing)
        #expect(audit(of: 1, 10).gaps(upTo: 10, free: free, left: left) == missing)
        let report = audit(of: 1, 10).report(
            highest: 10, free: free, left: left, restoredAt: nil, reach: JournalReach([]), unread: [])
        let gaps = report.findings.filter { $0.code == .gap }
        #expect(gaps.map(\.count) == (missing.isEmpty ? [] : [missing.reduce(0) { $0 + $1.count }]))
        #expect(gaps.flatMap(\.examples) == missing.map { AuditReport.Example(reminder: nil, sequence: $0.lowerBound) })
    }

    @Test func `misses what was assigned after the last row`() {
        #expect(audit(of: 1, 2).gaps(upTo: 1, free: []) == [])
        #expect(audit(of: 1, 2).gaps(upTo: 2, free: []) == [])
        #expect(audit(of: 1, 2).gaps(upTo: 3, free: []) == [3...3])
        #expect(audit(of: 1, 4).gaps(upTo: 6, free: []) == [2...3, 5...6])
        #expect(audit(from: 3).gaps(upTo: 2, free: []) == [])
        #expect(audit(from: 3).gaps(upTo: 3, free: []) == [3...3])
        #expect(audit(of: 2, 3, from: 3).gaps(upTo: 4, free: []) == [4...4])
    }
}
