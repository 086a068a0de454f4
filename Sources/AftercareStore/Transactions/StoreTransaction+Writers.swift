package import Aftercare
import GRDB

// The machines and users under which this store has written, and what remains open because of that.

extension StoreTransaction {
    /// All writers in the order of their epochs; empty for a store from before writers were recorded.
    package func writers() throws -> [Writer] {
        try Row.fetchAll(db.cachedStatement(sql: "SELECT epoch, machine, uid, since FROM writer ORDER BY epoch")).map { row in
            Writer(epoch: row[0], author: Author(machine: row[1], uid: row[2]), since: Instant(seconds: row[3]))
        }
    }

    /// Adds the writer of all records from now on.
    package func add(_ writer: Writer) throws {
        try run(
            "INSERT INTO writer (epoch, machine, uid, since) VALUES (?, ?, ?, ?)",
            [writer.epoch, writer.author.machine, writer.author.uid, writer.since.seconds])
    }

    /// The newest receipts of an epoch, newest first: a journal that holds their records is that writer's.
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

    /// Whether a backup was restored that has no epoch of its own yet.
    package func needsEpoch() throws -> Bool { try meta("wants-epoch") != nil }

    package func setNeedsEpoch(_ isNeeded: Bool) throws { try setMeta("wants-epoch", isNeeded ? "1" : nil) }

    // MARK: What another machine may have sent

    /// The end of the period in which another machine may have sent what was due, because this store came from a
    /// backup, and nobody can tell yet; `nil` when it is known what was sent.
    package func inDoubtUntil() throws -> Instant? { try metaInstant("in-doubt-until") }

    package func setInDoubt(until instant: Instant?) throws { try setMetaInstant("in-doubt-until", instant) }

    /// The end of the period in which another machine may have sent what was due, and which a person decided to send
    /// again.
    package func uncertainUntil() throws -> Instant? { try metaInstant("uncertain-until") }

    package func setUncertain(until instant: Instant?) throws { try setMetaInstant("uncertain-until", instant) }

    /// Has every patient with an open treatment evaluated by `now` at the latest.
    package func evaluateEverybody(at now: Instant) throws {
        try run(
            """
            UPDATE patient SET nextLook = min(coalesce(nextLook, ?), ?)
            WHERE id IN (SELECT patient FROM treatment WHERE isOver = 0)
            """, [now.seconds, now.seconds])
    }

    /// Leaves the numbers up to `last` to another machine, so that none that it used is used twice.
    package func leave(numbersUpTo last: Int64) throws {
        let first = try highestSequence() + 1
        guard first <= last else { return }
        try run("INSERT INTO foreignSequence (first, last) VALUES (?, ?)", [first, last])
    }

    /// The ranges of numbers left to another machine.
    package func foreignSequences() throws -> [ClosedRange<Int64>] {
        try Row.fetchAll(db.cachedStatement(sql: "SELECT first, last FROM foreignSequence ORDER BY first")).map { $0[0]...$0[1] }
    }
}
