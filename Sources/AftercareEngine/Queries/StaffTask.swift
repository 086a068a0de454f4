package import Aftercare
import AftercareStore

/// Something that a person must see to.
package struct StaffTask: Equatable, Sendable {
    package let patient: PatientID
    /// nil: it is about no treatment.
    package let treatment: TreatmentID?
    package let since: Instant
    package let kind: Kind

    package enum Kind: Equatable, Sendable {
        /// A reaction that nobody has cleared.
        case reaction(ReactionID, signs: [Reaction.Sign])
        /// A reminder that wants an answer, and got none, or a no; with the instruction's short name, and when somebody
        /// said no to it: nil, nobody answered.
        case unanswered(OccurrenceID, InstructionID, label: String, declinedAt: Instant?)
        /// Nobody confirmed that a treatment took place.
        case unconfirmed
        /// Nothing is said to the patient, since this machine does not know the zone of this name.
        case zoneUnknown(String)
    }
}

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
                    patient: question.patient, treatment: question.occurrence.window.treatment, since: question.occurrence.due,
                    kind: .unconfirmed)
            }
        return try reactions.map { reaction in
            StaffTask(
                patient: reaction.patient, treatment: reaction.treatment, since: reaction.reportedAt,
                kind: .reaction(reaction.id, signs: reaction.signs))
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
            patient: escalation.patient, treatment: window.treatment, since: escalation.occurrence.due,
            kind: .unanswered(
                OccurrenceID(base, store: store), window.instruction, label: label ?? window.instruction.rawValue,
                declinedAt: answers.last.flatMap { $0.answer == .declined ? $0.at : nil }))
    }
}

extension Engine {
    /// How many things wait for a person; `EngineHealth.maxCounted` is that many or more.
    func countStaffTasks(in tx: StoreTransaction, at now: Instant) throws -> Int {
        let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
        return min(try loader.staffTasks(at: now, limit: EngineHealth.maxCounted).count, EngineHealth.maxCounted)
    }
}
