package import Aftercare
import GRDB

// The ledger by sequence number, for an audit.

extension StoreTransaction {
    /// Reminders with a number above `after`, in the order of their numbers. The last message is whole, so that there may
    /// be a few more than `limit`.
    package func delivered(after: Int64, limit: Int) throws -> [LedgerEntry] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT id, sequence, attempt, state, cursor, due, emittedAt, settledAt, reason, epoch FROM reminder
                    WHERE sequence > ?1 AND sequence <= coalesce(
                        (SELECT sequence FROM reminder WHERE sequence > ?1 ORDER BY sequence, line LIMIT 1 OFFSET ?2), ?3)
                    ORDER BY sequence, line
                    """),
            arguments: [after, PageRequest(limit: limit).limit - 1, Int64.max])
        var entries: [LedgerEntry] = []
        while let row = try rows.next() {
            entries.append(
                LedgerEntry(
                    id: try OccurrenceID(column: row[0], as: "reminder id"), sequence: row[1], attempt: row[2],
                    state: try ReminderState(rawValue: row[3]).orDamaged("reminder state"), cursor: row[4],
                    due: Instant(seconds: row[5]), emittedAt: (row[6] as Int64?).map(Instant.init(seconds:)),
                    settledAt: (row[7] as Int64?).map(Instant.init(seconds:)), reason: row[8], epoch: row[9]))
        }
        return entries
    }

    /// The lowest number of the reminders that were due at `since` or later; `nil` when there are none.
    ///
    /// Numbers are assigned as reminders fall due, so the search covers only the first 50,000 of them; a longer one
    /// would block the store.
    package func firstSequence(since: Instant) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT min(sequence) FROM (
                        SELECT sequence FROM reminder WHERE due >= ? ORDER BY due LIMIT 50000)
                    """),
            arguments: [since.seconds])
    }
}
