package import Aftercare
import GRDB

// The ledger: what became of every occurrence that was decided.

extension StoreTransaction {
    /// What was decided about these treatments.
    package func decided(of treatments: [TreatmentID]) throws -> Decided {
        var decided = Decided()
        for treatment in treatments {
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT timingRevision, instruction, place, closes, emittedAt IS NOT NULL OR state = 'sending'
                    FROM reminder WHERE treatment = ? ORDER BY timingRevision
                    """,
                arguments: [treatment.rawValue])
            while let row = try rows.next() {
                guard let instruction = InstructionID(row[1]) else { continue }
                let key = OccurrenceKey(
                    treatment: treatment, timingRevision: row[0], instruction: instruction, place: row[2])
                decided.keys.insert(key)
                if row[4] { decided.said[Decided.Place(key)] = Instant(seconds: row[3]) }
            }
        }
        return decided
    }

    package func nextSequence() throws -> Int64 {
        try (Int64.fetchOne(db, sql: "SELECT max(sequence) FROM reminder") ?? 0) + 1
    }

    /// Records a decision. The same occurrence twice is an error of the caller, and refused by the table.
    package func insert(_ reminder: Reminder, bootID: String?) throws {
        try ReminderRow(reminder, bootID: bootID).insert(db)
    }

    /// Moves a reminder on, if it still stands where the caller believes it to.
    ///
    /// - Returns: whether it did.
    package func advance(
        _ id: OccurrenceID, from: ReminderState, attempt: Int, to state: ReminderState, cursor: String? = nil,
        newAttempt: Int? = nil, emittedAt: Instant? = nil, settledAt: Instant? = nil, bootID: String? = nil,
        reason: String? = nil
    ) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE reminder SET state = ?, attempt = ?, cursor = coalesce(?, cursor),
                    emittedAt = coalesce(?, emittedAt), settledAt = coalesce(?, settledAt),
                    bootID = coalesce(?, bootID), reason = coalesce(?, reason)
                WHERE id = ? AND state = ? AND attempt = ?
                """,
            arguments: [
                state.rawValue, newAttempt ?? attempt, cursor, emittedAt?.seconds, settledAt?.seconds, bootID, reason,
                id.spoken, from.rawValue, attempt,
            ])
        return db.changesCount == 1
    }

    /// Reminders that were sent and have no receipt yet, in the order of their numbers.
    package func unsettled(limit: Int) throws -> [Reminder] {
        try ReminderRow.filter(sql: "state IN ('sending', 'seen')").order(Column("sequence")).limit(limit)
            .fetchAll(db).map { try $0.reminder() }
    }

    package func reminder(_ id: OccurrenceID) throws -> Reminder? {
        try ReminderRow.fetchOne(db, key: id.spoken)?.reminder()
    }

    /// Decided reminders, newest first.
    package func reminders(of patient: PatientID?, state: ReminderState?, before: ReminderCursor?, limit: Int) throws -> [Reminder] {
        var request = ReminderRow.order(Column("due").desc, Column("id").desc)
        if let patient { request = request.filter(Column("patient") == patient.rawValue) }
        if let state { request = request.filter(Column("state") == state.rawValue) }
        if let before {
            request = request.filter(
                sql: "(due, id) < (?, ?)", arguments: [before.due.seconds, before.id.spoken])
        }
        return try request.limit(min(max(limit, 1), Page.largest)).fetchAll(db).map { try $0.reminder() }
    }

    /// How many reminders stand where: all that wait for a receipt, and of the others those due after `since`,
    /// the newest 50,000 of them at most, so that a count never holds the store for long.
    package func reminderCounts(since: Instant) throws -> [ReminderState: Int] {
        let waiting = try Row.fetchAll(
            db, sql: "SELECT state, count(*) FROM reminder WHERE state IN ('sending', 'seen') GROUP BY state")
        let recent = try Row.fetchAll(
            db,
            sql: """
                SELECT state, count(*) FROM (SELECT state FROM reminder WHERE due > ? ORDER BY due DESC LIMIT 50000)
                WHERE state NOT IN ('sending', 'seen') GROUP BY state
                """,
            arguments: [since.seconds])
        var counts: [ReminderState: Int] = [:]
        for row in waiting + recent {
            if let state = ReminderState(rawValue: row[0]) { counts[state] = row[1] }
        }
        return counts
    }
}
