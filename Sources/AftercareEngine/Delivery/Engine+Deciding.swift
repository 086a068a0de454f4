import Aftercare
import AftercareStore

// Deciding: which patients are due, which messages to send, and how they are recorded before they are sent.

extension Engine {
    /// The maximum number of messages in a batch.
    static let maxBatch = 500
    /// The maximum number of patients evaluated for a batch.
    private static let patientsPerPass = 256

    func isAnybodyDue() throws -> Bool {
        try store.read { try $0.nextEvaluation() }.map { $0 <= environment.clock.now } ?? false
    }

    /// Evaluates the patients who are due, in one transaction, and returns the messages to send, in the order of their
    /// numbers.
    ///
    /// - Parameters:
    ///   - limit: the approximate number of messages; those of one patient stay together.
    ///   - settled: a batch whose receipts are stored in the same transaction.
    func decide(at now: Instant, limit: Int, settling settled: SettledBatch?) throws -> [Message] {
        let decided = try decideAll(at: now, limit: limit, settling: settled)
        try noteUnknownZones()
        startup.note(decided, startedAt: startedAt)
        if decided.contains(where: { $0.occurrence.role.isForStaff }) { needsPerson = nil }
        let sent = decided.filter { $0.state == .sending }
        return Message.list(of: sent.sorted { ($0.sequence ?? 0, $0.line) < ($1.sequence ?? 0, $1.line) })
    }

    /// Like `decide`, but returns all decisions.
    private func decideAll(at now: Instant, limit: Int, settling settled: SettledBatch?) throws -> [Reminder] {
        try store.write { tx in
            if let settled { try Self.settle(settled.reminders, settled.outcomes.results, now: now, in: tx) }
            let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
            let ledger = try LedgerWriter(tx, now: now, epoch: epoch, bootID: environment.bootID)
            var looks: [LedgerWriter.Look] = []
            var messages = 0
            for id in try tx.patientsDue(by: now, limit: Self.patientsPerPass) where messages < limit {
                guard let schedule = try loader.record(of: id).map(Schedule.init) else {
                    if let look = try reports(ofTimeless: id, now: now, in: loader, to: ledger) { looks.append(look) }
                    continue
                }
                let result = try loader.evaluate(schedule, now: now)
                let look = try ledger.compose(result.decisions, of: schedule)
                messages += look.messages.count
                looks.append(look)
                try tx.setNextEvaluation(of: id, result, next: result.next)
                try tx.close(result.over)
            }
            return try ledger.record(looks)
        }
    }

    /// The decisions for a patient whose zone this machine does not know: the staff is notified of reactions.
    /// Everything else waits until the zone is known again.
    private func reports(
        ofTimeless id: PatientID, now: Instant, in loader: CareRecordLoader, to ledger: LedgerWriter
    ) throws -> LedgerWriter.Look? {
        guard let patient = try loader.tx.patient(id) else { return nil }
        let schedule = Schedule(try loader.record(ofTimeless: patient))
        try loader.postpone(patient, to: now + CareRecordLoader.retryEvaluation, now: now)
        let reactions = try loader.evaluate(schedule, now: now).decisions.filter { $0.occurrence.role == .reaction }
        return try ledger.compose(reactions, of: schedule)
    }
}
