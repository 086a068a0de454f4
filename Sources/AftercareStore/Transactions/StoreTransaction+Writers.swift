package import Aftercare
import GRDB

// Under which machines and users this store has written, and what that leaves open.

extension StoreTransaction {
    /// By their epochs; none: from before writers were kept.
    package func writers() throws -> [Writer] {
        try Row.fetchAll(db.cachedStatement(sql: "SELECT epoch, machine, uid, since FROM writer ORDER BY epoch")).map { row in
            Writer(epoch: row[0], author: Author(machine: row[1], uid: row[2]), since: Instant(seconds: row[3]))
        }
    }

    /// From now on records are of this one.
    package func add(_ writer: Writer) throws {
        try run(
            "INSERT INTO writer (epoch, machine, uid, since) VALUES (?, ?, ?, ?)",
            [writer.epoch, writer.author.machine, writer.author.uid, writer.since.seconds])
    }

    /// The last of the receipts of an epoch, the newest first: where that writer's journal is, their records are.
    package func newestReceipts(of epoch: Int, limit: Int) throws -> [Reminder] {
        try ReminderRow.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM reminder WHERE state = 'settled' AND cursor IS NOT NULL AND coalesce(epoch, 1) = ?
                    ORDER BY settledAt DESC, number DESC LIMIT ?
                    """),
            arguments: [epoch, limit]
        ).map { try $0.reminder() }
    }

    /// Whether a backup was put in place, and has no epoch of its own yet.
    package func wantsEpoch() throws -> Bool { try note("wants-epoch") != nil }

    package func setWantsEpoch(_ isWanted: Bool) throws { try setNote("wants-epoch", isWanted ? "1" : nil) }

    // MARK: What another machine may have said

    /// Until when what was due may have been said by another machine, since this store came from a backup, and nobody can
    /// tell yet; nil: it is known what was said.
    package func inDoubtUntil() throws -> Instant? { try moment("in-doubt-until") }

    package func setInDoubt(until instant: Instant?) throws { try setMoment("in-doubt-until", instant) }

    /// Until when what was due may have been said by another machine, and is said again since a person decided so.
    package func uncertainUntil() throws -> Instant? { try moment("uncertain-until") }

    package func setUncertain(until instant: Instant?) throws { try setMoment("uncertain-until", instant) }

    /// Everybody with something open is looked at anew.
    package func evaluateEverybody(at now: Instant) throws {
        try run(
            """
            UPDATE patient SET nextLook = min(coalesce(nextLook, ?), ?)
            WHERE id IN (SELECT patient FROM treatment WHERE isOver = 0)
            """, [now.seconds, now.seconds])
    }

    /// The numbers up to `last` are left to another machine: whatever it gave, none is given twice.
    package func leave(numbersUpTo last: Int64) throws {
        let first = try highestSequence() + 1
        guard first <= last else { return }
        try run("INSERT INTO foreignSequence (first, last) VALUES (?, ?)", [first, last])
    }

    /// Ranges of numbers that were left to another machine.
    package func foreignSequences() throws -> [ClosedRange<Int64>] {
        try Row.fetchAll(db.cachedStatement(sql: "SELECT first, last FROM foreignSequence ORDER BY first")).map { $0[0]...$0[1] }
    }
}
