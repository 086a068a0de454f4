package import Aftercare
import GRDB

// Reading the ledger: by id, by patient, by state, for the staff.

extension StoreTransaction {
    package func reminder(_ id: OccurrenceID) throws -> Reminder? {
        try ReminderRow.fetchOne(db.cachedStatement(sql: "SELECT * FROM reminder WHERE id = ?"), arguments: [id.spoken])?
            .reminder()
    }

    /// Those whose id begins so, by id.
    package func reminders(startingWith prefix: String, limit: Int) throws -> [Reminder] {
        // An id has hexadecimal digits and '-', and 'g' comes after all of them.
        let first = prefix.lowercased()
        return try ReminderRow.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM reminder WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"),
            arguments: [first, first + "g", Page(limit: limit).limit]
        ).map { try $0.reminder() }
    }

    /// What the staff was told in this role and was due after `since`, newest first; of patients who were erased,
    /// nothing. A role that is not for the staff has nothing here.
    package func staffReminders(_ role: Role, since: Instant, limit: Int) throws -> [Reminder] {
        try ReminderRow.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM reminder
                    WHERE role = ? AND role IN ('escalation', 'confirmation', 'reaction') AND due > ?
                        AND NOT EXISTS (SELECT 1 FROM patient WHERE id = reminder.patient AND erasedAt IS NOT NULL)
                        AND state IN ('sending', 'seen', 'settled', 'printed')
                    ORDER BY due DESC, number DESC LIMIT ?
                    """),
            arguments: [role.rawValue, since.seconds, Page(limit: limit).limit]
        ).map { try $0.reminder() }
    }

    /// Decided reminders, newest first.
    package func reminders(
        of patient: PatientID?, state: ReminderState?, before: ReminderCursor?, limit: Int
    ) throws -> [Reminder] {
        try reminders(of: patient, states: state.map { [$0] } ?? [], before: before, limit: limit)
    }

    /// - Parameter states: none: all of them.
    package func reminders(
        of patient: PatientID?, states: Set<ReminderState>, before: ReminderCursor?, limit: Int
    ) throws -> [Reminder] {
        var request = ReminderRow.order(Column("due").desc, Column("id").desc)
        if let patient { request = request.filter(Column("patient") == patient.rawValue) }
        if !states.isEmpty { request = request.filter(states.map(\.rawValue).sorted().contains(Column("state"))) }
        if let before {
            request = request.filter(
                sql: "(due, id) < (?, ?)", arguments: [before.due.seconds, before.id.spoken])
        }
        return try request.limit(Page(limit: limit).limit).fetchAll(db).map { try $0.reminder() }
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
