/// A decided occurrence and its verdict.
package struct Decision: Equatable, Sendable {
    package let occurrence: Occurrence
    package let verdict: Verdict
    /// The claim, if it is emitted.
    package let claim: Claim
    /// What is said of it, if it is emitted.
    package let payload: Payload?

    package init(occurrence: Occurrence, verdict: Verdict, claim: Claim = Claim(), payload: Payload? = nil) {
        self.occurrence = occurrence
        self.verdict = verdict
        self.claim = claim
        self.payload = payload
    }

    /// Whether it is said.
    package var isEmitted: Bool { if case .emit = verdict { payload != nil } else { false } }

    package enum Verdict: Equatable, Sendable {
        /// Emit it now; `lateBy` is in seconds after it was due.
        case emit(lateBy: Int64)
        /// It was not emitted in time.
        case miss(MissReason)
        /// It must not be emitted.
        case suppress(SuppressReason)
        /// It is no longer wanted.
        case cancel(CancelReason)
    }
}

/// Why an occurrence was missed. The raw values are stored and shown; do not change them.
package enum MissReason: String, Codable, Sendable, CaseIterable {
    /// It was no longer of use when it could have been emitted.
    case deadlinePassed = "deadline-passed"
    /// A newer reminder of the same instruction was due by then and took its place.
    case superseded

    package var words: String {
        switch self {
        case .deadlinePassed: "no longer useful when it could have been said"
        case .superseded: "a newer reminder of the same instruction took its place"
        }
    }
}

/// Why an occurrence was suppressed. The raw values are stored and shown; do not change them.
package enum SuppressReason: String, Codable, Sendable, CaseIterable {
    /// Emitted before the treatment's times were changed, or by a correction, and still true.
    case alreadySaid = "already-said"
    /// Its instant had passed when the treatment's times became known.
    case beforeKnown = "before-known"
    /// Less than a quarter of an hour of its subject remained when it could have been emitted.
    case nearlyOver = "nearly-over"
    /// The protocol has no sentence for it.
    case noText = "no-text"
    /// Its time of day lies outside its window on this patient's calendar.
    case outsideWindow = "outside-window"
    /// In quiet hours, and neither later nor earlier would have been of use.
    case quietHours = "quiet-hours"
    /// In quiet hours, and the protocol skips it then.
    case quietSkip = "quiet-skip"
    /// A reaction to its treatment is not cleared, and the advice could do harm.
    case reaction
    /// Another treatment asked for the same at nearly the same moment, and one reminder covered both.
    case saidTogether = "said-together"
    /// Its window is over, and another treatment still forbids the same.
    case stillForbidden = "still-forbidden"
    /// Nobody confirmed in time that its treatment took place.
    case unconfirmed
    case patientInactive = "patient-inactive"
    case patientOptedOut = "patient-opted-out"
    case patientDeceased = "patient-deceased"
    case patientEnteredInError = "patient-entered-in-error"
    case planDraft = "plan-draft"
    case planOnHold = "plan-on-hold"

    package var words: String {
        switch self {
        case .alreadySaid: "said before, and still true after the change"
        case .beforeKnown: "its time had passed when the treatment's times became known"
        case .nearlyOver: "less than a quarter of an hour of it remained"
        case .noText: "the protocol has no sentence for it in any language"
        case .outsideWindow: "its time of day lies outside its window for this treatment"
        case .quietHours: "in the quiet hours, and neither later nor earlier would have been of use"
        case .quietSkip: "left out in the quiet hours, as the protocol has it"
        case .reaction: "muted while a reaction is not cleared"
        case .saidTogether: "said together with another treatment's reminder of the same"
        case .stillForbidden: "another treatment still asks for the same"
        case .unconfirmed: "nobody confirmed that the treatment took place"
        case .patientInactive: "the patient was inactive"
        case .patientOptedOut: "the patient has opted out"
        case .patientDeceased: "the patient has died"
        case .patientEnteredInError: "the patient was entered in error"
        case .planDraft: "the plan was a draft"
        case .planOnHold: "the plan was on hold"
        }
    }

    /// The reason for a patient's status; nil when it suppresses nothing.
    init?(_ status: Patient.Status) {
        switch status {
        case .active: return nil
        case .inactive: self = .patientInactive
        case .optedOut: self = .patientOptedOut
        case .deceased: self = .patientDeceased
        case .enteredInError: self = .patientEnteredInError
        }
    }

    /// The reason for a plan's status; nil when the plan is active or over.
    init?(_ status: Plan.Status) {
        switch status {
        case .active, .completed, .revoked, .enteredInError: return nil
        case .draft: self = .planDraft
        case .onHold: self = .planOnHold
        }
    }
}

/// Why an occurrence is no longer wanted. The raw values are stored and shown; do not change them.
package enum CancelReason: String, Codable, Sendable, CaseIterable {
    case treatmentCancelled = "treatment-cancelled"
    case noShow = "no-show"
    case planCompleted = "plan-completed"
    case planRevoked = "plan-revoked"
    /// Its treatment or its plan never existed.
    case enteredInError = "entered-in-error"

    package var words: String {
        switch self {
        case .treatmentCancelled: "the treatment was cancelled"
        case .noShow: "the patient did not come to the treatment"
        case .planCompleted: "the plan is completed"
        case .planRevoked: "the plan was revoked"
        case .enteredInError: "the treatment or its plan was entered in error"
        }
    }

    init?(_ status: Treatment.Status) {
        switch status {
        case .booked, .inProgress, .completed: return nil
        case .cancelled: self = .treatmentCancelled
        case .noShow: self = .noShow
        case .enteredInError: self = .enteredInError
        }
    }

    init?(_ status: Plan.Status) {
        switch status {
        case .draft, .active, .onHold: return nil
        case .completed: self = .planCompleted
        case .revoked: self = .planRevoked
        case .enteredInError: self = .enteredInError
        }
    }
}
