package import Aftercare

/// What a command changed, or (on trial) would change.
package struct OutcomeBody: Codable, Sendable {
    package var patients: [ChangeBody<Patient>]
    package var plans: [ChangeBody<Plan>]
    package var treatments: [ChangeBody<Treatment>]

    package init(patients: [ChangeBody<Patient>], plans: [ChangeBody<Plan>], treatments: [ChangeBody<Treatment>]) {
        self.patients = patients
        self.plans = plans
        self.treatments = treatments
    }
}

package struct ChangeBody<Value: Codable & Sendable>: Codable, Sendable {
    /// `created`, `changed` or `unchanged`.
    package var change: String
    package var value: Value

    package init(change: String, value: Value) {
        self.change = change
        self.value = value
    }
}
