/// What holds for a patient, and what is to be said, over a span of time.
///
/// It is the one function of the house: the engine asks it what is due, `status` what holds, and whatever
/// shows the future asks it too. It reads no clock; the same record gives the same timeline.
package struct Timeline: Equatable, Sendable {
    /// The windows that touch the span, by opening.
    package let windows: [Window]
    /// The occurrences that fall into the span, by instant; within one instant in the protocol's order.
    package let occurrences: [Occurrence]
}

extension CareRecord {
    /// The timeline over `span`, both ends included.
    package func timeline(over span: ClosedRange<Instant>) -> Timeline {
        var windows: [Window] = []
        var occurrences: [Occurrence] = []
        for (window, instruction) in self.windows where window.overlaps(span) {
            windows.append(window)
            occurrences += window.occurrences(of: instruction, zone: zone, over: span)
        }
        // The sort is by instant alone; equal instants stay in the order of treatments and of the protocol.
        return Timeline(
            windows: windows.enumerated().sorted { ($0.element.opens, $0.offset) < ($1.element.opens, $1.offset) }
                .map(\.element),
            occurrences: occurrences.enumerated()
                .sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }.map(\.element))
    }

    /// The next occurrence of the instruction of `occurrence` in the same window.
    package func occurrence(following occurrence: Occurrence) -> Occurrence? {
        guard let instruction = instruction(of: occurrence.window) else { return nil }
        let window = occurrence.window
        return window.occurrences(of: instruction, zone: zone, over: occurrence.due...window.closes)
            .first { $0.due > occurrence.due }
    }

    /// When each treatment is over: the last instant at which something of it is still of use. A treatment
    /// that plans nothing is not in it.
    package var ends: [TreatmentID: Instant] {
        Dictionary(
            windows.map { ($0.window.treatment, $0.window.closes + Occurrence.closingGrace) }, uniquingKeysWith: max)
    }

    /// Every window of every treatment that takes place, under plans and for patients that are active.
    private var windows: [(window: Window, instruction: Instruction)] {
        guard patient.status == .active else { return [] }
        return treatments.flatMap { treatment -> [(window: Window, instruction: Instruction)] in
            guard treatment.status.takesPlace, let course = course(treatment.plan), course.plan.status == .active
            else { return [] }
            return course.careProtocol.instructions.compactMap { instruction in
                guard course.plan.includes(instruction),
                    let interval = instruction.window.interval(for: treatment, in: zone)
                else { return nil }
                let window = Window(
                    treatment: treatment.id, timingRevision: treatment.timingRevision, plan: course.plan.id,
                    careProtocol: course.careProtocol.reference, instruction: instruction.id, kind: instruction.kind,
                    opens: interval.lowerBound, closes: interval.upperBound)
                return (window, instruction)
            }
        }
    }
}

extension Window {
    /// The occurrences of this window within `span`.
    func occurrences(of instruction: Instruction, zone: Zone, over span: ClosedRange<Instant>) -> [Occurrence] {
        guard span.lowerBound <= closes, span.upperBound >= opens else { return [] }
        var beats = Beats(instruction.cadence, in: opens...closes, zone: zone, from: span.lowerBound)
        var occurrences: [Occurrence] = []
        var upcoming = beats.next()
        while let beat = upcoming, beat.instant <= span.upperBound {
            // The beat that follows, though it may lie beyond the span, is the deadline of this one.
            upcoming = beats.next()
            occurrences.append(
                Occurrence(
                    window: self, place: beat.place, phase: phase(of: beat), due: beat.instant,
                    deadline: deadline(
                        of: beat, next: upcoming?.instant ?? closes, usefulFor: instruction.usefulFor, zone: zone)))
        }
        return occurrences
    }

    private func phase(of beat: Beat) -> Phase {
        if beat.instant == closes { return .end }
        return beat.instant == opens ? .start : .during
    }

    /// Until the next occurrence or the end of the window, unless the instruction says otherwise; the last
    /// word of a window has its own grace.
    private func deadline(of beat: Beat, next: Instant, usefulFor: Span?, zone: Zone) -> Instant {
        if let usefulFor {
            let asked = zone.adding(usefulFor, to: beat.instant)
            return beat.instant == closes ? asked : min(asked, closes)
        }
        return beat.instant == closes ? beat.instant + Occurrence.closingGrace : next
    }
}
