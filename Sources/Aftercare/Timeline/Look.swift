/// What one look at a patient leads to: what is decided now, and when to look again.
package struct Look: Equatable, Sendable {
    package let decisions: [Decision]
    /// The next instant at which something is due, or a window opens or closes; nil: nothing is planned.
    package let next: Instant?
    /// When something is next to be said; nil: nothing is planned.
    package let nextDue: Instant?
    /// Until when at least one window holds from now on; nil: none holds now.
    package let inWindowUntil: Instant?
    /// The treatments of which nothing is still to come, and need not be looked at again.
    package let over: [TreatmentID]
}

extension CareRecord {
    /// Looks at the patient at `now`.
    ///
    /// - Parameter decided: what was decided before.
    package func look(at now: Instant, decided: Decided) -> Look { Agenda(self).look(at: now, decided: decided) }

    /// One year, the longest that a window may open before its treatment; `check` refuses more.
    package static let longestReach: Int64 = 366 * 86_400
}

extension Agenda {
    func look(at now: Instant, decided: Decided) -> Look {
        var sitting = Sitting(agenda: self, now: now, decided: decided)
        sitting.correct()
        sitting.decidePlanned()
        sitting.decideStanding()
        // What was to speak for itself, and was not said after all.
        if !sitting.decisions.isEmpty { sitting.correct() }
        sitting.decideFollowUps()
        let ahead = changes(after: now, decided: sitting.decided)
        let waiting = sitting.upcoming.map(\.due) + sitting.wakes
        let spoken = holdings.filter { $0.isSpokenOf && record.patient.status == .active }
        return Look(
            decisions: sitting.decisions, next: (waiting + [ahead.first].compactMap(\.self)).min(),
            nextDue: (sitting.upcoming.map(\.due) + [ahead.firstDue].compactMap(\.self)).min(),
            inWindowUntil: spoken.map(\.window).filter { $0.holds(at: now) }.map(\.closes).max(),
            over: over(at: now, except: sitting.unfinished.union(sitting.upcoming.map(\.window.treatment))))
    }

    private func over(at now: Instant, except open: Set<TreatmentID>) -> [TreatmentID] {
        var ends: [TreatmentID: Instant] = [:]
        for holding in holdings {
            ends[holding.window.treatment] = max(ends[holding.window.treatment] ?? .distantPast, holding.lastUse(in: zone))
        }
        return record.treatments.map(\.id).filter { (ends[$0] ?? .distantPast) < now && !open.contains($0) }
    }

    /// The first change after `now`, and the first occurrence that will be said as far as can be told, searched
    /// in growing spans so that a plan of years costs no more than its next days.
    private func changes(after now: Instant, decided: Decided) -> (first: Instant?, firstDue: Instant?) {
        guard let end = holdings.map({ $0.lastUse(in: zone) }).max() else { return (nil, nil) }
        var first: Instant?
        for span in Self.spans(after: now, through: end, of: holdings.count) {
            let ahead = occurrences(of: holdings, over: span).filter { !decided.keys.contains($0.key) }
            if first == nil {
                let boundaries = holdings.flatMap { edges(of: $0) }.filter(span.contains)
                first = (boundaries + [ahead.first?.due].compactMap(\.self)).min()
            }
            if let due = ahead.first(where: { isSayable($0) })?.due { return (first, due) }
        }
        return (first, nil)
    }

    /// When something of `holding` changes by itself: its session begins to count where others ask for the same, and its
    /// window opens and closes.
    private func edges(of holding: Holding) -> [Instant] {
        let window = [holding.window.opens, holding.window.closes]
        return isShared(holding.topic) ? window + [holding.begins] : window
    }

    /// Whether `occurrence` will be said at its time, if nothing changes.
    func isSayable(_ occurrence: Occurrence) -> Bool {
        guard let holding = holding(of: Strand(occurrence.window)), occurrence.exclusion == nil, !holding.isUnconfirmed else { return false }
        return silence(of: holding, at: occurrence.due) == nil
    }

    /// Why nothing of `holding` is said at `instant` (rules 8, 10 and 11); nil: it may be.
    func silence(of holding: Holding, at instant: Instant) -> SuppressReason? {
        if let reason = SuppressReason(record.patient.history.status(at: instant)) { return reason }
        if let reason = SuppressReason(holding.history.status(at: instant)) { return reason }
        let isMuted = holding.instruction.kind == .compress || holding.instruction.kind == .advise
        return isMuted && reactions(to: holding.window.treatment).contains { $0.mutes(at: instant) } ? .reaction : nil
    }
}
