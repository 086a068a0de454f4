// What a patient's status shows of the future: what holds, and what will be emitted if nothing changes.

extension Schedule {
    /// The open windows of an active patient's active plans at `now`, in order of opening.
    package func windows(at now: Instant) -> [Window] {
        activeInstructions.map(\.window).filter { $0.holds(at: now) }.sorted { $0.opens < $1.opens }
    }

    /// When the guidance of `window` ends, together with other treatments that have begun by `now` and ask for the
    /// same: the latest end wins.
    package func end(of window: Window, at now: Instant) -> Instant {
        planned(in: window).map { end(of: $0, at: now) } ?? window.closes
    }

    /// Whether an uncleared reaction mutes `window` at `instant`.
    package func isMuted(_ window: Window, at instant: Instant) -> Bool {
        planned(in: window).map { suppressReason(for: $0, at: instant) == .reaction } ?? false
    }

    /// The first reminders after `now` that will be emitted by `end`, if nothing changes and nothing is answered.
    ///
    /// - Parameter limit: the most to return; a plan of years costs no more than these.
    package func upcoming(after now: Instant, through end: Instant, limit: Int) -> [Occurrence] {
        guard limit > 0 else { return [] }
        var upcoming: [Occurrence] = []
        for span in Self.spans(after: now, through: end, of: activeInstructions.count) {
            upcoming += occurrences(of: activeInstructions, over: span).filter(willBeEmitted)
            if upcoming.count >= limit { break }
        }
        return Array(upcoming.prefix(limit))
    }

    /// When the first reminder in `window` after `now` will be emitted; nil when none will be by `end`.
    package func next(in window: Window, after now: Instant, through end: Instant) -> Instant? {
        planned(in: window).flatMap { next(of: $0, after: now, through: end, where: willBeEmitted) }
    }

    /// When the first occurrence of `scheduled` after `instant` that `isWanted` accepts is due; nil when none is by
    /// `end`.
    func next(
        of scheduled: ScheduledInstruction, after instant: Instant, through end: Instant, where isWanted: (Occurrence) -> Bool
    ) -> Instant? {
        let quietRule = record.quietHoursRule(for: scheduled.instruction)
        for span in Self.spans(after: instant, through: end, of: 1) {
            var later: [Occurrence] = []
            scheduled.add(to: &later, quietRule: quietRule, over: span)
            if let next = later.filter(isWanted).map(\.due).min() { return next }
        }
        return nil
    }

    /// The time from `instant` to `end` in growing spans, so that a search costs no more than the way to what it finds.
    /// The more windows there are, the sooner something is found, and the smaller the first span.
    static func spans(
        after instant: Instant, through end: Instant, of windows: Int
    ) -> some Sequence<ClosedRange<Instant>> {
        let first = max(3600, 16 * 86_400 / Int64(max(8, windows)))
        return sequence(state: (from: instant + 1, reach: first)) { state -> ClosedRange<Instant>? in
            guard state.from <= end else { return nil }
            let span = state.from...min(end, max(state.from, state.from + state.reach))
            state = (span.upperBound + 1, state.reach * 8)
            return span
        }
    }

    var activeInstructions: [ScheduledInstruction] { record.patient.status == .active ? instructions.filter(\.isActive) : [] }
}
