package import Foundation
package import TestMachine

/// Holds what had to be said against what the journal and the ledger hold. Pure: it reads nothing by itself.
///
/// Every finding is a sentence of its own, for whoever looks into a failed run.
package struct Judgement: Sendable {
    /// What has to be said once.
    package struct Subject: Hashable, Sendable {
        package let patient: String
        package let instruction: String

        package init(patient: String, instruction: String) {
            self.patient = patient
            self.instruction = instruction
        }

        fileprivate var text: String { "'\(instruction)' of \(patient)" }
    }

    package private(set) var expected = 0
    /// Expected and not said, or settled without a record of ours, or a number missing in the sequence.
    package private(set) var lost: [String] = []
    /// A reminder or a subject that is in the journal twice, or a number that two messages have there.
    package private(set) var duplicated: [String] = []
    /// In the journal before it was due.
    package private(set) var early: [String] = []
    /// On its way still, or not decided at all.
    package private(set) var stuck: [String] = []

    package var isClean: Bool { findings.isEmpty }

    package var findings: [String] {
        lost.map { "lost: \($0)" } + duplicated.map { "duplicated: \($0)" } + early.map { "early: \($0)" }
            + stuck.map { "stuck: \($0)" }
    }

    /// - Parameters:
    ///   - expected: what had to be said, and when it was due.
    ///   - mayMiss: of these, what may stand in the ledger as missed instead of being said.
    ///   - records: the reminders of the journal's records of our own user, each with the fields of its record
    ///     (`JournalRecord.reminders`).
    ///   - ledger: the reminders as the service has them.
    package init(
        expected: [Subject: Date], mayMiss: Set<Subject> = [], records: [[String: String]], ledger: [Reminder]
    ) {
        self.expected = expected.count
        let sayings = Self.sayings(records)
        judgeRecords(sayings, expected)
        judgeSequence(sayings)
        judgeLedger(ledger, sayings)
        judgeExpected(expected, mayMiss, sayings, ledger)
    }

    /// A reminder in a record of the journal. Seen through several files a record is still one.
    private struct Saying {
        let id: String
        let subject: Subject
        let cursor: String
        /// What stays of a cursor when journald moves the record from memory to disk: all but file and place.
        let content: String
        let sequence: Int?
        let isUncertain: Bool
        let due: Date?
        let at: Date
    }

    private static func sayings(_ records: [[String: String]]) -> [Saying] {
        var seen: Set<[String]> = []
        return records.compactMap { record in
            guard let id = record["AFTERCARE_REMINDER_ID"], let cursor = record["__CURSOR"],
                seen.insert([content(of: cursor), id]).inserted
            else { return nil }
            let microseconds = record["__REALTIME_TIMESTAMP"].flatMap { Double($0) } ?? 0
            return Saying(
                id: id,
                subject: Subject(
                    patient: record["AFTERCARE_PATIENT"] ?? "", instruction: record["AFTERCARE_INSTRUCTION"] ?? ""),
                cursor: cursor, content: content(of: cursor), sequence: record["AFTERCARE_SEQ"].flatMap { Int($0) },
                isUncertain: record["AFTERCARE_REDELIVERY"] == "uncertain",
                due: record["AFTERCARE_DUE"].flatMap { try? Date($0, strategy: .iso8601) },
                at: Date(timeIntervalSince1970: microseconds / 1_000_000))
        }
    }

    private static func content(of cursor: String) -> String {
        cursor.split(separator: ";").filter { !$0.hasPrefix("s=") && !$0.hasPrefix("i=") }.joined(separator: ";")
    }

    private mutating func judgeRecords(_ sayings: [Saying], _ expected: [Subject: Date]) {
        for (id, same) in Dictionary(grouping: sayings, by: \.id) where same.count > 1 {
            duplicated += same.dropFirst().map { "\(id), \($0.subject.text), at \(same[0].cursor) and \($0.cursor)" }
        }
        for (subject, same) in Dictionary(grouping: sayings, by: \.subject) {
            let ids = Set(same.map(\.id)).sorted()
            if expected[subject] != nil, ids.count > 1 {
                duplicated += ids.dropFirst().map { "\(subject.text) was said as \(ids[0]) and as \($0)" }
            }
        }
        for saying in sayings {
            let due = [saying.due, expected[saying.subject]].compactMap { $0 }.max()
            if let due, saying.at < due { early.append("\(saying.subject.text), due \(due), said \(saying.at)") }
        }
    }

    private mutating func judgeSequence(_ sayings: [Saying]) {
        let numbers = Dictionary(grouping: sayings.filter { $0.sequence != nil }, by: { $0.sequence ?? 0 })
        for (number, same) in numbers {
            // The reminders of one record are one message; so is a second record that says all of them again.
            let messages = Set(Dictionary(grouping: same, by: \.content).values.map { Set($0.map(\.id)) })
            guard messages.count > 1 else { continue }
            let named = messages.map { $0.sorted().joined(separator: ", ") }.sorted()
            duplicated.append("number \(number) stands on \(named.joined(separator: " and on "))")
        }
        guard let first = numbers.keys.min(), let last = numbers.keys.max() else { return }
        // A message that was perhaps seen keeps its number, which may be in no journal any more.
        let missing = (first...last).filter { numbers[$0] == nil }
        guard missing.count > Set(sayings.filter(\.isUncertain).map(\.content)).count else { return }
        lost += missing.map { "number \($0) between \(first) and \(last)" }
    }

    private mutating func judgeLedger(_ ledger: [Reminder], _ sayings: [Saying]) {
        let said = Dictionary(grouping: sayings, by: \.id)
        for row in ledger {
            let subject = Subject(patient: row.patient, instruction: row.instruction).text
            switch row.state {
            case "sending", "seen": stuck.append("\(subject) is still '\(row.state)'")
            case "settled":
                let records = said[row.id, default: []]
                if records.contains(where: { $0.content == Self.content(of: row.cursor ?? "") }) { continue }
                lost.append(
                    "the receipt of \(subject) is '\(row.cursor ?? "")', and our records of \(row.id) stand at "
                        + "\(records.map(\.cursor))")
            default: break
            }
        }
    }

    private mutating func judgeExpected(
        _ expected: [Subject: Date], _ mayMiss: Set<Subject>, _ sayings: [Saying], _ ledger: [Reminder]
    ) {
        let said = Set(sayings.map(\.subject))
        let rows = Dictionary(
            grouping: ledger, by: { Subject(patient: $0.patient, instruction: $0.instruction) })
        for subject in expected.keys.sorted(by: { ($0.patient, $0.instruction) < ($1.patient, $1.instruction) }) {
            guard let row = rows[subject]?.first else {
                stuck.append("\(subject.text) is not decided" + (said.contains(subject) ? ", and was said" : ""))
                continue
            }
            // What is on its way or settled without a record has been told already.
            if said.contains(subject) || ["sending", "seen", "settled"].contains(row.state) { continue }
            if row.state == "missed", mayMiss.contains(subject) { continue }
            lost.append("\(subject.text) is '\(row.state)' and not in the journal")
        }
    }
}
