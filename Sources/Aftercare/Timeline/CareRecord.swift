package import Foundation

/// All that is known of one patient's aftercare: what the timeline is computed from.
package struct CareRecord: Sendable {
    /// The id of the store it lies in; part of every occurrence's identity.
    package let store: UUID
    package let patient: Patient
    package let zone: Zone
    package let clinic: Clinic
    package let assignedPlans: [AssignedPlan]
    package let treatments: [Treatment]
    /// In the order in which they came.
    package let responses: [Response]
    /// By when they were reported.
    package let reactions: [Reaction]
    /// What was due by then may have been said by another machine, and nobody can tell yet: nothing is decided of it.
    /// nil: it is known what was said.
    package let inDoubtUntil: Instant?

    package init(
        store: UUID, patient: Patient, zone: Zone, clinic: Clinic, assignedPlans: [AssignedPlan], treatments: [Treatment],
        responses: [Response] = [], reactions: [Reaction] = [], inDoubtUntil: Instant? = nil
    ) {
        self.store = store
        self.patient = patient
        self.zone = zone
        self.clinic = clinic
        self.assignedPlans = assignedPlans
        self.treatments = treatments
        self.responses = responses
        self.reactions = reactions
        self.inDoubtUntil = inDoubtUntil
    }

    package func assignedPlan(_ plan: PlanID) -> AssignedPlan? { assignedPlans.first { $0.plan.id == plan } }

    /// The same, without these treatments.
    package func without(_ treatments: Set<TreatmentID>) -> CareRecord {
        if treatments.isEmpty { return self }
        return CareRecord(
            store: store, patient: patient, zone: zone, clinic: clinic, assignedPlans: assignedPlans,
            treatments: self.treatments.filter { !treatments.contains($0.id) }, responses: responses, reactions: reactions,
            inDoubtUntil: inDoubtUntil)
    }

    package func treatment(_ id: TreatmentID) -> Treatment? { treatments.first { $0.id == id } }

    package func instruction(of window: Window) -> Instruction? {
        assignedPlan(window.plan)?.careProtocol.instruction(window.instruction)
    }

    /// The patient's quiet hours, else the clinic's; nil: there are none.
    package var quietHours: QuietHours? { (patient.quietHours ?? clinic.quietHours).flatMap { $0 == .never ? nil : $0 } }

    /// A short name for what holds in `window`, in `language` where the protocol has it.
    package func label(of window: Window, in language: Language) -> String {
        guard let assigned = assignedPlan(window.plan), let instruction = assigned.careProtocol.instruction(window.instruction)
        else { return window.instruction.rawValue }
        return assigned.careProtocol.label(of: instruction, plan: assigned.plan, language: language)
    }
}
