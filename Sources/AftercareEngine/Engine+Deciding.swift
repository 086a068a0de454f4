import Aftercare
import AftercareStore

// Who is due, what is to be said, and how it is written down before it leaves.

extension Engine {
    /// How many reminders go out together at most, and how many patients are looked at for them.
    static let largestBatch = 500
    private static let patientsPerPass = 64
    /// Seconds after which a patient who could not be looked at is tried again.
    private static let retryLook: Int64 = 900

    func isAnybodyDue() throws -> Bool {
        try store.read { try $0.nextLook() }.map { $0 <= environment.clock.now } ?? false
    }

    /// Looks at the patients who are due, in one transaction, and returns what is to be sent.
    func decide(at now: Instant) throws -> [Reminder] {
        try store.write { tx in
            var batch: [Reminder] = []
            var sequence = try tx.nextSequence()
            let casebook = Casebook(tx: tx, store: store.id, environment: environment)
            for id in try tx.patientsDue(by: now, limit: Self.patientsPerPass) where batch.count < Self.largestBatch {
                guard let record = try casebook.record(of: id) else {
                    try tx.postponeLook(of: id, to: now + Self.retryLook)
                    continue
                }
                let look = try casebook.look(at: record, now: now)
                for decision in look.decisions {
                    let reminder = reminder(for: decision, of: record, sequence: sequence, now: now)
                    if reminder.state == .sending {
                        sequence += 1
                        batch.append(reminder)
                    }
                    try tx.insert(reminder, bootID: environment.bootID)
                }
                try tx.setLook(of: id, look, next: look.next)
                try tx.close(look.over)
            }
            return batch
        }
    }

    private func reminder(for decision: Decision, of record: CareRecord, sequence: Int64, now: Instant) -> Reminder {
        let id = OccurrenceID(decision.occurrence.key, store: record.store)
        func decided(_ state: ReminderState, reason: String? = nil, message: Message? = nil) -> Reminder {
            Reminder(
                id: id, patient: record.patient.id, occurrence: decision.occurrence, state: state,
                sequence: state == .sending ? sequence : nil, attempt: state == .sending ? 1 : 0, reason: reason,
                message: message, claim: decision.claim, decidedAt: now, emittedAt: nil, cursor: nil)
        }
        switch decision.verdict {
        case .miss(let reason): return decided(.missed, reason: reason.rawValue)
        case .suppress(let reason): return decided(.suppressed, reason: reason.rawValue)
        case .cancel(let reason): return decided(.cancelled, reason: reason.rawValue)
        case .emit:
            guard let message = record.message(for: decision.occurrence, now: now) else {
                return decided(.suppressed, reason: SuppressReason.noText.rawValue)
            }
            return decided(.sending, message: message)
        }
    }
}
