import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

@Suite struct `A sheet of an audit` {
    private func drawn(_ report: AuditReport, on canvas: Canvas = .plain) -> [String] {
        AuditSheet(report: report, clock: StaffTimeFormat(zone: berlin, now: now)).lines(on: canvas)
    }

    private func report(_ verdict: AuditReport.Verdict) -> AuditReport {
        var report = AuditReport(verdict: verdict)
        report.ledger.receipts = 1204
        report.ledger.last = 1204
        report.journal.found = 1204
        report.journal.records = 1204
        return report
    }

    @Test func `is a few lines where all is proven`() throws {
        var report = report(.proven)
        report.journal.found = 1192
        report.journal.rotatedAway = 12
        report.journal.oldest = at("2026-11-14T08:00:00Z")
        report.redelivered.once = 3
        try Golden.expect(drawn(report), "audit")
    }

    @Test(arguments: [
        (812, 104, "812 reminders in 104 records of ours"), (1204, 1203, "1,204 reminders in 1,203 records of ours"),
        (2, 1, "2 reminders in 1 record of ours"), (2, 2, "2 records of ours"), (1, 1, "1 record of ours"),
        // One of them was sent twice, and is marked so.
        (2, 3, "2 records of ours"),
    ])
    func `tells reminders from records where a record is of several`(reminders: Int, records: Int, words: String) {
        var report = report(.proven)
        report.journal.found = reminders
        report.journal.records = records
        #expect(drawn(report).contains("journal  \(words)"))
        report.journal.isSealChecked = true
        #expect(drawn(report).contains("journal  \(words), their seals verified"))
    }

    @Test func `says what makes it doubtful, and what to do`() throws {
        var report = report(.doubtful)
        report.journal.found = 1192
        report.journal.rotatedAway = 12
        report.journal.oldest = at("2026-11-14T08:00:00Z")
        report.forged.records = 2
        report.forged.users = [1000]
        report.findings = [
            AuditReport.Finding(code: .forged, count: 2, examples: []),
            AuditReport.Finding(
                code: .rotatedEarly, count: 12, examples: (1...5).map { AuditReport.Example(reminder: occurrence($0), sequence: Int64($0)) }
            ),
        ]
        try Golden.expect(drawn(report), "audit-doubtful")
    }

    @Test func `names the commands for its clinic, and counts one as one`() {
        var report = report(.doubtful)
        report.forged.records = 1
        report.forged.users = [1000]
        report.findings = [AuditReport.Finding(code: .forged, count: 1, examples: [])]
        report.unread = ["see 'systemctl status systemd-journald'"]
        let lines = AuditSheet(report: report, clock: StaffTimeFormat(zone: berlin, now: now), commands: ServiceCommands(.clinic("de")))
            .lines(on: .plain).joined(separator: "\n")
        #expect(lines.contains("'aftercarectl --clinic de doctor'"), "\(lines)")
        #expect(lines.contains("see 'systemctl status systemd-journald@aftercare-de'"), "\(lines)")
        #expect(lines.contains("forged   1 record that another user wrote (uid 1000) was not counted\n"), "\(lines)")
    }

    @Test func `puts everything that refutes first, with what to do`() throws {
        var report = report(.refuted)
        report.ledger.inTheAir = 2
        report.ledger.printed = 1
        report.findings = AuditReport.Code.allCases.enumerated().map { index, code in
            let examples = (0...(index % 3)).map { AuditReport.Example(reminder: occurrence($0), sequence: Int64(index + $0)) }
            return AuditReport.Finding(
                code: code, count: index == 0 ? 1 : index + 1, examples: code == .nothingLeft || code == .forged ? [] : examples)
        }
        report.unread = ["cannot read 'system@1.journal': bad message; look again"]
        try Golden.expect(drawn(report), "audit-refuted")
        #expect(drawn(report, on: Canvas(width: 80, isColored: false)).allSatisfy { $0.count <= 80 || !$0.contains(" ") })
    }

    @Test func `says plainly what cannot be told`() throws {
        var report = report(.cannotTell)
        report.journal.found = 0
        report.journal.rotatedAway = 1204
        report.findings = [AuditReport.Finding(code: .nothingLeft, count: 1, examples: [])]
        try Golden.expect(drawn(report), "audit-nothing-left")
        var empty = AuditReport(verdict: .proven)
        empty.ledger.last = 0
        #expect(
            drawn(empty) == [
                "ledger   0 reminders with a receipt, no number given", "journal  0 records of ours", "once     no reminder twice",
                "proven: no reminder has a receipt yet, and none is in the journal without one",
            ])
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1204, "1,204"), (100_000, "100,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
    func `groups long numbers`(number: Int, text: String) {
        #expect(grouped(number) == text)
    }

    @Test func `names the machines that wrote at one time, with that finding and no other`() throws {
        var report = report(.refuted)
        report.findings = [
            AuditReport.Finding(code: .splitBrain, count: 1, examples: []), AuditReport.Finding(code: .brokenSeal, count: 2, examples: []),
        ]
        let split =
            #"{"machine":"aaaa","epoch":3,"until":"2026-11-20T12:00:00Z","other":"bbbb","otherEpoch":4,"since":"2026-11-20T11:00:00Z"}"#
        report.splitBrains = [try Wire.decode(SplitBrain.self, from: Data(split.utf8))]
        let lines = drawn(report)
        let finding = try #require(lines.firstIndex { $0.contains("two machines wrote for this store at one time") })
        #expect(lines[finding + 1].hasPrefix("    machine aaaa (epoch 3) wrote until "), "\(lines)")
        #expect(lines[finding + 1].contains(", and machine bbbb (epoch 4) from "))
        #expect(lines.count { $0.contains("machine aaaa") } == 1)
    }
}
