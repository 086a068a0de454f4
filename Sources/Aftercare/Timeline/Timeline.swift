/// The windows and occurrences of a patient over a span of time.
///
/// There is only one such computation: the engine uses it for what is due, `status` for what holds, and every view of
/// the future too. It reads no clock; the same record gives the same timeline.
package struct Timeline: Equatable, Sendable {
    /// The windows that touch the span, in order of opening.
    package let windows: [Window]
    /// The occurrences within the span, in order of due time; at one instant in the protocol's order.
    package let occurrences: [Occurrence]
}

extension Schedule {
    /// The timeline over `span`, both ends included: what active plans ask of an active patient.
    package func timeline(over span: ClosedRange<Instant>) -> Timeline {
        Timeline(
            windows: activeInstructions.map(\.window).filter { $0.overlaps(span) }.sorted { $0.opens < $1.opens },
            occurrences: occurrences(of: activeInstructions, over: span))
    }

    /// When each treatment is over: the last instant at which one of its reminders is of use. A treatment that plans
    /// nothing is not included.
    package var ends: [TreatmentID: Instant] {
        Dictionary(instructions.map { ($0.window.treatment, $0.lastUse(in: zone)) }, uniquingKeysWith: max)
    }

    /// When the first window opens, the first treatment starts, or something is said the evening before; nil without a
    /// treatment.
    package var beginning: Instant? {
        guard let first = record.treatments.map(\.start).min(), let last = record.treatments.map(\.end).max() else { return nil }
        let reach = WindowRule.maxReach + 3 * 86_400
        let all = timeline(over: (first - reach)...(last + reach))
        return ([first] + all.windows.map(\.opens) + all.occurrences.map(\.due)).min()
    }
}

extension CareRecord {
    func quietHoursRule(for instruction: Instruction) -> QuietHoursRule {
        QuietHoursRule(hours: instruction.quiet == .override ? nil : quietHours, policy: instruction.quiet, zone: zone)
    }
}

extension ScheduledInstruction {
    /// Until when its closing reminder is of use.
    func lastUse(in zone: Zone) -> Instant {
        let asked = instruction.usefulFor.map { zone.adding($0, to: window.closes) } ?? window.closes
        return max(asked, window.closes + Occurrence.closingGrace)
    }
}

extension Schedule {
    /// The occurrences of `instructions` within `span`, in order of due time.
    func occurrences(of instructions: [ScheduledInstruction], over span: ClosedRange<Instant>) -> [Occurrence] {
        var occurrences: [Occurrence] = []
        for scheduled in instructions {
            scheduled.add(to: &occurrences, quietRule: record.quietHoursRule(for: scheduled.instruction), over: span)
        }
        // Equal instants stay in the order of treatments and of the protocol. An occurrence is large, so its index is
        // sorted instead.
        let order = occurrences.enumerated().map { (due: $0.element.due, place: $0.offset) }
            .sorted { ($0.due, $0.place) < ($1.due, $1.place) }
        return order.map { occurrences[$0.place] }
    }
}

extension ScheduledInstruction {
    /// Adds the occurrences of this window that are due within `span`.
    func add(to occurrences: inout [Occurrence], quietRule: QuietHoursRule, over span: ClosedRange<Instant>) {
        // The furthest that quiet hours move an occurrence. Anything before it ends before the span, wherever it is
        // moved, so the first occurrence of the walk needs no predecessor.
        let slack = quietRule.reach
        guard span.lowerBound - slack <= window.closes, span.upperBound + slack >= window.opens else { return }
        let reach = window.opens...window.closes
        var beats = Beats(instruction.cadence, in: reach, zone: quietRule.zone, from: span.lowerBound - slack)
        var previous: Instant?
        var upcoming = beats.next()
        while let beat = upcoming, beat.instant <= span.upperBound + slack {
            // The next beat is the deadline of this one, though it may lie beyond the span.
            upcoming = beats.next()
            let occurrence = occurrence(at: beat, after: previous, next: upcoming?.instant, quietRule: quietRule)
            if span.contains(occurrence.due) { occurrences.append(occurrence) }
            previous = beat.instant
        }
        guard span.contains(window.closes) else { return }
        occurrences += instruction.cadence.beats(outside: reach, zone: quietRule.zone).map(outside)
    }

    private func occurrence(at beat: Beat, after previous: Instant?, next: Instant?, quietRule: QuietHoursRule) -> Occurrence {
        let deadline = deadline(of: beat, next: next ?? window.closes, zone: quietRule.zone)
        let phase = phase(of: beat)
        let moved = quietRule.moved(
            beat.instant, deadline: deadline, previous: previous, next: next, earliest: earliest(beat, phase))
        return Occurrence(
            window: window, place: beat.place, phase: phase, instant: beat.instant, due: moved ?? beat.instant,
            deadline: deadline, exclusion: moved == nil ? quietRule.exclusion : nil)
    }

    /// A closing reminder is never early, nor is one that follows a treatment before its window opens. One that
    /// precedes a treatment may come the evening before.
    private func earliest(_ beat: Beat, _ phase: Phase) -> Instant {
        if phase == .end { return beat.instant }
        return opensBefore ? .distantPast : window.opens
    }

    /// A beat outside the window on this patient's calendar; it is recorded when the window closes.
    private func outside(_ beat: Beat) -> Occurrence {
        Occurrence(
            window: window, place: beat.place, phase: .during, instant: beat.instant, due: window.closes,
            deadline: window.closes + Occurrence.closingGrace, exclusion: .outsideWindow)
    }

    private func phase(of beat: Beat) -> Phase {
        if beat.instant == window.closes { return .end }
        return beat.instant == window.opens ? .start : .during
    }

    /// The next occurrence or the end of the window, unless the instruction says otherwise. The closing reminder of a
    /// window has its own grace.
    private func deadline(of beat: Beat, next: Instant, zone: Zone) -> Instant {
        let isLast = beat.instant == window.closes
        guard let usefulFor = instruction.usefulFor else {
            return isLast ? beat.instant + Occurrence.closingGrace : next
        }
        let asked = zone.adding(usefulFor, to: beat.instant)
        return isLast ? asked : min(asked, window.closes)
    }
}
