import Aftercare
import AftercareAPI
import Foundation
import Systemd

@testable import aftercarectl

/// A ledger that stands in, and a real journal file.
struct AuditedClinic {
    var rows: [LedgerEntry] = []
    var highest: Int64?
    /// Sent with the first page.
    var free: [Int64] = []
    /// Told with the pages after the first, where the ledger goes on meanwhile.
    var later: Int64?
    var restoredAt: Instant?
    /// Told with the pages after the first, where a backup is put in place meanwhile.
    var restoredLater: Instant?
    var pageSize = 500
    /// In the journal from the start.
    var records: [[(name: String, value: String)]] = []
    var writers: [Writer] = []
    var left: [ClosedRange<Int64>] = []

    static let uid: UInt32 = 990

    static func row(
        _ number: Int, _ state: ReminderState = .settled, sequence: Int? = nil, attempt: Int = 1, cursor: String? = nil
    ) -> LedgerEntry {
        LedgerEntry(
            id: occurrence(number), sequence: Int64(sequence ?? number), attempt: attempt, state: state, cursor: cursor, due: now - 600,
            emittedAt: now - 600, settledAt: state == .settled ? now - 600 : nil, reason: nil)
    }

    static func record(
        _ number: Int, uid: UInt32 = uid, sealedWith key: [UInt8]? = nil, _ others: (name: String, value: String)...
    ) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = [
            ("MESSAGE", "No alcohol."), ("SYSLOG_IDENTIFIER", "aftercare"), ("AFTERCARE_REMINDER_ID", occurrence(number).text),
            ("AFTERCARE_SEQ", "\(number)"), ("AFTERCARE_ATTEMPT", "1"), ("AFTERCARE_STORE", store.uuidString.lowercased()),
        ]
        fields.removeAll { field in others.contains { $0.name == field.name } }
        fields += others
        if let key { fields.append((RecordSeal.field, RecordSeal.sign(fields: fields, key: key))) }
        return fields + [("_UID", "\(uid)")]
    }

    /// A message of several reminders, which bears the number 1.
    static func message(
        _ list: String, ids: [Int], uid: UInt32 = uid, _ others: (name: String, value: String)...
    ) -> [(name: String, value: String)] {
        let fields = record(ids[0], uid: uid, ("AFTERCARE_SEQ", "1"), ("AFTERCARE_REMINDERS", list)).filter { field in
            !others.contains { $0.name == field.name }
        }
        return fields + others + ids.dropFirst().map { ("AFTERCARE_REMINDER_ID", occurrence($0).text) }
    }

    /// As the service would answer, page by page.
    func answer(_ question: StandIn.Question) -> StandIn.Answer {
        let query = URLComponents(string: question.target)?.queryItems ?? []
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        guard question.target.hasPrefix("/v1/ledger") else { return StandIn.Answer(status: 404, body: "{}") }
        let since = value("since").flatMap { try? Instant(text: $0) }
        let first = since.map { since in rows.first { $0.due >= since }?.sequence ?? Int64(rows.count) + 1 } ?? 1
        let after = value("after").flatMap { Int64($0) } ?? first - 1
        let page = Array(rows.filter { $0.sequence > after }.prefix(pageSize))
        return StandIn.Answer(
            body: json(
                LedgerPage(
                    store: store.uuidString.lowercased(), uid: Self.uid, writers: writers, left: left, first: first,
                    highest: (value("after") == nil ? nil : later) ?? highest ?? rows.map(\.sequence).max() ?? 0,
                    free: value("after") == nil ? free : [], restoredAt: (value("after") == nil ? nil : restoredLater) ?? restoredAt,
                    rows: page,
                    next: page.count < pageSize ? nil : page.last?.sequence)))
    }

    func audited(_ words: String...) async throws -> Program.Outcome {
        let journal = try JournalFile()
        try journal.write(records.isEmpty ? [[("MESSAGE", "of another program"), ("_UID", "0")]] : records)
        return try await audited(words, in: journal)
    }

    func audited(_ words: [String] = [], in journal: JournalFile) async throws -> Program.Outcome {
        let standIn = try StandIn(answer)
        defer { standIn.stop() }
        return try await Program.run(["audit", "--directory", journal.folder] + words, socket: standIn.socket)
    }
}
