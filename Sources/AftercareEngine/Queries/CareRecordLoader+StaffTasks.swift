import Aftercare
import AftercareStore

extension CareRecordLoader {
    /// For how long somebody is waited for: 30 days, in seconds.
    private static let reach: Int64 = 30 * 86_400

    /// What a person must see to, open reactions first, then by how long it waits.
    ///
    /// - Parameters:
    ///   - patient: nil: of everybody.
    ///   - limit: how many of each kind at most are looked for.
    func staffTasks(of patient: PatientID? = nil, at now: Instant, limit: Int) throws -> [StaffTask] {
        let since = now - Self.reach
        let reactions = try patient.map { try tx.reactions(of: $0).filter(\.isOpen) } ?? tx.openReactions(limit: limit)
        let waiting =
            try tx.unansweredEscalations(of: patient, since: since, limit: limit).map(unanswered)
            + tx.openConfirmations(of: patient, since: since, limit: limit).map { question in
                StaffTask(
                    kind: .unconfirmed, patient: question.patient, treatment: question.occurrence.window.treatment,
                    since: question.occurrence.due)
            }
        return try reactions.map { reaction in
            StaffTask(
                kind: .reaction, patient: reaction.patient, treatment: reaction.treatment, since: reaction.reportedAt,
                reaction: reaction.id, signs: reaction.signs)
        } + staffTasksOfZones(of: patient, at: now, limit: limit) + waiting.sorted { $0.since < $1.since }
    }

    private func unanswered(_ escalation: Reminder) throws -> StaffTask {
        let window = escalation.occurrence.window
        let base = escalation.occurrence.key.base
        let answers = try tx.responses(of: [window.treatment]).filter { $0.reminder == base }
        let assigned = try tx.assignedPlans(of: escalation.patient).first { $0.plan.id == window.plan }
        let label = assigned.flatMap { assigned in
            assigned.careProtocol.instruction(window.instruction).map {
                assigned.careProtocol.label(of: $0, plan: assigned.plan, language: environment.clinic.language)
            }
        }
        return StaffTask(
            kind: .unanswered, patient: escalation.patient, treatment: window.treatment, since: escalation.occurrence.due,
            reminder: OccurrenceID(base, store: store), instruction: window.instruction,
            label: label ?? window.instruction.rawValue,
            declinedAt: answers.last.flatMap { $0.answer == .declined ? $0.at : nil })
    }
}

extension Engine {
    /// How many things wait for a person; `EngineHealth.maxCounted` is that many or more.
    func countStaffTasks(in tx: StoreTransaction, at now: Instant) throws -> Int {
        let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
        return min(try loader.staffTasks(at: now, limit: EngineHealth.maxCounted).count, EngineHealth.maxCounted)
    }
}
