import Foundation
import Testing

@testable import Aftercare

/// What an audit makes of the rows and records that it has taken.
@Suite struct `The report of an audit` {
    private let journal = UUID(uuid: (7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7))
    private let sender = Author(machine: "A", uid: 7)

    private func reminder(_ number: UInt8) -> OccurrenceID {
        OccurrenceID(uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number)))
    }

    private func audit(first: Int64 = 1, _ writers: Writer...) -> Audit {
        let own = Writer(epoch: 1, author: sender, since: Instant(seconds: 0))
        return Audit(store: sampleStore, writers: writers.isEmpty ? [own] : writers, first: first)
    }

    private func row(
        _ number: Int64, _ state: ReminderState = .settled, sequence: Int64? = nil, attempt: Int = 1, epoch: Int? = nil
    ) -> Audit.Row {
        Audit.Row(
            id: reminder(UInt8(number)), sequence: sequence ?? number, state: state, attempt: attempt,
            place: RecordPlace(count: journal, number: UInt64(number)), epoch: epoch)
    }

    private func sent(
        _ number: UInt8, sequence: Int64? = nil, attempt: Int = 1, redelivery: Redelivery? = nil, epoch: Int? = nil, at: Int64 = 1_000,
        mark: Int? = nil, seal: Audit.Seal = .unchecked
    ) -> Audit.Record {
        Audit.Record(
            id: reminder(number), store: sampleStore, sequence: sequence ?? Int64(number), attempt: attempt, redelivery: redelivery,
            author: sender, epoch: epoch, at: Instant(seconds: at), mark: mark ?? Int(number) * 100 + attempt, seal: seal)
    }

    /// A message of several reminders.
    private func said(_ numbers: UInt8..., sequence: Int64, epoch: Int? = nil, seal: Audit.Seal = .unchecked) -> Audit.Record {
        Audit.Record(
            reminders: numbers.map { Audit.Record.Item(id: reminder($0)) }, store: sampleStore, sequence: sequence, author: sender,
            epoch: epoch, at: Instant(seconds: 1_000), mark: 1, seal: seal)
    }

    private func reach(from first: UInt64, oldest: Int64 = 500) -> JournalReach {
        JournalReach([JournalReach.File(count: journal, first: first, last: 99, oldest: Instant(seconds: oldest))])
    }

    private func report(
        _ audit: Audit, highest: Int64, free: Set<Int64> = [], machines: Set<String>? = nil, restoredAt: Int64? = nil,
        files first: UInt64 = 1, unread: [String] = [], keptSince: Instant? = nil
    ) -> AuditReport {
        audit.report(
            highest: highest, free: free, machines: machines, restoredAt: restoredAt.map(Instant.init(seconds:)),
            reach: reach(from: first), unread: unread, keptSince: keptSince)
    }

    // MARK: Figures

    @Test func `counts the reminders of each state for what they are`() {
        var audit = audit()
        for (index, state) in ReminderState.allCases.enumerated() { audit.take(row(Int64(index + 1), state)) }
        // The first states are sending, seen, settled and printed.
        for number: UInt8 in [1, 2, 3] { audit.take(sent(number)) }
        let report = report(audit, highest: 7)
        #expect(report.ledger.receipts == 1)
        #expect(report.ledger.inTheAir == 2)
        #expect(report.ledger.printed == 1)
        #expect(report.journal.found == 3)
        #expect(report.verdict == .proven)
    }

    @Test func `has the numbers that were checked, and when what happened`() {
        let empty = report(audit(first: 3), highest: 0, unread: ["system.journal"])
        #expect(empty.ledger.first == 3 && empty.ledger.last == 2)
        #expect(empty.ledger.restoredAt == nil && empty.unread == ["system.journal"])
        var one = audit(first: 3)
        one.take(row(4))
        one.take(sent(4))
        let filled = report(one, highest: 5, free: [2, 3, 5, 6], restoredAt: 800)
        #expect(filled.ledger.first == 3 && filled.ledger.last == 5)
        #expect(filled.ledger.free == 2)
        #expect(filled.ledger.restoredAt == Instant(seconds: 800))
        #expect(filled.journal.oldest == Instant(seconds: 500))
        #expect(filled.verdict == .proven && filled.unread == [])
    }

    @Test func `begins with nothing counted`() {
        let report = AuditReport(verdict: .proven)
        #expect(report.ledger.first == 1 && report.ledger.last == 0)
        let ledger = [report.ledger.receipts, report.ledger.inTheAir, report.ledger.printed, report.ledger.free]
        let journal = [report.journal.found, report.journal.records, report.journal.rotatedAway, report.journal.beforeRestore]
        let others = [report.redelivered.once, report.redelivered.marked, report.forged.records]
        #expect(ledger + journal + others == Array(repeating: 0, count: 11))
        #expect(!report.journal.isSealChecked && report.findings == [] && report.unread == [] && report.splitBrains == [])
    }

    @Test(
        arguments: [
            (.unchecked, false, []),
            (.good, true, []),
            (.missing, true, [.unsealed]),
            (.wrong, true, [.brokenSeal]),
        ] as [(Audit.Seal, Bool, [AuditReport.Code])])
    func `tells whether seals were looked at, and what they showed`(seal: Audit.Seal, isChecked: Bool, codes: [AuditReport.Code]) {
        var audit = audit()
        audit.take(row(1))
        audit.take(sent(1, seal: seal))
        let report = report(audit, highest: 1)
        #expect(report.journal.isSealChecked == isChecked)
        #expect(report.findings.map(\.code) == codes)
        #expect(report.findings.flatMap(\.examples) == codes.map { _ in AuditReport.Example(reminder: reminder(1), sequence: 1) })
    }

    @Test func `names a message whose seal is wrong once, by the first of its reminders`() {
        for (seal, code) in [(.wrong, .brokenSeal), (.missing, .unsealed)] as [(Audit.Seal, AuditReport.Code)] {
            var audit = audit()
            for number: Int64 in [1, 2, 3] { audit.take(row(number, sequence: 1)) }
            audit.take(said(3, 1, 2, sequence: 1, seal: seal))
            let report = report(audit, highest: 1)
            let example = AuditReport.Example(reminder: reminder(1), sequence: 1)
            #expect(report.findings == [AuditReport.Finding(code: code, count: 1, examples: [example])])
            #expect(report.journal.isSealChecked && report.journal.found == 3 && report.journal.records == 1)
        }
    }

    // MARK: Records that are not there

    @Test(
        arguments: [
            // machines whose journals were read, epoch of the row, what could not be read, finding
            (nil, 1, [], .lost),
            (["A", "B"], 1, [], .lost),
            (["A"], nil, [], .lost),
            (["B"], 1, [], .elsewhere),
            // Before epochs were stored, it was the first.
            (["B"], nil, [], .elsewhere),
            (["B"], 2, [], .lost),
            (["A"], 2, [], .elsewhere),
            (["B"], 1, ["x"], .elsewhere),
            (["A", "B"], 1, ["x"], .hidden),
        ] as [(Set<String>?, Int?, [String], AuditReport.Code)])
    func `misses no record whose machine's journal was not read`(
        machines: Set<String>?, epoch: Int?, unread: [String], code: AuditReport.Code
    ) {
        let second = Writer(epoch: 2, author: Author(machine: "B", uid: 8), since: Instant(seconds: 600))
        var audit = audit(Writer(epoch: 1, author: sender, since: Instant(seconds: 0)), second)
        audit.take(row(1, epoch: epoch))
        let finding = AuditReport.Finding(code: code, count: 1, examples: [AuditReport.Example(reminder: reminder(1), sequence: 1)])
        #expect(report(audit, highest: 1, machines: machines, unread: unread).findings == [finding])
    }

    @Test func `misses no record of an unknown writer, and those of a user on any machine`() {
        let second = Writer(epoch: 2, author: Author(machine: "B", uid: 8), since: Instant(seconds: 600))
        func code(_ first: Author, epoch: Int?) -> [AuditReport.Code] {
            var audit = audit(Writer(epoch: 1, author: first, since: Instant(seconds: 0)), second)
            audit.take(row(1, epoch: epoch))
            return report(audit, highest: 1, machines: ["B"]).findings.map(\.code)
        }
        #expect(code(.unknown, epoch: 1) == [.elsewhere] && code(.unknown, epoch: nil) == [.elsewhere])
        #expect(code(.unknown, epoch: 2) == [.lost])
        #expect(code(Author(machine: "", uid: 7), epoch: 1) == [.lost])
    }

    @Test func `finds nothing left only where all receipts have lost their records to rotation`() {
        var one = audit()
        one.take(row(1))
        let gone = report(one, highest: 1, files: 2)
        #expect(gone.findings == [AuditReport.Finding(code: .nothingLeft, count: 1, examples: [])])
        #expect(gone.verdict == .cannotTell && gone.journal.rotatedAway == 1)
        var lost = one
        lost.take(row(2))
        #expect(report(lost, highest: 2, files: 2).findings.map(\.code) == [.lost])
        var seen = one
        seen.take(row(2, .seen))
        seen.take(sent(2))
        #expect(report(seen, highest: 2, files: 2).findings == [])
        // It has no receipt with a time, so nobody can say that it went early.
        #expect(report(seen, highest: 2, files: 2, keptSince: Instant(seconds: 0)).findings == [])
    }

    // MARK: Records that are there

    @Test(
        arguments: [
            (nil, nil, true), (nil, 1, true), (1, nil, true), (1, 1, true), (2, 2, true),
            (nil, 2, false), (2, nil, false), (1, 2, false), (2, 1, false),
        ] as [(Int?, Int?, Bool)])
    func `calls a number wrong only in the epoch of its row`(ofRow: Int?, ofRecord: Int?, isWrong: Bool) {
        var audit = audit()
        audit.take(row(1, epoch: ofRow))
        audit.take(sent(1, sequence: 9, epoch: ofRecord))
        #expect(report(audit, highest: 1).findings.map(\.code) == (isWrong ? [.wrongNumber] : []))
    }

    @Test func `calls the number of a message wrong once, for the first of its reminders in that epoch`() {
        var audit = audit()
        for (number, epoch) in [(1, 2), (2, 1), (3, 1)] as [(Int64, Int)] { audit.take(row(number, sequence: 1, epoch: epoch)) }
        audit.take(said(1, 2, 3, sequence: 9, epoch: 1))
        let example = AuditReport.Example(reminder: reminder(2), sequence: 1)
        #expect(report(audit, highest: 1).findings == [AuditReport.Finding(code: .wrongNumber, count: 1, examples: [example])])
    }

    @Test func `counts as sent again what is there once, and was tried more often`() {
        func once(attempt: Int, isThere: Bool) -> Int {
            var audit = audit()
            audit.take(row(1, .sending, attempt: attempt))
            if isThere { audit.take(sent(1, attempt: attempt)) }
            return report(audit, highest: 1).redelivered.once
        }
        #expect(once(attempt: 2, isThere: true) == 1)
        #expect(once(attempt: 2, isThere: false) == 0)
        #expect(once(attempt: 1, isThere: true) == 0)
    }

    @Test func `allows a marked repetition in whatever order the journal has the two`() {
        let first = sent(1)
        let second = sent(1, attempt: 2, redelivery: .uncertain)
        for records in [[first, second], [second, first]] {
            var audit = audit()
            audit.take(row(1, attempt: 2))
            for record in records { audit.take(record) }
            let report = report(audit, highest: 1)
            #expect(report.findings == [])
            #expect(report.redelivered.marked == 1 && report.redelivered.once == 0)
        }
    }

    @Test func `takes for older than a restored backup only what was all written before`() {
        func judged(_ moments: Int64...) -> AuditReport {
            var audit = audit()
            for (index, moment) in moments.enumerated() { audit.take(sent(5, at: moment, mark: index)) }
            return report(audit, highest: 0, restoredAt: 1_000)
        }
        #expect(judged(998, 999).findings == [] && judged(998, 999).journal.beforeRestore == 1)
        for report in [judged(999, 1_000), judged(1_000, 999)] {
            #expect(report.findings.map(\.code) == [.unknown] && report.journal.beforeRestore == 0)
        }
    }

    @Test func `lets no two reminders that the ledger knows share a number, restored or not`() {
        var audit = audit()
        for number: Int64 in [1, 2] { audit.take(row(number)) }
        audit.take(sent(1, at: 900))
        audit.take(sent(2, sequence: 1, at: 900))
        let report = report(audit, highest: 2, restoredAt: 1_000)
        #expect(report.findings.map(\.code) == [.sharedNumber, .wrongNumber])
        #expect(report.findings.first?.examples == [AuditReport.Example(reminder: nil, sequence: 1)])
        #expect(report.journal.beforeRestore == 0)
    }

    @Test func `lets several messages share a number only where one of them is of all the reminders`() {
        func isShared(_ messages: [UInt8]...) -> Bool {
            var audit = audit()
            for number in Set(messages.joined()) { audit.take(row(Int64(number), sequence: 1)) }
            for (index, numbers) in messages.enumerated() {
                let items = numbers.map { number in
                    Audit.Record.Item(id: reminder(number), attempt: index + 1, redelivery: index > 0 ? .uncertain : nil)
                }
                audit.take(
                    Audit.Record(
                        reminders: items, store: sampleStore, sequence: 1, author: sender, at: Instant(seconds: 1_000), mark: index))
            }
            let report = report(audit, highest: 1)
            #expect(report.journal.records == messages.count && report.findings.allSatisfy { $0.code == .sharedNumber })
            return !report.findings.isEmpty
        }
        #expect(!isShared([1, 2, 3]))
        #expect(!isShared([1, 2], [1]) && !isShared([1], [1, 2]) && !isShared([1], [1, 2, 3], [2, 3]) && !isShared([1, 2], [1, 2]))
        #expect(isShared([1], [2]) && isShared([1, 2], [3]) && isShared([1, 2], [2, 3]) && isShared([1, 2], [1, 3], [2, 3]))
    }
}
