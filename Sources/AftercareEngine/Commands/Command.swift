package import Aftercare

/// A requested change.
package enum Command: Sendable {
    /// Adds a new patient; refused when the id is taken.
    case addPatient(PatientRequest)
    /// Changes an existing patient to the values stated in the request.
    case changePatient(PatientRequest)
    /// Erases a patient on the patient's request; the remaining rows carry a pseudonym.
    case erasePatient(PatientID)
    /// Assigns a new plan; refused when the id is taken.
    case assignPlan(PlanRequest)
    case changePlan(PlanID, PlanChangeRequest)
    /// Upgrades one plan, or all plans of a protocol, to a newer version, all or none. With `isTrial`, only checks it.
    case upgradePlans(UpgradeRequest, isTrial: Bool)
    /// Schedules a new treatment, or a series; refused when an id is taken.
    case scheduleTreatment(TreatmentRequest)
    case moveTreatment(TreatmentID, MoveRequest)
    case completeTreatment(TreatmentID, CompletionRequest)
    case cancelTreatment(TreatmentID, CancellationRequest)
    /// Withdraws what was reported about the course of a treatment.
    case reopenTreatment(TreatmentID, ReopeningRequest)
    case changeTreatment(TreatmentID, TreatmentChangeRequest)
    case enteredInError(Mistake)
    /// Answers the reminder with this id, or the only one whose id starts with this prefix.
    case respond(String, ResponseRequest)
    case reportReaction(ReactionRequest)
    case clearReaction(ReactionID)
    /// Applies everything the request states, new or changed. With `isTrial`, only checks it; with `isMeant`, also
    /// accepts what looks like a mistake.
    case apply(ClinicRequest, isTrial: Bool, isMeant: Bool = false)
}

/// Something entered by mistake, to be treated as if it had never existed.
package enum Mistake: Sendable {
    case patient(PatientID)
    case plan(PlanID)
    case treatment(TreatmentID)
    case reaction(ReactionID)
    /// The newest response to the reminder with this id, or to the only one whose id starts with this prefix.
    case response(String)
}

extension Command {
    /// Whether it only tells what would come of it.
    var isTrial: Bool {
        switch self {
        case .upgradePlans(_, let isTrial), .apply(_, let isTrial, _): isTrial
        case .addPatient, .changePatient, .erasePatient, .assignPlan, .changePlan, .scheduleTreatment, .moveTreatment, .completeTreatment,
            .cancelTreatment, .reopenTreatment, .changeTreatment, .enteredInError, .respond, .reportReaction, .clearReaction:
            false
        }
    }

    /// Whether the command may add data. Changes to existing data never wait for room on the disk.
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
