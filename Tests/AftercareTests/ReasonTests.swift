import Testing

@testable import Aftercare

/// What staff and programs read of why something was not said.
@Suite struct `The reason for a reminder that was not sent` {
    @Test func `is stored under its name, and has its words`() {
        let missed = MissReason.allCases.map { "\($0.rawValue): \($0.words)" }
        #expect(
            missed == [
                "deadline-passed: no longer useful when it could have been said",
                "superseded: a newer reminder of the same instruction took its place",
            ])
        let cancelled = CancelReason.allCases.map { "\($0.rawValue): \($0.words)" }
        #expect(
            cancelled == [
                "treatment-cancelled: the treatment was cancelled", "no-show: the patient did not come to the treatment",
                "plan-completed: the plan is completed", "plan-revoked: the plan was revoked",
                "entered-in-error: the treatment or its plan was entered in error",
            ])
        let suppressed = SuppressReason.allCases.map { "\($0.rawValue): \($0.words)" }
        #expect(
            suppressed == [
                "already-said: said before, and still true after the change",
                "before-known: its time had passed when the treatment's times became known",
                "nearly-over: less than a quarter of an hour of it remained",
                "no-text: the protocol has no sentence for it in any language",
                "outside-window: its time of day lies outside its window for this treatment",
                "quiet-hours: in the quiet hours, and neither later nor earlier would have been of use",
                "quiet-skip: left out in the quiet hours, as the protocol has it", "reaction: muted while a reaction is not cleared",
                "said-together: said together with another treatment's reminder of the same",
                "still-forbidden: another treatment still asks for the same",
                "unconfirmed: nobody confirmed that the treatment took place", "patient-inactive: the patient was inactive",
                "patient-opted-out: the patient has opted out", "patient-deceased: the patient has died",
                "patient-entered-in-error: the patient was entered in error", "plan-draft: the plan was a draft",
                "plan-on-hold: the plan was on hold",
            ])
    }

    @Test(
        arguments: [
            (.active, nil), (.inactive, .patientInactive), (.optedOut, .patientOptedOut), (.deceased, .patientDeceased),
            (.enteredInError, .patientEnteredInError),
        ] as [(Patient.Status, SuppressReason?)])
    func `is the patient's status, unless that is active`(status: Patient.Status, reason: SuppressReason?) {
        #expect(SuppressReason(status) == reason)
    }

    @Test(
        arguments: [
            (.active, nil, nil), (.draft, .planDraft, nil), (.onHold, .planOnHold, nil), (.completed, nil, .planCompleted),
            (.revoked, nil, .planRevoked), (.enteredInError, nil, .enteredInError),
        ] as [(Plan.Status, SuppressReason?, CancelReason?)])
    func `is the plan's status, which suppresses or cancels`(status: Plan.Status, suppress: SuppressReason?, cancel: CancelReason?) {
        #expect(SuppressReason(status) == suppress && CancelReason(status) == cancel)
    }

    @Test(
        arguments: [
            (.booked, nil), (.inProgress, nil), (.completed, nil), (.cancelled, .treatmentCancelled), (.noShow, .noShow),
            (.enteredInError, .enteredInError),
        ] as [(Treatment.Status, CancelReason?)])
    func `is the session's status, where it did not take place`(status: Treatment.Status, reason: CancelReason?) {
        #expect(CancelReason(status) == reason)
    }

    @Test func `is the treatment's before the plan's`() {
        let sample = careProtocol(instruction("dry", .moments([.start])))
        func reason(_ status: Treatment.Status, _ plan: Plan.Status) -> CancelReason? {
            Schedule(record(sample, treatment(status: status), plan: plan)).instructions.first?.ended
        }
        #expect(reason(.cancelled, .revoked) == .treatmentCancelled && reason(.completed, .revoked) == .planRevoked)
        #expect(reason(.completed, .onHold) == nil)
    }
}
