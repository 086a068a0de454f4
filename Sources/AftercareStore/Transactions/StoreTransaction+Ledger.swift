package import Aftercare
import GRDB

// The ledger: the outcome of every occurrence that was decided.

extension StoreTransaction {
    /// The decisions about these treatments, and the reminders emitted for them in the order of their emission.
    package func decided(of treatments: [TreatmentID]) throws -> DecisionHistory {
        var keys: Set<OccurrenceKey> = []
        var emitted: [(number: Int64, emitted: EmittedReminder)] = []
        for treatment in treatments {
            let rows = try Row.fetchCursor(db.cachedStatement(sql: Self.decisions), arguments: [treatment.rawValue])
            while let row = try rows.next() {
                let key = OccurrenceKey(
                    treatment: treatment, timingRevision: row[0],
                    instruction: try InstructionID(row[1]).orDamaged("instruction id"), place: row[2],
                    role: try Role(rawValue: row[3]).orDamaged("role"), ordinal: row[4])
                keys.insert(key)
                if row[5] { emitted.append((row[6], try EmittedReminder(key, row))) }
            }
        }
        return DecisionHistory(keys: keys, emitted: emitted.sorted { $0.number < $1.number }.map(\.emitted))
    }

    /// A correction counts as emitted whatever its state; any other reminder counts once it is sent.
    private static let decisions = """
        SELECT timingRevision, instruction, place, role, ordinal,
            role = 'correction' OR state IN ('sending', 'seen', 'settled', 'printed'),
            number, plan, protocol, kind, opens, closes, phase, due, deadline, decidedAt, claimUntil, claimModality,
            claimTopic, claimLabel, claimTemplate, claimClock, alsoFor
        FROM reminder WHERE treatment = ?
        """

    /// Records a decision. Deciding an occurrence twice is an error of the caller; the table rejects it.
    package func insert(_ reminder: Reminder, bootID: String?) throws {
        try ReminderRow(reminder, bootID: bootID).insert(into: db)
    }

    /// Moves a reminder to another state, if it still has the state and attempt that the caller expects.
    ///
    /// - Returns: whether it was moved.
    package func advance(
        _ id: OccurrenceID, from: ReminderState, attempt: Int, to state: ReminderState, cursor: String? = nil,
        emittedAt: Instant? = nil, settledAt: Instant? = nil, reason: String? = nil
    ) throws -> Bool {
        try run(
            """
            UPDATE reminder SET state = ?, cursor = coalesce(?, cursor),
                emittedAt = coalesce(?, emittedAt), settledAt = coalesce(?, settledAt),
                reason = coalesce(?, reason)
            WHERE id = ? AND state = ? AND attempt = ?
            """,
            [
                state.rawValue, cursor, emittedAt?.seconds, settledAt?.seconds, reason, id.text, from.rawValue, attempt,
            ])
        return db.changesCount == 1
    }

    /// The reminders of an epoch that were sent and have no receipt yet, by message. Reminders from
    /// before epochs were recorded belong to the first.
    package func unsettled(of epoch: Int, limit: Int) throws -> [Reminder] {
        try ReminderRow.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM reminder WHERE state IN ('sending', 'seen') AND coalesce(epoch, 1) = ? ORDER BY sequence, line LIMIT ?
                    """),
            arguments: [epoch, limit]
        ).map { try $0.reminder() }
    }
}

extension EmittedReminder {
    /// - Parameter row: a row of `decisions`.
    fileprivate init(_ key: OccurrenceKey, _ row: Row) throws {
        let window = Window(
            treatment: key.treatment, timingRevision: key.timingRevision, plan: try PlanID(row[7]).orDamaged("plan id"),
            careProtocol: try ProtocolReference(column: row[8], as: "protocol"), instruction: key.instruction,
            kind: try Instruction.Kind(rawValue: row[9]).orDamaged("kind"), opens: Instant(seconds: row[10]),
            closes: Instant(seconds: row[11]))
        self.init(
            key: key, window: window, phase: try Phase(rawValue: row[12]).orDamaged("phase"),
            due: Instant(seconds: row[13]), deadline: Instant(seconds: row[14]), at: Instant(seconds: row[15]),
            claim: try Claim(
                until: row[16], modality: row[17], topic: row[18], label: row[19], template: row[20], clock: row[21]),
            alsoFor: try JSONColumn.decodeList(row[22]))
    }
}
