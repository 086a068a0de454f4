package import Aftercare

/// A change that somebody asks for.
package enum Command: Sendable {
    /// A new patient; refused where the id is taken.
    case addPatient(PatientRequest)
    /// A patient that there is, with what is stated of it.
    case changePatient(PatientRequest)
    /// On the patient's request: what is left bears a pseudonym.
    case erasePatient(PatientID)
    /// A new plan; refused where the id is taken.
    case assignPlan(PlanRequest)
    case changePlan(PlanID, PlanChangeRequest)
    /// A new treatment, or a series; refused where an id is taken.
    case scheduleTreatment(TreatmentRequest)
    case moveTreatment(TreatmentID, MoveRequest)
    case completeTreatment(TreatmentID, CompletionRequest)
    case cancelTreatment(TreatmentID, CancellationRequest)
    /// An answer to the reminder of that id, or of the only one whose id begins so.
    case respond(String, ResponseRequest)
    case reportReaction(ReactionRequest)
    case clearReaction(ReactionID)
    /// All of it as stated, new or changed; with `isTrial`, only weighed.
    case apply(ClinicRequest, isTrial: Bool)
}

extension Command {
    /// Whether it may add to what there is; what is there already never waits for room on the disk.
    var isNewWork: Bool {
        switch self {
        case .addPatient, .assignPlan, .scheduleTreatment: true
        case .apply(_, let isTrial): !isTrial
        case .changePatient, .erasePatient, .changePlan, .moveTreatment, .completeTreatment, .cancelTreatment, .respond,
            .reportReaction, .clearReaction:
            false
        }
    }
}

/// What a command changed.
package struct Outcome: Equatable, Sendable {
    package var patients: [Change<Patient>] = []
    package var plans: [Change<Plan>] = []
    package var treatments: [Change<Treatment>] = []
    package var reactions: [Change<Reaction>] = []
    package var responses: [Response] = []
    /// Sentences for whoever asked.
    package var notes: [String] = []
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
