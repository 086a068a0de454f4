package import Aftercare
import GRDB

// What this store learns of its own past: from its last run, and, being an older copy, from the journal.

extension StoreTransaction {
    // MARK: An older copy

    /// Keeps what the journal has said that this store does not know, so that it is not said again. Numbers
    /// that one of them bears are no longer free. What has no receipt here and was sent under another number since, or
    /// whose number another reminder bears by now, is taken back first.
    package func recover(_ journaledReminders: [JournaledReminder]) throws {
        for journaled in journaledReminders {
            for overtaken in try overtaken(by: journaled) { _ = try withdraw(overtaken, .uncertain) }
        }
        for journaled in journaledReminders {
            try run("DELETE FROM freeSequence WHERE number = ?", [journaled.sequence])
            try run(
                """
                INSERT OR IGNORE INTO remembered (id, sequence, attempt, cursor, text, epoch) SELECT ?, ?, ?, ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM reminder WHERE id = ? OR sequence = ?)
                """,
                [
                    journaled.id.text, journaled.sequence, journaled.attempt, journaled.cursor, journaled.text, journaled.epoch, journaled.id.text,
                    journaled.sequence,
                ])
        }
    }

    private func overtaken(by journaled: JournaledReminder) throws -> [Reminder] {
        try ReminderRow.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM reminder
                    WHERE state IN ('sending', 'seen') AND (id = ?1 AND sequence <> ?2 OR id <> ?1 AND sequence = ?2)
                    """),
            arguments: [journaled.id.text, journaled.sequence]
        ).map { try $0.reminder() }
    }

    /// What the journal has of an occurrence that this store did not know of; nil: nothing. It is forgotten by this.
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

    /// The numbers of what the journal has said and this store has no occurrence for, at least not yet.
    package func recoveredSequences() throws -> [ClosedRange<Int64>] {
        let numbers = try Int64.fetchAll(db.cachedStatement(sql: "SELECT sequence FROM remembered ORDER BY sequence"))
        return numbers.reduce(into: []) { ranges, number in
            guard let last = ranges.last, last.upperBound + 1 >= number else { return ranges.append(number...number) }
            ranges[ranges.count - 1] = last.lowerBound...number
        }
    }

    /// When this store was last found to be an older copy of itself; nil: never.
    package func restoredAt() throws -> Instant? { try moment("restored-at") }

    package func setRestored(at instant: Instant) throws { try setMoment("restored-at", instant) }

    /// When the backup was taken that this store is; nil: it is none, or has been taken note of.
    package func takeBackupMark() throws -> Instant? {
        let mark = try restoredFrom()
        try setNote(StoreMark.key, nil)
        return mark
    }

    /// When this store was made, in a place where there was none; nil: by an earlier version.
    package func madeAt() throws -> Instant? { try moment("made-at") }

    package func setMade(at instant: Instant) throws { try setMoment("made-at", instant) }

    // MARK: The last run

    /// The boot of the machine in which a run began that has not ended well; nil: the last one has.
    package func openRun() throws -> String? { try note("running") }

    /// - Parameter boot: nil: the run ends well.
    package func setOpenRun(_ boot: String?) throws { try setNote("running", boot) }

    /// From when on receipts are still to be looked up again; nil: none are.
    package func doubtedSince() throws -> Instant? { try moment("doubted-since") }

    package func setDoubted(since instant: Instant?) throws { try setMoment("doubted-since", instant) }

    /// The highest number that had been given when the machine last went down without a clean stop; 0: it never did. Records
    /// up to it that are gone may have been read before the power took them: by an uploader, or by whoever follows the journal.
    package func lastOfEarlierBoot() throws -> Int64 { try note("last-of-earlier-boot").flatMap { Int64($0) } ?? 0 }

    package func setLastOfEarlierBoot(_ number: Int64) throws { try setNote("last-of-earlier-boot", String(number)) }

    /// When the last receipt was written down; nil: there is none.
    package func lastSettled() throws -> Instant? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT settledAt FROM reminder WHERE state = 'settled' ORDER BY settledAt DESC LIMIT 1")
        ).map(Instant.init(seconds:))
    }

    /// What was settled since under an epoch, the newest first.
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

    // MARK: Notes

    func note(_ key: String) throws -> String? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"), arguments: [key])
    }

    func setNote(_ key: String, _ value: String?) throws {
        guard let value else { return try run("DELETE FROM meta WHERE key = ?", [key]) }
        try run("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", [key, value])
    }

    func moment(_ key: String) throws -> Instant? { try note(key).flatMap(Int64.init).map(Instant.init(seconds:)) }

    func setMoment(_ key: String, _ instant: Instant?) throws { try setNote(key, instant.map { String($0.seconds) }) }
}
