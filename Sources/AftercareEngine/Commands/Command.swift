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
    /// One plan, or all of a protocol, to a newer version, all or none; with `isTrial`, only weighed.
    case upgradePlans(UpgradeRequest, isTrial: Bool)
    /// A new treatment, or a series; refused where an id is taken.
    case scheduleTreatment(TreatmentRequest)
    case moveTreatment(TreatmentID, MoveRequest)
    case completeTreatment(TreatmentID, CompletionRequest)
    case cancelTreatment(TreatmentID, CancellationRequest)
    /// What was said of how it went is taken back.
    case reopenTreatment(TreatmentID, ReopeningRequest)
    case changeTreatment(TreatmentID, TreatmentChangeRequest)
    case enteredInError(Mistake)
    /// An answer to the reminder of that id, or of the only one whose id begins so.
    case respond(String, ResponseRequest)
    case reportReaction(ReactionRequest)
    case clearReaction(ReactionID)
    /// All of it as stated, new or changed; with `isTrial`, only weighed; with `isMeant`, also what looks like a mistake.
    case apply(ClinicRequest, isTrial: Bool, isMeant: Bool = false)
}

/// What somebody entered by mistake: it never was.
package enum Mistake: Sendable {
    case patient(PatientID)
    case plan(PlanID)
    case treatment(TreatmentID)
    case reaction(ReactionID)
    /// The newest response to the reminder of that id, or of the only one whose id begins so.
    case response(String)
}

extension Command {
    /// Whether it may add to what there is; what is there already never waits for room on the disk.
    var isNewWork: Bool {
        switch self {
        case .addPatient, .assignPlan, .scheduleTreatment: true
        case .apply(_, let isTrial, _): !isTrial
        case .changePatient, .erasePatient, .changePlan, .upgradePlans, .moveTreatment, .completeTreatment, .cancelTreatment,
            .reopenTreatment, .changeTreatment, .enteredInError, .respond, .reportReaction, .clearReaction:
            false
        }
    }
}
