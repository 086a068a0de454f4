package import Aftercare
import GRDB

// What the store learns about its own past: from its last run, and, if it is an older copy, from the journal.

extension StoreTransaction {
    // MARK: An older copy

    /// Stores the reminders that the journal has and this store does not know, so that they are not sent again. Their
    /// numbers are no longer free. First, each reminder here without a receipt is withdrawn if the journal has it under
    /// another number, or has a record under its number that does not say it.
    package func recover(_ journaledReminders: [JournaledReminder]) throws {
        let records = Dictionary(grouping: journaledReminders, by: RecordName.init).mapValues { Set($0.map(\.id)) }
        for journaled in journaledReminders {
            for overtaken in try overtaken(by: journaled, of: records[RecordName(journaled)] ?? []) {
                _ = try withdraw(overtaken, .uncertain)
            }
        }
        for journaled in journaledReminders {
            try run("DELETE FROM freeSequence WHERE number = ?", [journaled.sequence])
            let known = try ids(ofMessage: journaled.sequence)
            guard known.isSubset(of: records[RecordName(journaled)] ?? []) else { continue }
            try run(
                """
                INSERT OR IGNORE INTO remembered (id, sequence, attempt, cursor, text, epoch) SELECT ?1, ?2, ?3, ?4, ?5, ?6
                WHERE NOT EXISTS (SELECT 1 FROM reminder WHERE id = ?1)
                """,
                [
                    journaled.id.text, journaled.sequence, journaled.attempt, journaled.cursor, journaled.text, journaled.epoch,
                ])
        }
    }

    /// The reminders without a receipt that the journal's record contradicts.
    ///
    /// - Parameter record: everything that the record says.
    private func overtaken(by journaled: JournaledReminder, of record: Set<OccurrenceID>) throws -> [Reminder] {
        try ReminderRow.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM reminder
                    WHERE state IN ('sending', 'seen') AND (id = ?1 AND sequence <> ?2 OR id <> ?1 AND sequence = ?2)
                    """),
            arguments: [journaled.id.text, journaled.sequence]
        ).map { try $0.reminder() }.filter { $0.sequence != journaled.sequence || !record.contains($0.id) }
    }

    private func ids(ofMessage sequence: Int64) throws -> Set<OccurrenceID> {
        let ids = try String.fetchAll(db.cachedStatement(sql: "SELECT id FROM reminder WHERE sequence = ?"), arguments: [sequence])
        return Set(try ids.map { try OccurrenceID(column: $0, as: "reminder id") })
    }

    /// Whether the journal's record of some occurrence, or an earlier attempt, may be there to take.
    package func hasPast() throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM remembered) OR EXISTS (SELECT 1 FROM attempt)")) ?? false
    }

    /// The first place that is free in a message.
    package func nextLine(ofMessage sequence: Int64) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT coalesce(max(line) + 1, 0) FROM reminder WHERE sequence = ?"), arguments: [sequence]) ?? 0
    }

    /// Removes and returns the journal's record of an occurrence that this store did not know; `nil` when there is
    /// none.
    package func takeJournaled(of id: OccurrenceID) throws -> JournaledReminder? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT sequence, attempt, cursor, text, epoch FROM remembered WHERE id = ?"),
            arguments: [id.text])
        guard let row else { return nil }
        let journaled = JournaledReminder(id: id, sequence: row[0], attempt: row[1], cursor: row[2], text: row[3], epoch: row[4])
        try run("DELETE FROM remembered WHERE id = ?", [id.text])
        try run("DELETE FROM attempt WHERE id = ?", [id.text])
        return journaled
    }

    /// The numbers of records in the journal that this store has no occurrence for, at least not yet.
    package func recoveredSequences() throws -> [ClosedRange<Int64>] {
        let numbers = try Int64.fetchAll(db.cachedStatement(sql: "SELECT DISTINCT sequence FROM remembered ORDER BY sequence"))
        return numbers.reduce(into: []) { ranges, number in
            guard let last = ranges.last, last.upperBound + 1 >= number else { return ranges.append(number...number) }
            ranges[ranges.count - 1] = last.lowerBound...number
        }
    }

    /// When this store was last found to be an older copy of itself; `nil` when it never was.
    package func restoredAt() throws -> Instant? { try metaInstant("restored-at") }

    package func setRestored(at instant: Instant) throws { try setMetaInstant("restored-at", instant) }

    /// Removes and returns the time at which the backup was taken that this store came from; `nil` when it is no
    /// backup, or the mark was removed already.
    package func takeBackupMark() throws -> Instant? {
        let mark = try restoredFrom()
        try setMeta(BackupMark.key, nil)
        return mark
    }

    /// When this store was created in an empty directory; `nil` when an earlier version created it.
    package func madeAt() throws -> Instant? { try metaInstant("made-at") }

    package func setMade(at instant: Instant) throws { try setMetaInstant("made-at", instant) }

    // MARK: The last run

    /// The boot id of the machine when a run began that has not ended cleanly; `nil` when the last run has.
    package func openRun() throws -> String? { try meta("running") }

    /// - Parameter boot: the boot in which a run begins; `nil` when a run ends cleanly.
    package func setOpenRun(_ boot: String?) throws { try setMeta("running", boot) }

    /// The time from which on receipts still have to be verified again; `nil` when none have to be.
    package func uncheckedSince() throws -> Instant? { try metaInstant("doubted-since") }

    package func setUnchecked(since instant: Instant?) throws { try setMetaInstant("doubted-since", instant) }

    /// The highest number in use when the machine last went down without a clean stop; 0 when it never did. Missing
    /// records up to this number may have been read before the power cut destroyed them: by an uploader, or by anyone
    /// following the journal.
    package func lastOfEarlierBoot() throws -> Int64 { try meta("last-of-earlier-boot").flatMap { Int64($0) } ?? 0 }

    package func setLastOfEarlierBoot(_ number: Int64) throws { try setMeta("last-of-earlier-boot", String(number)) }

    /// When the last receipt was stored; `nil` when there is none.
    package func lastSettled() throws -> Instant? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT settledAt FROM reminder WHERE state = 'settled' ORDER BY settledAt DESC LIMIT 1")
        ).map(Instant.init(seconds:))
    }

    /// Reminders of an epoch that were settled at `since` or later, newest first.
    package func settled(since: Instant, of epoch: Int, limit: Int) throws -> [Reminder] {
        try ReminderRow.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM reminder WHERE state = 'settled' AND settledAt >= ? AND coalesce(epoch, 1) = ?
                    ORDER BY settledAt DESC LIMIT ?
                    """),
            arguments: [since.seconds, epoch, limit]
        ).map { try $0.reminder() }
    }

    // MARK: The table 'meta'

    func meta(_ key: String) throws -> String? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"), arguments: [key])
    }

    func setMeta(_ key: String, _ value: String?) throws {
        guard let value else { return try run("DELETE FROM meta WHERE key = ?", [key]) }
        try run("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", [key, value])
    }

    func metaInstant(_ key: String) throws -> Instant? { try meta(key).flatMap(Int64.init).map(Instant.init(seconds:)) }

    func setMetaInstant(_ key: String, _ instant: Instant?) throws { try setMeta(key, instant.map { String($0.seconds) }) }
}

/// What tells one record of the journal from another.
private struct RecordName: Hashable {
    let cursor: String
    let sequence: Int64

    init(_ journaled: JournaledReminder) { (cursor, sequence) = (journaled.cursor, journaled.sequence) }
}
