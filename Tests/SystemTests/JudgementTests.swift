import Foundation
import TestMachine
import Testing
import torture

/// The judge of the torture suite is seen to find what it is there for.
@Suite("The judgement of a torture")
struct JudgementTests {
    /// Three reminders that were due one after the other, as they should be.
    private var expected: [Judgement.Subject: Date] {
        Dictionary(uniqueKeysWithValues: (1...3).map { (subject($0), Date(timeIntervalSince1970: due($0))) })
    }
    private var records: [[String: String]] { (1...3).map { record($0) } }
    private func ledger(_ states: [String] = ["settled", "settled", "settled"]) throws -> [Reminder] {
        try zip(1..., states).map { try row($0, $1) }
    }

    @Test("what is whole is clean")
    func clean() throws {
        let judgement = Judgement(expected: expected, records: records, ledger: try ledger())
        #expect(judgement.findings == [])
        #expect(judgement.expected == 3)
    }

    @Test("a record that is missing is lost, by its receipt and by its number")
    func lost() throws {
        let judgement = Judgement(expected: expected, records: [record(1), record(3)], ledger: try ledger())
        #expect(judgement.lost.count == 2 && judgement.findings.count == 2)
    }

    @Test("what was recorded as missed is lost, unless it may be missed")
    func missed() throws {
        let ledger = try ledger(["settled", "settled", "missed"])
        let said = [record(1), record(2)]
        #expect(Judgement(expected: expected, records: said, ledger: ledger).lost.count == 1)
        #expect(Judgement(expected: expected, mayMiss: [subject(3)], records: said, ledger: ledger).isClean)
    }

    @Test("a receipt that points at somebody else's record is none")
    func forged() throws {
        let judgement = Judgement(
            expected: expected, records: records, ledger: try [row(1), row(2), row(3, cursor: "forged")])
        #expect(judgement.lost.count == 1 && judgement.findings.count == 1)
    }

    @Test("a record that is there twice is duplicated; one that is seen twice is not")
    func duplicated() throws {
        let again = record(2, cursor: "again")
        #expect(Judgement(expected: expected, records: records + [again], ledger: try ledger()).duplicated.count == 1)
        #expect(Judgement(expected: expected, records: records + [record(2)], ledger: try ledger()).isClean)
    }

    @Test("a record that journald has moved from memory to disk is the same one, with its receipt")
    func moved() throws {
        let records = [record(1), record(2), record(3, cursor: "s=memory;i=1;m=7"), record(3, cursor: "s=disk;i=9;m=7")]
        let rows = try [row(1), row(2), row(3, cursor: "s=memory;i=1;m=7")]
        #expect(Judgement(expected: expected, records: records, ledger: rows).isClean)
        #expect(Judgement(expected: expected, records: [records[0], records[1], records[3]], ledger: rows).isClean)
        let another = record(3, cursor: "s=disk;i=9;m=8")
        #expect(Judgement(expected: expected, records: records + [another], ledger: rows).duplicated.count == 1)
    }

    @Test("the same words under another id are duplicated")
    func otherID() throws {
        let again = record(2, id: "other", sequence: 4, cursor: "other")
        let judgement = Judgement(expected: expected, records: records + [again], ledger: try ledger())
        #expect(judgement.duplicated.count == 1 && judgement.findings.count == 1)
    }

    @Test("a record from before it was due is early")
    func early() throws {
        let judgement = Judgement(
            expected: expected, records: [record(1), record(2, at: due(2) - 0.001), record(3)], ledger: try ledger())
        #expect(judgement.early.count == 1 && judgement.findings.count == 1)
    }

    @Test("what is on its way still is stuck", arguments: ["sending", "seen"])
    func stuck(state: String) throws {
        let judgement = Judgement(expected: expected, records: records, ledger: try ledger(["settled", "settled", state]))
        #expect(judgement.stuck.count == 1 && judgement.findings.count == 1)
    }

    @Test("what was not decided is stuck")
    func undecided() throws {
        let judgement = Judgement(
            expected: expected, records: [record(1), record(2)], ledger: try ledger(["settled", "settled"]))
        #expect(judgement.stuck.count == 1 && judgement.findings.count == 1)
    }

    @Test("a gap in the numbers is a loss, and a number on two messages a duplicate")
    func sequence() throws {
        let gap = Judgement(
            expected: expected, records: [record(1), record(2), record(3, sequence: 5)], ledger: try ledger())
        #expect(gap.lost.count == 2 && gap.findings.count == 2)
        let twice = Judgement(
            expected: expected, records: [record(1), record(2), record(3, sequence: 2)], ledger: try ledger())
        #expect(twice.duplicated.count == 1 && twice.findings.count == 1)
    }

    @Test("the reminders of one record are one message, with one number and one receipt")
    func message() throws {
        let message = [record(1, sequence: 1, cursor: "message"), record(2, sequence: 1, cursor: "message")]
        let rows = try [row(1, cursor: "message"), row(2, cursor: "message"), row(3)]
        func judged(_ more: [String: String]...) -> Judgement {
            Judgement(expected: expected, records: message + more, ledger: rows)
        }
        #expect(judged(record(3, sequence: 2)).isClean)
        let lost = Judgement(expected: expected, records: [message[0], record(3, sequence: 2)], ledger: rows)
        #expect(lost.lost.count == 1 && lost.findings.count == 1, "a reminder that its record does not name")
        let shared = judged(record(3, sequence: 1))
        #expect(shared.duplicated.count == 1 && shared.findings.count == 1, "its number on another message")
        let again = [record(1, sequence: 1, cursor: "again"), record(2, sequence: 1, cursor: "again")]
        let whole = judged(record(3, sequence: 2), again[0], again[1])
        #expect(whole.duplicated.count == 2 && whole.findings.count == 2, "all of it again: each reminder is there twice")
        let part = judged(record(3, sequence: 2), again[0])
        #expect(part.duplicated.count == 2 && part.findings.count == 2, "a part of it again: that reminder, and the number")
    }

    @Test("a number may be missing for each message that was perhaps seen before, however many reminders it has")
    func perhapsSeen() throws {
        func judged(_ number: Int) throws -> Judgement {
            let again = (2...3).map { reminder in
                record(reminder, sequence: number, cursor: "again").merging(["AFTERCARE_REDELIVERY": "uncertain"]) { $1 }
            }
            return Judgement(
                expected: expected, records: [record(1)] + again, ledger: try [row(1), row(2, cursor: "again"), row(3, cursor: "again")])
        }
        #expect(try judged(3).isClean)
        #expect(try judged(4).lost.count == 2)
    }

    @Test("each finding is counted in its column, and any of them fails the tally")
    func tally() throws {
        var tally = Tally("a fault")
        tally.add(Judgement(expected: expected, records: records, ledger: try ledger()))
        #expect(tally.isClean && tally.reminders == 3)
        tally.add(Judgement(expected: expected, records: [record(1, at: 0), record(1, cursor: "again")], ledger: []))
        #expect((tally.lost, tally.duplicated, tally.early, tally.stuck) == (0, 1, 1, 3))
        #expect(!tally.isClean && tally.reminders == 6)
    }

    // MARK: What it is given

    private func due(_ number: Int) -> Double { 1_800_000_000 + Double(number) }
    private func subject(_ number: Int) -> Judgement.Subject {
        Judgement.Subject(patient: "P-\(number)", instruction: "advice")
    }

    private func record(
        _ number: Int, id: String? = nil, sequence: Int? = nil, cursor: String? = nil, at: Double? = nil
    ) -> [String: String] {
        [
            "AFTERCARE_REMINDER_ID": id ?? "id-\(number)", "AFTERCARE_PATIENT": "P-\(number)",
            "AFTERCARE_INSTRUCTION": "advice", "AFTERCARE_SEQ": "\(sequence ?? number)",
            "AFTERCARE_DUE": Date(timeIntervalSince1970: due(number)).formatted(.iso8601),
            "__CURSOR": cursor ?? "cursor-\(number)",
            "__REALTIME_TIMESTAMP": "\(Int((at ?? due(number)) * 1_000_000))",
        ]
    }

    private func row(_ number: Int, _ state: String = "settled", cursor: String? = nil) throws -> Reminder {
        let cursor = state == "settled" ? "\"\(cursor ?? "cursor-\(number)")\"" : "null"
        let json = """
            { "id": "id-\(number)", "patient": "P-\(number)", "treatment": "T-\(number)", "instruction": "advice",
              "state": "\(state)", "due": "", "sequence": \(number), "cursor": \(cursor) }
            """
        return try JSONDecoder().decode(Reminder.self, from: Data(json.utf8))
    }
}
