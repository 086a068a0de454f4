/// What becomes of an occurrence whose instant has come.
package struct Decision: Equatable, Sendable {
    package let occurrence: Occurrence
    package let verdict: Verdict

    package enum Verdict: Equatable, Sendable {
        /// Say it now; so many seconds after its instant.
        case emit(lateBy: Int64)
        /// It was not said in time, and why.
        case miss(MissReason)
        /// It must not be said, and why.
        case suppress(SuppressReason)
    }
}

/// Why an occurrence was not said. The raw values are stored and shown; do not change them.
package enum MissReason: String, Codable, Sendable {
    /// Its usefulness had ended before it could be said.
    case deadlinePassed = "deadline-passed"
    /// A newer reminder of the same instruction was due by then and said in its place.
    case superseded

    package var words: String {
        switch self {
        case .deadlinePassed: "no longer useful when it could have been said"
        case .superseded: "a newer reminder of the same instruction took its place"
        }
    }
}

/// Why an occurrence must not be said. The raw values are stored and shown; do not change them.
package enum SuppressReason: String, Codable, Sendable {
    /// It was said before the treatment's times were changed, and is still true.
    case alreadySaid = "already-said"
    /// The protocol has no sentence for it.
    case noText = "no-text"

    package var words: String {
        switch self {
        case .alreadySaid: "said before, and still true after the change of times"
        case .noText: "the protocol has no sentence for it in any language"
        }
    }
}

/// What was decided about a patient's treatments before.
package struct Decided: Equatable, Sendable {
    /// Every occurrence that was decided, whatever became of it.
    package var keys: Set<OccurrenceKey>
    /// What was said, and until when it claimed to hold; of several times the last.
    package var said: [Place: Instant]

    package init(keys: Set<OccurrenceKey> = [], said: [Place: Instant] = [:]) {
        self.keys = keys
        self.said = said
    }

    /// An occurrence's place in its treatment, whatever the treatment's times.
    package struct Place: Hashable, Sendable {
        let treatment: TreatmentID
        let instruction: InstructionID
        let place: Int

        package init(_ key: OccurrenceKey) {
            treatment = key.treatment
            instruction = key.instruction
            place = key.place
        }
    }

    /// By how much the end of a window may move before what was said of it counts as wrong: 15 minutes,
    /// in seconds. Treatments rarely end to the minute, and nobody wants everything repeated for that.
    static let tolerance: Int64 = 900

    /// Whether `occurrence` was said under other times of its treatment and is still true.
    func hasSaid(_ occurrence: Occurrence) -> Bool {
        said[Place(occurrence.key)].map { abs($0 - occurrence.window.closes) <= Self.tolerance } ?? false
    }
}

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
    package func look(at now: Instant, decided: Decided) -> Look {
        let ends = ends
        let over = treatments.map(\.id).filter { (ends[$0] ?? .distantPast) < now }
        guard let first = treatments.map(\.start).min(), let end = ends.values.max() else {
            return Look(decisions: [], next: nil, nextDue: nil, inWindowUntil: nil, over: over)
        }
        // Pre-treatment windows reach back before the start; nothing reaches further than its own offset.
        let past = timeline(over: min(first, now) - Self.longestReach...now)
        let undecided = past.occurrences.filter { !decided.keys.contains($0.key) }
        let ahead = changes(after: now, until: end)
        return Look(
            decisions: Self.decide(undecided, at: now, after: decided), next: ahead.first, nextDue: ahead.firstDue,
            inWindowUntil: past.windows.filter { $0.holds(at: now) }.map(\.closes).max(), over: over)
    }

    /// One year, the longest that a window may open before its treatment; `check` refuses more.
    package static let longestReach: Int64 = 366 * 86_400

    /// Rule 5: of each instruction the newest that is still of use is said, once; the rest is missed.
    private static func decide(_ undecided: [Occurrence], at now: Instant, after decided: Decided) -> [Decision] {
        var newest: [Window: Occurrence] = [:]
        for occurrence in undecided where occurrence.deadline > now { newest[occurrence.window] = occurrence }
        return undecided.map { occurrence in
            let verdict: Decision.Verdict =
                if newest[occurrence.window] == occurrence, decided.hasSaid(occurrence) {
                    .suppress(.alreadySaid)
                } else if newest[occurrence.window] == occurrence {
                    .emit(lateBy: now - occurrence.due)
                } else if occurrence.deadline > now {
                    .miss(.superseded)
                } else {
                    .miss(.deadlinePassed)
                }
            return Decision(occurrence: occurrence, verdict: verdict)
        }
    }

    /// The first change after `now`, and the first occurrence, searched in growing spans so that a plan of
    /// years costs no more than its next days.
    private func changes(after now: Instant, until end: Instant) -> (first: Instant?, firstDue: Instant?) {
        var first: Instant?
        var reach: Int64 = 2 * 86_400
        var from = now + 1
        while from <= end {
            let to = min(end, now + reach)
            let ahead = timeline(over: from...max(from, to))
            let due = ahead.occurrences.first?.due
            if first == nil {
                let boundaries = ahead.windows.flatMap { [$0.opens, $0.closes] }.filter { $0 >= from && $0 <= to }
                first = (boundaries + [due].compactMap(\.self)).min()
            }
            if let due { return (first, due) }
            from = to + 1
            reach *= 8
        }
        return (first, nil)
    }
}
