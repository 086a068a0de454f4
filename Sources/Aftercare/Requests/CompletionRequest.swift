/// A statement that a treatment took place, with its actual start and end.
package struct CompletionRequest: Hashable, Codable, Sendable {
    package var started: String?
    /// A time, `now`, or `as-planned`. There is no default: every window counts from it.
    package var ended: String
    /// Accepts what looks like a mistake.
    package var force: Bool?

    package init(started: String? = nil, ended: String) {
        self.started = started
        self.ended = ended
    }

    /// The treatment, completed; nil if something is wrong, with every problem added to `problems`.
    ///
    /// - Parameter others: the patient's other sessions.
    package func admit(
        _ treatment: Treatment, others: [Treatment] = [], zone: Zone, now: Instant, problems: inout Problems
    ) -> Treatment? {
        if !treatment.status.takesPlace {
            problems.add(.alreadyFinished, at: "", Problem.takesNoPlace(treatment))
            return nil
        }
        if ended == "as-planned" {
            if started != nil { problems.add(.contradiction, at: "started", "say 'as-planned' alone, or both times") }
            if treatment.plannedEnd > now {
                let plausibility = Plausibility(others: others, zone: zone, now: now, isMeant: false)
                problems.add(
                    .outOfRange, at: "ended",
                    "'\(treatment.id)' is booked until \(plausibility.day(treatment.plannedEnd)), which lies in the future"
                        + plausibility.meantSession(near: now, insteadOf: treatment.id)
                        + " it ended earlier, say when ('--ended')")
            }
            guard problems.list.isEmpty else { return nil }
            return treatment.changed(at: now) {
                $0.status = .completed
                $0.actualStart = $0.plannedStart
                $0.actualEnd = $0.plannedEnd
            }
        }
        var request = TreatmentRequest(patient: treatment.patient.rawValue, started: started, ended: ended)
        request.force = force
        return request.timesOnly(treatment, others: others, zone: zone, now: now, problems: &problems)
    }
}

extension Problem {
    /// Why a treatment that was cancelled, missed or entered in error has no real times, and what to do.
    static func takesNoPlace(_ treatment: Treatment) -> String {
        "treatment '\(treatment.id)' is \(treatment.status.rawValue); take that back with 'aftercarectl treatment reopen \(treatment.id)' first"
    }
}

extension TreatmentRequest {
    /// `treatment` with the actual times of this request.
    func timesOnly(
        _ treatment: Treatment, others: [Treatment], zone: Zone, now: Instant, problems: inout Problems
    ) -> Treatment? {
        let times = times(usual: nil, existing: treatment, others: others, zone: zone, now: now, problems: &problems)
        guard let times else { return nil }
        Plausibility(others: [], zone: zone, now: now, isMeant: force ?? false)
            .check(start: times.actualStart ?? times.start, end: times.actualEnd ?? times.end, isReal: true, of: treatment.id, &problems)
        guard problems.list.isEmpty else { return nil }
        return treatment.changed(at: now) {
            $0.status = .completed
            $0.actualStart = times.actualStart
            $0.actualEnd = times.actualEnd
        }
    }
}

/// A statement that a treatment will not take place, or did not.
package struct CancellationRequest: Hashable, Codable, Sendable {
    /// The patient did not come.
    package var noShow: Bool

    package init(noShow: Bool = false) { self.noShow = noShow }

    package func admit(_ treatment: Treatment, now: Instant, problems: inout Problems) -> Treatment? {
        let wanted: Treatment.Status = noShow ? .noShow : .cancelled
        if treatment.status == .completed || !treatment.status.takesPlace && treatment.status != wanted {
            problems.add(
                .alreadyFinished, at: "",
                "treatment '\(treatment.id)' is \(treatment.status.rawValue) and cannot become \(wanted.rawValue); take that back first with "
                    + "'aftercarectl treatment reopen \(treatment.id)'")
            return nil
        }
        return treatment.changed(at: now) { $0.status = wanted }
    }
}
