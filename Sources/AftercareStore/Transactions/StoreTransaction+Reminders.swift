package import Aftercare
import GRDB

// Reading the ledger: by id, by patient, by state, and for the staff.

extension StoreTransaction {
    package func reminder(_ id: OccurrenceID) throws -> Reminder? {
        try ReminderRow.fetchOne(db.cachedStatement(sql: "SELECT * FROM reminder WHERE id = ?"), arguments: [id.text])?
            .reminder()
    }

    /// The reminders that have this number, in the order in which their message says them.
    package func reminders(ofMessage sequence: Int64) throws -> [Reminder] {
        try ReminderRow.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM reminder WHERE sequence = ? ORDER BY line"), arguments: [sequence]
        ).map { try $0.reminder() }
    }

    /// The reminders whose id starts with `prefix`, in the order of their ids.
    package func reminders(startingWith prefix: String, limit: Int) throws -> [Reminder] {
        // An id consists of hexadecimal digits and '-', and 'g' sorts after all of them.
        let first = prefix.lowercased()
        return try ReminderRow.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM reminder WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"),
            arguments: [first, first + "g", PageRequest(limit: limit).limit]
        ).map { try $0.reminder() }
    }

    // MARK: Open items for the staff

    /// Escalations of unanswered reminders that nobody has acknowledged since, newest first.
    ///
    /// - Parameters:
    ///   - patient: `nil` for all patients whose data was not erased.
    ///   - since: only escalations due after this instant are returned.
    package func unansweredEscalations(of patient: PatientID? = nil, since: Instant, limit: Int) throws -> [Reminder] {
        try staffReminders(
            .escalation, of: patient, since: since, limit: limit,
            """
            NOT EXISTS (
                SELECT 1 FROM response
                WHERE response.treatment = reminder.treatment AND response.timingRevision = reminder.timingRevision
                    AND response.instruction = reminder.instruction AND response.place = reminder.place
                    AND response.answer = 'acknowledged' AND response.enteredInErrorAt IS NULL)
            """)
    }

    /// Unanswered questions whether a session took place, newest first. A question is dropped once its session has been
    /// moved.
    ///
    /// - Parameters:
    ///   - patient: `nil` for all patients whose data was not erased.
    ///   - since: only questions due after this instant are returned.
    package func openConfirmations(of patient: PatientID? = nil, since: Instant, limit: Int) throws -> [Reminder] {
        try staffReminders(
            .confirmation, of: patient, since: since, limit: limit,
            "treatment.actualEnd IS NULL AND treatment.timingRevision = reminder.timingRevision")
    }

    /// SQL: the statuses of treatments that take place.
    private static let takingPlace = Treatment.Status.allCases.filter(\.takesPlace).map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// - Parameter isOpen: an SQL condition on a reminder and its treatment, which takes place.
    private func staffReminders(
        _ role: Role, of patient: PatientID?, since: Instant, limit: Int, _ isOpen: String
    ) throws -> [Reminder] {
        var arguments: StatementArguments = [role.rawValue, since.seconds]
        if let patient { arguments += [patient.rawValue] }
        return try ReminderRow.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT reminder.* FROM reminder JOIN treatment ON treatment.id = reminder.treatment
                    WHERE reminder.role = ? AND reminder.role IN ('escalation', 'confirmation', 'reaction') AND reminder.due > ?
                        \(patient == nil ? "" : "AND reminder.patient = ?")
                        AND reminder.state IN ('sending', 'seen', 'settled', 'printed')
                        AND treatment.status IN (\(Self.takingPlace))
                        AND NOT EXISTS (SELECT 1 FROM patient WHERE id = reminder.patient AND erasedAt IS NOT NULL)
                        AND \(isOpen)
                    ORDER BY reminder.due DESC, reminder.number DESC LIMIT ?
                    """),
            arguments: arguments + [limit]
        ).map { try $0.reminder() }
    }

    /// Decided reminders, newest first.
    package func reminders(
        of patient: PatientID?, state: ReminderState?, before: ReminderCursor?, limit: Int
    ) throws -> [Reminder] {
        try reminders(of: patient, states: state.map { [$0] } ?? [], before: before, limit: limit)
    }

    /// - Parameter states: the states to include; empty for all.
    package func reminders(
        of patient: PatientID?, states: Set<ReminderState>, before: ReminderCursor?, limit: Int
    ) throws -> [Reminder] {
        var request = ReminderRow.order(Column("due").desc, Column("id").desc)
        if let patient { request = request.filter(Column("patient") == patient.rawValue) }
        if !states.isEmpty { request = request.filter(states.map(\.rawValue).sorted().contains(Column("state"))) }
        if let before {
            request = request.filter(
                sql: "(due, id) < (?, ?)", arguments: [before.due.seconds, before.id.text])
        }
        return try request.limit(PageRequest(limit: limit).limit).fetchAll(db).map { try $0.reminder() }
    }

    /// The number of reminders in each state: all that wait for a receipt, and of the others the newest 50,000 due
    /// after `since`, so that counting never blocks the store for long.
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
