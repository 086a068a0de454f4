package import Foundation

/// Everything known about one patient's aftercare: the input of the timeline.
package struct CareRecord: Sendable {
    /// The id of the store that holds the patient; part of every occurrence's identity.
    package let store: UUID
    package let patient: Patient
    package let zone: Zone
    package let clinic: Clinic
    package let assignedPlans: [AssignedPlan]
    package let treatments: [Treatment]
    /// In order of arrival.
    package let responses: [Response]
    /// In the order in which they were reported.
    package let reactions: [Reaction]
    /// The end of the time in which another machine may have sent reminders that nobody can check yet. Nothing due by
    /// then is decided. Nil when it is known what was sent.
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

    /// The same record without these treatments.
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

    /// The patient's quiet hours, or else the clinic's; nil when there are none.
    package var quietHours: QuietHours? { (patient.quietHours ?? clinic.quietHours).flatMap { $0 == .never ? nil : $0 } }

    /// A short name for the instruction of `window`, in `language` where the protocol has it.
    package func label(of window: Window, in language: Language) -> String {
        guard let assigned = assignedPlan(window.plan), let instruction = assigned.careProtocol.instruction(window.instruction)
        else { return window.instruction.rawValue }
        return assigned.careProtocol.label(of: instruction, plan: assigned.plan, language: language)
    }
}
