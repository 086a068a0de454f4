package import Aftercare

/// A change that somebody asks for.
package enum Command: Sendable {
    /// A new patient; refused where the id is taken.
    case addPatient(PatientRequest)
    /// A new plan; refused where the id is taken.
    case assignPlan(PlanRequest)
    /// A new treatment; refused where the id is taken.
    case scheduleTreatment(TreatmentRequest)
    case completeTreatment(TreatmentID, CompletionRequest)
    case cancelTreatment(TreatmentID, CancellationRequest)
    /// All of it as stated, new or changed; with `isTrial`, only weighed.
    case apply(ClinicRequest, isTrial: Bool)
}

/// What a command changed.
package struct Outcome: Equatable, Sendable {
    package var patients: [Change<Patient>] = []
    package var plans: [Change<Plan>] = []
    package var treatments: [Change<Treatment>] = []
}

/// One thing after a command.
package struct Change<Value: Equatable & Sendable>: Equatable, Sendable {
    package let value: Value
    package let kind: Kind

    package enum Kind: String, Sendable {
        case created, changed, unchanged
    }

    init(_ value: Value, was old: Value?) {
        self.value = value
        kind = old == nil ? .created : old == value ? .unchanged : .changed
    }
}

/// Who asks: the process at the other end of the socket.
package struct Requester: Equatable, Sendable {
    /// nil: the service itself.
    package let uid: UInt32?

    package init(uid: UInt32?) { self.uid = uid }
}
