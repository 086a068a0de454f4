/// The result of evaluating a patient: the decisions made now, and when to evaluate again.
package struct EvaluationResult: Equatable, Sendable {
    package let decisions: [Decision]
    /// The next instant at which something is due, or a window opens or closes; nil when nothing is planned.
    package let next: Instant?
    /// When the next reminder is due; nil when none is planned.
    package let nextDue: Instant?
    /// The latest close of the windows that are open now; nil when none is.
    package let inWindowUntil: Instant?
    /// The treatments with nothing left to come, which need no further evaluation.
    package let over: [TreatmentID]
}

extension CareRecord {
    /// Looks at the patient at `now`, for whoever asks nothing else.
    ///
    /// - Parameter decided: the earlier decisions.
    package func evaluate(at now: Instant, decided: DecisionHistory) -> EvaluationResult {
        Schedule(self).evaluate(at: now, decided: decided)
    }
}

extension Schedule {
    /// Looks at the patient at `now`.
    ///
    /// - Parameter decided: what was decided before.
    package func evaluate(at now: Instant, decided: DecisionHistory) -> EvaluationResult {
        var evaluation = Evaluation(schedule: self, now: now, decided: decided)
        evaluation.correct()
        evaluation.decidePlanned()
        evaluation.decideStanding()
        // A correction may have been left to a reminder that was not emitted after all.
        if !evaluation.decisions.isEmpty { evaluation.correct() }
        evaluation.decideFollowUps()
        let ahead = changes(after: now, decided: evaluation.decided)
        let waiting = evaluation.upcoming.map(\.due) + evaluation.wakes
        let activeInstructions = instructions.filter { $0.isActive && record.patient.status == .active }
        return EvaluationResult(
            decisions: evaluation.decisions, next: (waiting + [ahead.first].compactMap(\.self)).min(),
            nextDue: (evaluation.upcoming.map(\.due) + [ahead.firstDue].compactMap(\.self)).min(),
            inWindowUntil: activeInstructions.map(\.window).filter { $0.holds(at: now) }.map(\.closes).max(),
            over: over(at: now, except: evaluation.unfinished.union(evaluation.upcoming.map(\.window.treatment))))
    }

    private func over(at now: Instant, except open: Set<TreatmentID>) -> [TreatmentID] {
        var ends: [TreatmentID: Instant] = [:]
        for scheduled in instructions {
            ends[scheduled.window.treatment] = max(ends[scheduled.window.treatment] ?? .distantPast, scheduled.lastUse(in: zone))
        }
        return record.treatments.map(\.id).filter { (ends[$0] ?? .distantPast) < now && !open.contains($0) }
    }

    /// The first change after `now`, and the first occurrence that will be emitted as far as can be told. The search
    /// covers growing spans, so that a plan of years costs no more than its next days.
    private func changes(after now: Instant, decided: DecisionHistory) -> (first: Instant?, firstDue: Instant?) {
        guard let end = instructions.map({ $0.lastUse(in: zone) }).max() else { return (nil, nil) }
        var first: Instant?
        for span in Self.spans(after: now, through: end, of: instructions.count) {
            let ahead = occurrences(of: instructions, over: span).filter { !decided.keys.contains($0.key) }
            if first == nil {
                let boundaries = instructions.flatMap { edges(of: $0) }.filter(span.contains)
                first = (boundaries + [ahead.first?.due].compactMap(\.self)).min()
            }
            if let due = ahead.first(where: { willBeEmitted($0) })?.due { return (first, due) }
        }
        return (first, nil)
    }

    /// When `scheduled` changes by itself: when its window opens and closes, and when its session begins to count for
    /// others that ask for the same.
    private func edges(of scheduled: ScheduledInstruction) -> [Instant] {
        let window = [scheduled.window.opens, scheduled.window.closes]
        return isShared(scheduled.topic) ? window + [scheduled.begins] : window
    }

    /// Whether `occurrence` will be emitted at its time, if nothing changes.
    func willBeEmitted(_ occurrence: Occurrence) -> Bool {
        guard let scheduled = inForce(InstructionKey(occurrence.window)), occurrence.exclusion == nil, !scheduled.isUnconfirmed
        else { return false }
        return suppressReason(for: scheduled, at: occurrence.due) == nil
    }

    /// Why `scheduled` is not emitted at `instant` (rules 8, 10 and 11 of aftercare(7)); nil when it may be.
    func suppressReason(for scheduled: ScheduledInstruction, at instant: Instant) -> SuppressReason? {
        if let reason = SuppressReason(record.patient.history.status(at: instant)) { return reason }
        if let reason = SuppressReason(scheduled.history.status(at: instant)) { return reason }
        let isMuted = scheduled.instruction.kind == .compress || scheduled.instruction.kind == .advise
        return isMuted && reactions(to: scheduled.window.treatment).contains { $0.mutes(at: instant) } ? .reaction : nil
    }
}
