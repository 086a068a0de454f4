import Aftercare
import AftercareStore

// Deciding: which patients are due, which reminders to send, and how they are recorded before they are sent.

extension Engine {
    /// The maximum number of reminders in a batch, and of patients evaluated for one.
    static let maxBatch = 500
    private static let patientsPerPass = 64
    /// The recorded reason for a receipt that a store which is an older copy found in the journal.
    private static let adoptedReason = "adopted"

    func isAnybodyDue() throws -> Bool {
        try store.read { try $0.nextEvaluation() }.map { $0 <= environment.clock.now } ?? false
    }

    /// Evaluates the patients who are due, in one transaction, and returns the reminders to send, ordered by due time.
    ///
    /// - Parameter limit: the approximate number of reminders; those of one patient stay together.
    func decide(at now: Instant, limit: Int) throws -> [Reminder] {
        let decided = try decideAll(at: now, limit: limit)
        try noteUnknownZones()
        startup.note(decided, startedAt: startedAt)
        if decided.contains(where: { $0.occurrence.role.isForStaff }) { needsPerson = nil }
        return decided.filter { $0.state == .sending }
    }

    /// Like `decide`, but includes the decisions that are not sent.
    private func decideAll(at now: Instant, limit: Int) throws -> [Reminder] {
        try store.write { tx in
            let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
            let uncertainUntil = try tx.uncertainUntil()
            var verdicts: [Dated] = []
            for id in try tx.patientsDue(by: now, limit: Self.patientsPerPass) where verdicts.count < limit {
                guard let record = try loader.record(of: id) else {
                    verdicts += try reports(ofTimeless: id, now: now, in: loader)
                    continue
                }
                let result = try loader.evaluate(at: record, now: now)
                verdicts += Dated.list(result.decisions, of: record)
                try tx.setNextEvaluation(of: id, result, next: result.next)
                try tx.close(result.over)
            }
            var decided: [Reminder] = []
            for verdict in verdicts.inOrder {
                let reminder = try reminder(for: verdict.decision, of: verdict.record, now: now, uncertainUntil, in: tx)
                decided.append(reminder)
                try tx.insert(reminder, bootID: environment.bootID)
                if reminder.state == .settled {
                    _ = try tx.advance(reminder.id, from: .settled, attempt: reminder.attempt, to: .settled, settledAt: now)
                }
            }
            return decided
        }
    }

    /// The decisions for a patient whose zone this machine does not know: the staff is notified of reactions.
    /// Everything else waits until the zone is known again.
    private func reports(ofTimeless id: PatientID, now: Instant, in loader: CareRecordLoader) throws -> [Dated] {
        guard let patient = try loader.tx.patient(id) else { return [] }
        let record = try loader.record(ofTimeless: patient)
        try loader.postpone(patient, to: now + CareRecordLoader.retryEvaluation, now: now)
        return Dated.list(try loader.evaluate(at: record, now: now).decisions.filter { $0.occurrence.role == .reaction }, of: record)
    }

    /// The reminder recorded for a decision. A reminder already in the journal is adopted and not sent again.
    private func reminder(
        for decision: Decision, of record: CareRecord, now: Instant, _ uncertainUntil: Instant?, in tx: StoreTransaction
    ) throws -> Reminder {
        let id = OccurrenceID(decision.occurrence.key, store: record.store)
        if let journaled = try tx.takeJournaled(of: id) {
            return Reminder(
                id: id, patient: record.patient.id, occurrence: decision.occurrence, state: .settled,
                sequence: journaled.sequence, attempt: journaled.attempt, reason: Self.adoptedReason,
                message: Message(
                    text: journaled.text, language: decision.message?.language ?? record.patient.language,
                    alsoFor: decision.message?.alsoFor ?? []),
                claim: decision.claim, decidedAt: now, emittedAt: nil, cursor: journaled.cursor, epoch: journaled.epoch)
        }
        var before = try tx.takeAttempts(of: id)
        // Another machine may have sent this reminder, and its journal may be unreadable.
        if let uncertainUntil, decision.occurrence.due <= uncertainUntil { before = (max(1, before?.count ?? 0), .uncertain) }
        func decided(_ state: ReminderState, reason: String? = nil, message: Message? = nil) throws -> Reminder {
            let isSent = state == .sending
            return Reminder(
                id: id, patient: record.patient.id, occurrence: decision.occurrence, state: state,
                sequence: isSent ? try tx.takeSequence() : nil, attempt: (before?.count ?? 0) + (isSent ? 1 : 0),
                redelivery: before?.redelivery, reason: reason, message: message, claim: decision.claim, decidedAt: now,
                emittedAt: nil, cursor: nil, epoch: isSent ? epoch : nil)
        }
        switch decision.verdict {
        case .miss(let reason): return try decided(.missed, reason: reason.rawValue)
        case .suppress(let reason): return try decided(.suppressed, reason: reason.rawValue)
        case .cancel(let reason): return try decided(.cancelled, reason: reason.rawValue)
        case .emit:
            guard let message = decision.message else { return try decided(.suppressed, reason: SuppressReason.noText.rawValue) }
            return try decided(.sending, message: message)
        }
    }
}

/// A decision, with the instant by which it is ordered among those of other patients.
private struct Dated {
    let record: CareRecord
    let decision: Decision
    let due: Instant

    /// Keeps a patient's decisions in order: none precedes one that the evaluation placed before it.
    static func list(_ decisions: [Decision], of record: CareRecord) -> [Dated] {
        var latest = Instant.distantPast
        return decisions.map { decision in
            latest = max(latest, decision.occurrence.due)
            return Dated(record: record, decision: decision, due: latest)
        }
    }
}

extension [Dated] {
    /// Sorted by instant; decisions at the same instant keep their order.
    fileprivate var inOrder: [Dated] {
        enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }.map(\.element)
    }
}
