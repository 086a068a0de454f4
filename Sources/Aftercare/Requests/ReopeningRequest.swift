/// A request to take back that a treatment took place, was cancelled, or was entered in error: it is booked again.
package struct ReopeningRequest: Hashable, Codable, Sendable {
    /// Accepts what looks like a mistake.
    package var force: Bool?

    package init(force: Bool? = nil) { self.force = force }

    /// The treatment, booked again at its planned times; nil if something is wrong, with every problem added to
    /// `problems`.
    ///
    /// - Parameters:
    ///   - plan: the one that the treatment follows.
    ///   - others: the patient's other sessions.
    package func admit(
        _ treatment: Treatment, plan: Plan, others: [Treatment], zone: Zone, now: Instant, problems: inout Problems
    ) -> Treatment? {
        if treatment.status == .booked, treatment.actualStart == nil {
            problems.add(.alreadyFinished, at: "", "treatment '\(treatment.id)' is booked; there is nothing to take back")
            return nil
        }
        if plan.status.isFinal {
            problems.add(
                .alreadyFinished, at: "",
                "plan '\(plan.id)' of '\(treatment.id)' is \(plan.status.rawValue), so nothing would be said of it; take the plan "
                    + "up again with 'aftercarectl plan resume \(plan.id) --entered-in-error', or give the treatment another with "
                    + "'aftercarectl treatment change \(treatment.id) --plan PLAN'")
            return nil
        }
        var booked = treatment
        booked.status = .booked
        booked.actualStart = nil
        booked.actualEnd = nil
        Plausibility(others: others, zone: zone, now: now, isMeant: force ?? false)
            .check(start: booked.start, end: booked.end, isReal: true, of: treatment.id, &problems)
        return problems.list.isEmpty ? booked.replanned(at: now) : nil
    }
}

extension Treatment {
    /// This treatment, marked as entered by mistake; nil, with a problem added, if it already was.
    package func enteredInError(at now: Instant, problems: inout Problems) -> Treatment? {
        if status == .enteredInError {
            problems.addKnownInError("treatment '\(id)'", "'aftercarectl treatment reopen \(id)' takes that back")
            return nil
        }
        return changed(at: now) { $0.status = .enteredInError }
    }
}

extension Plan {
    /// This plan, marked as entered by mistake; nil, with a problem added, if it already was.
    package func enteredInError(at now: Instant, problems: inout Problems) -> Plan? {
        if status == .enteredInError {
            problems.addKnownInError("plan '\(id)'", "'aftercarectl plan resume \(id) --entered-in-error' takes that back")
            return nil
        }
        var mistaken = self
        mistaken.history = history.changed(to: .enteredInError, at: now)
        return mistaken
    }
}

extension Patient {
    /// This patient, marked as entered by mistake; nil, with a problem added, if it already was.
    package func enteredInError(at now: Instant, problems: inout Problems) -> Patient? {
        if status == .enteredInError {
            problems.addKnownInError("patient '\(id)'", "'aftercarectl patient change \(id) --status active' takes that back")
            return nil
        }
        var mistaken = self
        mistaken.history = history.changed(to: .enteredInError, at: now)
        return mistaken
    }
}

extension Reaction {
    /// This reaction, marked as reported by mistake; nil, with a problem added, if it already was.
    package func enteredInError(at now: Instant, problems: inout Problems) -> Reaction? {
        if enteredInErrorAt != nil {
            problems.addKnownInError("reaction '\(id)'", "report it anew if it was none")
            return nil
        }
        return inError(at: now)
    }
}

extension Problems {
    /// The problem for something that is already marked as entered in error.
    fileprivate mutating func addKnownInError(_ what: String, _ remedy: String) {
        add(.alreadyFinished, at: "", "\(what) was entered in error already; \(remedy)")
    }
}
