package import Aftercare
import GRDB

// What was sent and is not in the journal: it was never said, so it is undecided again.

extension StoreTransaction {
    /// Takes a reminder out of the ledger, if it still stands where the caller believes it to. Its patient is
    /// looked at as of its instant, its treatment is open again, and its number is free; what stays is how often
    /// it was sent.
    ///
    /// What was uncertain once stays so, whatever is known of a later attempt.
    ///
    /// - Returns: whether it did.
    package func withdraw(_ reminder: Reminder, _ proof: Redelivery) throws -> Bool {
        let redelivery: Redelivery = reminder.redelivery == .uncertain ? .uncertain : proof
        try run(
            "DELETE FROM reminder WHERE id = ? AND state = ? AND attempt = ?",
            [reminder.id.text, reminder.state.rawValue, reminder.attempt])
        guard db.changesCount == 1 else { return false }
        try run(
            "INSERT OR REPLACE INTO attempt (id, attempts, redelivery) VALUES (?, ?, ?)",
            [reminder.id.text, reminder.attempt, redelivery.rawValue])
        if let sequence = reminder.sequence { try free(sequence, isGivenAgain: proof == .proven) }
        try run(
            "UPDATE treatment SET isOver = 0 WHERE id = ?", [reminder.occurrence.window.treatment.rawValue])
        let due = reminder.occurrence.due.seconds
        try run(
            "UPDATE patient SET nextLook = min(coalesce(nextLook, ?), ?) WHERE id = ?",
            [due, due, reminder.patient.rawValue])
        return true
    }

    /// How often an occurrence was sent before, and what is known of that; nil: never. It is forgotten by this.
    package func takeAttempts(of id: OccurrenceID) throws -> (count: Int, redelivery: Redelivery)? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT attempts, redelivery FROM attempt WHERE id = ?"), arguments: [id.text])
        guard let row else { return nil }
        let attempts: (Int, Redelivery) = (row[0], try decoded(Redelivery(rawValue: row[1]), "redelivery"))
        try run("DELETE FROM attempt WHERE id = ?", [id.text])
        return attempts
    }
}
