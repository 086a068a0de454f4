package import Aftercare
import GRDB

// Responses to reminders, and reported reactions.

extension StoreTransaction {
    // MARK: Responses

    /// The responses to reminders of these treatments, in the order of their arrival, without those entered in error.
    package func responses(of treatments: [TreatmentID]) throws -> [Response] {
        var found: [(number: Int64, response: Response)] = []
        for treatment in treatments {
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT number, timingRevision, instruction, place, answer, until, at FROM response
                        WHERE treatment = ? AND enteredInErrorAt IS NULL
                        """),
                arguments: [treatment.rawValue])
            while let row = try rows.next() {
                let key = OccurrenceKey(
                    treatment: treatment, timingRevision: row[1],
                    instruction: try InstructionID(row[2]).orDamaged("instruction id"), place: row[3])
                let kind = try Response.Answer.Kind(rawValue: row[4]).orDamaged("answer")
                let answer = try Response.Answer(kind, until: row[5]).orDamaged("answer")
                found.append((row[0], Response(reminder: key, answer: answer, at: Instant(seconds: row[6]))))
            }
        }
        return found.sorted { $0.number < $1.number }.map(\.response)
    }

    /// Stores a response. Repeats of a reminder share its responses, so it is stored as one to the first.
    package func add(_ response: Response) throws {
        let key = response.reminder
        try run(
            """
            INSERT INTO response (treatment, timingRevision, instruction, place, answer, until, at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                key.treatment.rawValue, key.timingRevision, key.instruction.rawValue, key.place,
                response.answer.kind.rawValue, response.answer.until?.seconds, response.at.seconds,
            ])
    }

    /// Marks the newest valid response to a reminder as entered in error; the row is kept.
    package func takeBack(_ response: Response, at now: Instant) throws {
        let key = response.reminder
        try run(
            """
            UPDATE response SET enteredInErrorAt = ? WHERE number = (
                SELECT max(number) FROM response
                WHERE treatment = ? AND timingRevision = ? AND instruction = ? AND place = ? AND enteredInErrorAt IS NULL)
            """,
            [now.seconds, key.treatment.rawValue, key.timingRevision, key.instruction.rawValue, key.place])
    }

    // MARK: Reactions

    /// The reactions of a patient, in the order in which they were reported.
    package func reactions(of patient: PatientID) throws -> [Reaction] {
        try ReactionRow.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM reaction WHERE patient = ? ORDER BY reportedAt, id"),
            arguments: [patient.rawValue]
        ).map { try $0.reaction() }
    }

    /// Without a patient: those of everybody.
    package func reactions(of patient: PatientID?, _ page: PageRequest) throws -> [Reaction] {
        var request = ReactionRow.filter(Column("id") > (page.after ?? ""))
        if let patient { request = request.filter(Column("patient") == patient.rawValue) }
        return try request.order(Column("id")).limit(page.limit).fetchAll(db).map { try $0.reaction() }
    }

    /// The reactions that nobody has cleared, the oldest first.
    package func openReactions(limit: Int) throws -> [Reaction] {
        try ReactionRow.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM reaction WHERE clearedAt IS NULL AND enteredInErrorAt IS NULL
                    ORDER BY reportedAt, id LIMIT ?
                    """),
            arguments: [PageRequest(limit: limit).limit]
        ).map { try $0.reaction() }
    }

    package func reaction(_ id: ReactionID) throws -> Reaction? {
        try ReactionRow.fetchOne(db.cachedStatement(sql: "SELECT * FROM reaction WHERE id = ?"), arguments: [id.rawValue])?.reaction()
    }

    package func save(_ reaction: Reaction) throws { try ReactionRow(reaction).save(db) }
}

extension Response.Answer {
    /// - Parameter until: the end of a snooze; `nil` for every other kind.
    fileprivate init?(_ kind: Kind, until: Int64?) {
        switch (kind, until) {
        case (.acknowledged, nil): self = .acknowledged
        case (.declined, nil): self = .declined
        case (.snoozed, let until?): self = .snoozed(until: Instant(seconds: until))
        case (.acknowledged, _?), (.declined, _?), (.snoozed, nil): return nil
        }
    }

    fileprivate var until: Instant? {
        switch self {
        case .snoozed(let until): until
        case .acknowledged, .declined: nil
        }
    }
}
