import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import aftercarectl

@Suite struct `The words of an audit` {
    private func drawn(_ verdict: AuditReport.Verdict = .proven, _ change: (inout AuditReport) -> Void) -> [String] {
        var report = AuditReport(verdict: verdict)
        change(&report)
        return AuditSheet(report: report, clock: StaffTimeFormat(zone: berlin, now: now)).lines(on: .plain)
    }

    @Test(
        arguments: [
            (.lost, "1 reminder with a receipt is not in the journal, though the files of that time are"),
            (.twice, "1 reminder is in the journal more than once, without the mark that allows it"),
            (.splitBrain, "two machines wrote for this store at one time"),
            (.gap, "1 number that the ledger must have given is not in it, from these on"),
            (.sharedNumber, "1 number is borne by two reminders in the journal"),
            (.wrongNumber, "1 record bears another number than the ledger gave"),
            (.unknown, "1 reminder is in the journal that the ledger does not know"),
            (.unreadable, "1 record of the service's own user has no id or number that can be read"),
            (.brokenSeal, "1 record bears a seal that does not fit"), (.unsealed, "1 record bears no seal"),
            (.hidden, "1 reminder with a receipt was not found where the journal can be read"),
            (.elsewhere, "1 reminder with a receipt lies in another machine's journal, which is not here"),
            (.nothingLeft, "of all that has a receipt, no record is left in the journal"),
            (.forged, "1 record looks like ours and was written by another user"),
            (.rotatedEarly, "1 reminder went with its file within days of being written"),
        ] as [(AuditReport.Code, String)])
    func `count one as one`(code: AuditReport.Code, words: String) {
        #expect(AuditReport.Finding(code: code, count: 1, examples: []).words == words)
    }

    @Test func `name an example as well as they can, and say whether there are more`() {
        let examples = [
            AuditReport.Example(reminder: occurrence(7), sequence: nil), AuditReport.Example(reminder: nil, sequence: 18),
            AuditReport.Example(reminder: occurrence(9), sequence: 19),
        ]
        func words(_ code: AuditReport.Code, _ count: Int) -> String {
            let words = AuditReport.Finding(code: code, count: count, examples: examples).words
            return String(words.drop { $0 != ":" })
        }
        #expect(words(.unsealed, 3) == ": 00000007, number 18, number 19 (00000009)")
        #expect(words(.unsealed, 4) == ": 00000007, number 18, number 19 (00000009), …")
        // Of a gap only the beginnings are named, however long it is.
        #expect(words(.gap, 4) == ": 00000007, number 18, number 19 (00000009)")
    }

    @Test func `tell of one reminder, one file and one number as of one`() {
        let lines = drawn { report in
            (report.ledger.receipts, report.ledger.last) = (1, 1)
            (report.ledger.inTheAir, report.ledger.printed, report.ledger.free) = (1, 2, 3)
            // Past midnight in Berlin, and not yet in Greenwich.
            report.ledger.restoredAt = at("2026-11-19T23:30:00Z")
            (report.journal.found, report.journal.records) = (1, 1)
            (report.journal.rotatedAway, report.journal.beforeRestore) = (1, 1)
            report.journal.oldest = at("2026-11-18T23:15:00Z")
            (report.redelivered.once, report.redelivered.marked) = (1, 1)
            report.forged.records = 1
        }
        #expect(
            lines == [
                "ledger   1 reminder with a receipt, 1–1 without a gap; 1 in the air, without one yet; 2 shown on a terminal only; "
                    + "3 numbers given back",
                "journal  1 record of ours; 1 older one was rotated away with its file; 1 known to it only, from before a backup was put "
                    + "in place on Fri 00:30",
                "once     no reminder twice; 1 redelivered, found once; 1 more than once and marked so, since it could not be told whether "
                    + "the first was said",
                "forged   1 record that another user wrote was not counted",
                "proven: every reminder that has its receipt is in the journal, once, as far back as that reaches (Thu 00:15)",
            ])
    }

    @Test func `tell of many in groups of digits, with the gap and the repetition that were found`() {
        let lines = drawn(.refuted) { report in
            (report.ledger.receipts, report.ledger.first, report.ledger.last) = (5001, 1001, 7001)
            (report.ledger.inTheAir, report.ledger.printed, report.ledger.free) = (1002, 1003, 1004)
            (report.journal.found, report.journal.records) = (1005, 1005)
            (report.journal.rotatedAway, report.journal.beforeRestore) = (1006, 1007)
            report.journal.isSealChecked = true
            (report.redelivered.once, report.redelivered.marked) = (1008, 1009)
            (report.forged.records, report.forged.users) = (1010, [1000, 1001])
            report.findings = [.init(code: .lost, count: 9, examples: []), .init(code: .twice, count: 1, examples: [])]
            report.findings.append(.init(code: .gap, count: 1, examples: []))
        }
        let told = [
            """
            ledger   5,001 reminders with a receipt, 1,001–7,001 with 1 gap; 1,002 in the air, without one yet; 1,003 shown \
            on a terminal only; 1,004 numbers given back
            """,
            """
            journal  1,005 records of ours, their seals verified; 1,006 older ones were rotated away with their files; \
            1,007 known to it only, from before a backup was put in place
            """,
            """
            once     1 reminder twice; 1,008 redelivered, each found once; 1,009 more than once and marked so, since it \
            could not be told whether the first was said
            """,
            "forged   1,010 records that another user wrote (uid 1000, 1001) were not counted",
            "refuted: the ledger and the journal do not agree",
        ]
        #expect(lines.suffix(5) == told[...])
    }

    @Test func `say why nothing can be told`() {
        func elsewhere(_ change: (inout AuditReport) -> Void) -> [String] {
            drawn(.cannotTell) { report in
                report.findings = [.init(code: .hidden, count: 1, examples: []), .init(code: .elsewhere, count: 1, examples: [])]
                change(&report)
            }
        }
        let missing = elsewhere { _ in }
        #expect(missing.first == "CANNOT BE TOLD" && missing.last == "cannot tell: another machine's journal is not here")
        let unread = elsewhere { $0.unread = ["cannot read 'system@1.journal'"] }
        #expect(unread.last == "cannot tell: part of the journal cannot be read")
        let nothing = drawn(.doubtful) { $0.findings = [.init(code: .forged, count: 1, examples: [])] }
        #expect(
            nothing.last == "doubtful: no reminder has a receipt yet, and none is in the journal without one; but see above")
    }

    @Test func `reach back to the oldest record only where something is gone`() {
        let whole = drawn { report in
            (report.ledger.receipts, report.journal.rotatedAway) = (2, 0)
            report.journal.oldest = at("2026-11-18T23:15:00Z")
        }
        #expect(whole.last == "proven: every reminder that has its receipt is in the journal, once")
    }

    @Test func `tell when two machines wrote, on the reader's clock`() throws {
        let text =
            #"{"machine":"aaaa","epoch":3,"until":"2026-11-20T12:00:00Z","other":"bbbb","otherEpoch":4,"since":"2026-11-20T11:00:00Z"}"#
        let split = try Wire.decode(SplitBrain.self, from: Data(text.utf8))
        #expect(
            split.lines(StaffTimeFormat(zone: berlin, now: now), on: .plain) == [
                "    machine aaaa (epoch 3) wrote until Fri 13:00, and machine bbbb (epoch 4) from Fri 12:00 on"
            ])
    }
}

@Suite struct `The words of an audit of what was collected` {
    private func drawn(_ clinics: [CollectedReport.Clinic]) -> [String] {
        CollectedSheet(report: CollectedReport(clinics: clinics), clock: StaffTimeFormat(zone: berlin, now: now)).lines(on: .plain)
    }

    private func clinic(
        _ verdict: CollectedReport.Verdict = .proven, store: String = "0a1b2c3d-0000", _ change: (inout CollectedReport.Clinic) -> Void
    ) -> CollectedReport.Clinic {
        var clinic = CollectedReport.Clinic(store: store)
        clinic.verdict = verdict
        change(&clinic)
        return clinic
    }

    @Test(
        arguments: [
            (.splitBrain, "two machines wrote for this store at one time"),
            (.gap, "1 number is in none of the files, though the service went on to later ones"),
            (.twice, "1 reminder is there more than once, without the mark that allows it"),
            (.sharedNumber, "1 number is borne by two reminders"),
            (.unreadable, "1 record of the service's own user has no id or number that can be read"),
            (.brokenSeal, "1 record bears a seal that fits no key"), (.unsealed, "1 record bears no seal"),
            (.perhapsFree, "1 number is in none of the files, and may have been given back"),
            (.forged, "1 record with its store's id was written by another user"),
        ] as [(CollectedReport.Code, String)])
    func `count one as one, under the store's id where no machine is known`(code: CollectedReport.Code, words: String) {
        let lines = drawn([clinic(.refuted) { $0.findings = [.init(code: code, count: 1)] }])
        #expect(lines.contains("  0a1b2c3d: \(words)"), "\(lines)")
    }

    @Test(
        arguments: [
            ([.init(sequence: 500, through: 503)], 4, ": number 500–503"), ([.init(sequence: 500, through: 503)], 5, ": number 500–503, …"),
            ([.init(sequence: 500, through: 503), .init(sequence: 510)], 5, ": number 500–503, number 510"),
            ([.init(sequence: 500, through: 503), .init(sequence: 510)], 6, ": number 500–503, number 510, …"),
            ([.init(reminder: occurrence(7))], 1, ": 00000007"), ([.init(reminder: occurrence(7))], 2, ": 00000007, …"),
            ([.init(reminder: occurrence(7), sequence: 3)], 1, ": number 3 (00000007)"), ([], 3, ""),
        ] as [([CollectedReport.Example], Int, String)])
    func `name the numbers, and say whether there are more`(examples: [CollectedReport.Example], count: Int, words: String) throws {
        let lines = drawn([clinic(.refuted) { $0.findings = [.init(code: .gap, count: count, examples: examples)] }])
        let line = try #require(lines.first { $0.contains("went on to later ones") })
        #expect(line.hasSuffix("went on to later ones\(words)"), "\(line)")
    }

    @Test func `note where a clinic's numbers begin, if not with the first`() {
        func note(first: Int64, records: Int) -> Bool {
            let lines = drawn([clinic { ($0.first, $0.last, $0.records) = (first, 9, records) }])
            return lines.contains { $0.hasPrefix("  0a1b2c3d: begins at number \(first): what was before") }
        }
        #expect(note(first: 2, records: 1) && !note(first: 1, records: 1) && !note(first: 2, records: 0))
    }

    @Test func `note one copy, one repetition and one forgery as one`() {
        let lines = drawn([
            clinic { clinic in
                (clinic.copies, clinic.redelivered.once, clinic.forged.records) = (1, 1, 1)
            }
        ])
        #expect(lines.contains("  0a1b2c3d: 1 record came twice from the uploader, and counts once; 1 reminder redelivered, found once"))
        #expect(lines.contains("  0a1b2c3d: 1 record that another user wrote was not counted"), "\(lines)")
    }

    @Test func `show the only number of a clinic, and none of one without`() {
        let lines = drawn([
            clinic { ($0.first, $0.last, $0.records) = (5, 5, 1) }, clinic(store: "ffffffff-0000") { ($0.first, $0.last) = (5, 4) },
        ])
        #expect(lines[1].contains("0a1b2c3d  5–5 "), "\(lines)")
        #expect(lines[2].hasPrefix("ffffffff  ") && !lines[2].contains("–"), "\(lines)")
    }

    @Test func `call seals verified where those of every clinic were`() {
        let (sealed, open) = (clinic { $0.isSealChecked = true }, clinic { _ in })
        let rest = "from the first number that was collected to the last"
        #expect(drawn([open]).last == "proven: the clinic's sequence is complete, each reminder once, \(rest)")
        #expect(drawn([sealed]).last == "proven: the clinic's sequence is complete, each reminder once, their seals verified, \(rest)")
        #expect(drawn([sealed, open]).last == "proven: the sequences of 2 clinics are complete, each reminder once, \(rest)")
    }
}
