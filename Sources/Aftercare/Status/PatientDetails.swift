/// A patient with all plans and treatments.
package struct PatientDetails: Equatable, Codable, Sendable {
    package var patient: Patient
    package var plans: [Plan]
    package var treatments: [Treatment]

    package init(patient: Patient, plans: [Plan], treatments: [Treatment]) {
        self.patient = patient
        self.plans = plans
        self.treatments = treatments
    }
}
