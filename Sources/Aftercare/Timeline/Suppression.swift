/// A reason why a patient gets no reminders now, or fewer than planned (rules 8, 10 and 11 of aftercare(7)).
package struct Suppression: Hashable, Codable, Sendable {
    package let cause: Cause
    /// Since when; nil when it has been so from the beginning.
    package let since: Instant?
    /// The plan that is suppressed; nil when the reason is not about one plan.
    package let plan: PlanID?
    /// The reaction that mutes; nil when the reason is another.
    package let reaction: ReactionID?
    /// The affected sessions in order of time: those to come, for a plan; the one concerned, for a reaction or a
    /// missing confirmation.
    package let sessions: [TreatmentID]

    package init(
        cause: Cause, since: Instant? = nil, plan: PlanID? = nil, reaction: ReactionID? = nil, sessions: [TreatmentID] = []
    ) {
        self.cause = cause
        self.since = since
        self.plan = plan
        self.reaction = reaction
        self.sessions = sessions
    }

    /// The raw values are part of the interface; do not change them.
    package enum Cause: String, CaseIterable, Codable, Sendable {
        // Of the patient.
        case inactive, deceased
        case optedOut = "opted-out"
        case patientInError = "patient-in-error"
        // Of a plan.
        case noPlan = "no-plan"
        case draft, completed, revoked
        case onHold = "on-hold"
        // Of a session.
        /// Nobody has confirmed yet that it took place, and what follows it waits for that.
        case unconfirmed
        /// Compresses and advice are muted until somebody clears it.
        case reaction
    }
}

extension Schedule {
    /// Why the patient is told nothing at `now`, or not everything: what silences all of it first. A plan that is over
    /// counts only where a session of it is still to come, or where no other plan speaks.
    package func silences(at now: Instant) -> [Suppression] {
        record.silences(at: now) + unconfirmedSilences(at: now)
    }

    /// Only what is over by now: before that, nobody can have confirmed it.
    private func unconfirmedSilences(at now: Instant) -> [Suppression] {
        let waiting = Set(instructions.filter(\.isUnconfirmed).map(\.window.treatment))
        let over = record.treatments.filter { waiting.contains($0.id) && $0.end <= now }
        return over.sorted { ($0.end, $0.id) < ($1.end, $1.id) }.map { session in
            Suppression(cause: .unconfirmed, since: session.end, plan: session.plan, sessions: [session.id])
        }
    }
}

extension CareRecord {
    /// The same, but for what nobody has confirmed.
    fileprivate func silences(at now: Instant) -> [Suppression] {
        let known = assignedPlans.map(\.plan).filter { $0.status != .enteredInError }
        let none = known.isEmpty ? [Suppression(cause: .noPlan)] : []
        return [patientSilence].compactMap(\.self) + none + known.compactMap { silence(of: $0, among: known, at: now) }
            + reactionSilences(at: now)
    }

    private var patientSilence: Suppression? {
        let cause: Suppression.Cause
        switch patient.status {
        case .active: return nil
        case .inactive: cause = .inactive
        case .deceased: cause = .deceased
        case .optedOut: cause = .optedOut
        case .enteredInError: cause = .patientInError
        }
        return Suppression(cause: cause, since: patient.history.begun)
    }

    private func silence(of plan: Plan, among known: [Plan], at now: Instant) -> Suppression? {
        let cause: Suppression.Cause
        switch plan.status {
        case .active, .enteredInError: return nil
        case .draft: cause = .draft
        case .onHold: cause = .onHold
        case .completed: cause = .completed
        case .revoked: cause = .revoked
        }
        let sessions = treatments.filter { session in
            session.plan == plan.id && (session.status == .booked || session.status == .inProgress) && session.end > now
        }
        let hasActivePlan = known.contains { $0.status == .active }
        guard !plan.status.isFinal || !sessions.isEmpty || !hasActivePlan else { return nil }
        return Suppression(cause: cause, since: plan.history.begun, plan: plan.id, sessions: sessions.inOrder)
    }

    private func reactionSilences(at now: Instant) -> [Suppression] {
        reactions.filter { reaction in
            reaction.mutes(at: now) && treatment(reaction.treatment)?.status.takesPlace == true
        }.map { Suppression(cause: .reaction, since: $0.reportedAt, reaction: $0.id, sessions: [$0.treatment]) }
    }
}

extension [Treatment] {
    fileprivate var inOrder: [TreatmentID] { sorted { ($0.start, $0.id) < ($1.start, $1.id) }.map(\.id) }
}

extension History {
    /// Since when the current status has held; nil when it has from the beginning.
    fileprivate var begun: Instant? { steps.count == 1 && since == Instant(seconds: 0) ? nil : since }
}
