package import Aftercare
import GRDB

// A reminder that was sent and is not in the journal was never emitted, so its occurrence becomes undecided again.

extension StoreTransaction {
    /// Removes a reminder from the ledger, if it still has the state and attempt that the caller expects. Its patient
    /// is due for evaluation as of the reminder's instant, its treatment is reopened, and its number is released with the
    /// last reminder of its message. Only the number of its attempts is kept.
    ///
    /// A reminder that was once uncertain stays so, whatever is known about later attempts.
    ///
    /// - Returns: whether it was removed.
    package func withdraw(_ reminder: Reminder, _ proof: Redelivery) throws -> Bool {
        let redelivery: Redelivery = reminder.redelivery == .uncertain ? .uncertain : proof
        try run(
            "DELETE FROM reminder WHERE id = ? AND state = ? AND attempt = ?",
            [reminder.id.text, reminder.state.rawValue, reminder.attempt])
        guard db.changesCount == 1 else { return false }
        try run(
            "INSERT OR REPLACE INTO attempt (id, attempts, redelivery) VALUES (?, ?, ?)",
            [reminder.id.text, reminder.attempt, redelivery.rawValue])
        if let sequence = reminder.sequence { try release(sequence, proof) }
        try run(
            "UPDATE treatment SET isOver = 0 WHERE id = ?", [reminder.occurrence.window.treatment.rawValue])
        let due = reminder.occurrence.due.seconds
        try run(
            "UPDATE patient SET nextLook = min(coalesce(nextLook, ?), ?) WHERE id = ?",
            [due, due, reminder.patient.rawValue])
        return true
    }

    /// Releases a number once no reminder has it any more. It is given again only if every reminder of its message was
    /// proven absent: what is doubtful is noted at once.
    private func release(_ sequence: Int64, _ proof: Redelivery) throws {
        let isInUse = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM reminder WHERE sequence = ?)"), arguments: [sequence])
        guard proof == .uncertain || isInUse != true else { return }
        try free(sequence, isGivenAgain: proof == .proven)
    }

    /// Removes and returns how often an occurrence was sent before, and what is known about that; `nil` when it never
    /// was.
    package func takeAttempts(of id: OccurrenceID) throws -> (count: Int, redelivery: Redelivery)? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT attempts, redelivery FROM attempt WHERE id = ?"), arguments: [id.text])
        guard let row else { return nil }
        let attempts: (Int, Redelivery) = (row[0], try Redelivery(rawValue: row[1]).orDamaged("redelivery"))
        try run("DELETE FROM attempt WHERE id = ?", [id.text])
        return attempts
    }
}
