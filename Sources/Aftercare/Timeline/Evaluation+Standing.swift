// Standing reminders: what still holds when a suppression ends, or when a treatment becomes known, is emitted then with
// the time that remains (rule 8 of aftercare(7)). What fell due while it was suppressed is not sent afterwards.

extension Evaluation {
    mutating func decideStanding() {
        guard schedule.record.patient.status == .active else { return }
        for scheduled in schedule.instructions where scheduled.isActive && !scheduled.isUnconfirmed && scheduled.window.holds(at: now) {
            guard let resumption = schedule.resumption(of: scheduled, by: now), isStandingNeeded(scheduled, after: resumption)
            else { continue }
            emitStanding(scheduled, after: resumption)
        }
    }

    private mutating func emitStanding(_ scheduled: ScheduledInstruction, after resumption: Schedule.Resumption) {
        let occurrence = Occurrence(
            window: scheduled.window, place: 0, phase: .during, role: .standing, ordinal: resumption.ordinal, due: resumption.at,
            deadline: scheduled.window.closes)
        guard !decided.keys.contains(occurrence.key), schedule.suppressReason(for: scheduled, at: now) == nil else { return }
        let quietRule = schedule.record.quietHoursRule(for: scheduled.instruction)
        if let quiet = quietRule.hours?.interval(around: now, in: schedule.zone) {
            guard quiet.upperBound < schedule.end(of: scheduled, at: now) else { return }
            unfinished.insert(scheduled.window.treatment)
            return wake(at: quiet.upperBound)
        }
        guard schedule.end(of: scheduled, at: now) - now >= Occurrence.tolerance,
            let rendered = schedule.rendered(occurrence, of: scheduled, at: now, named: namedSessions)
        else { return }
        decide(occurrence, .emit(lateBy: now - occurrence.due), claim: rendered.claim, payload: rendered.payload)
    }

    /// Whether a reminder of `scheduled` fell due unsent before `resumption`, and no other reminder makes up for it.
    private func isStandingNeeded(_ scheduled: ScheduledInstruction, after resumption: Schedule.Resumption) -> Bool {
        let last = earlierReminders.last { $0.topic == scheduled.topic }
        let isKnown = last.map { !$0.isEnd && $0.stands(at: now) } ?? false
        let isRestriction = [.abstain, .restrict, .limit].contains(scheduled.instruction.kind)
        // A restriction is repeated after a suppression, whatever was emitted before it.
        let isFresh = resumption.isFirstKnown || !isRestriction || (last.map { $0.emitted.at >= resumption.at } ?? false)
        if isKnown, isFresh { return false }
        let begin = max(resumption.suppressedFrom, scheduled.window.opens)
        guard resumption.at > begin else { return false }
        let missed = schedule.occurrences(of: [scheduled], over: begin...resumption.at - 1)
            .contains { $0.phase != .end && $0.exclusion == nil }
        guard missed else { return false }
        // Anything but a restriction or a warning sign can wait for its next reminder.
        return isRestriction || scheduled.instruction.kind == .monitor || !isEmittedLater(scheduled)
    }

    private func isEmittedLater(_ scheduled: ScheduledInstruction) -> Bool {
        guard now < scheduled.window.closes else { return false }
        return schedule.occurrences(of: [scheduled], over: now + 1...scheduled.window.closes)
            .contains { $0.phase != .end && schedule.willBeEmitted($0) }
    }
}

extension Schedule {
    /// The moment from which an instruction is emitted again.
    struct Resumption {
        let at: Instant
        /// When the suppression began.
        let suppressedFrom: Instant
        /// Which of several resumptions it is, from 1; 0 when the treatment became known.
        let ordinal: Int
        /// Whether the treatment only became known then, and nothing had been suppressed.
        let isFirstKnown: Bool
    }

    /// The latest resumption of `scheduled` by `now`; nil when it was emitted from the opening of its window on.
    func resumption(of scheduled: ScheduledInstruction, by now: Instant) -> Resumption? {
        var resumptions: [Resumption] = []
        func add(_ starts: [(at: Instant, suppressedFrom: Instant)]) {
            for (at, suppressedFrom) in starts where at > scheduled.window.opens && at <= now {
                resumptions.append(Resumption(at: at, suppressedFrom: suppressedFrom, ordinal: resumptions.count + 1, isFirstKnown: false))
            }
        }
        add(scheduled.history.returns(to: { $0 == .active }))
        add(record.patient.history.returns(to: { $0 == .active }))
        if scheduled.knownAt > scheduled.window.opens, scheduled.knownAt <= now {
            resumptions.append(Resumption(at: scheduled.knownAt, suppressedFrom: .distantPast, ordinal: 0, isFirstKnown: true))
        }
        return resumptions.max { ($0.at, $0.ordinal) < ($1.at, $1.ordinal) }
    }
}

extension History {
    /// Each time the status came back to one that `isWanted` accepts, and since when it had been another.
    fileprivate func returns(to isWanted: (Status) -> Bool) -> [(at: Instant, suppressedFrom: Instant)] {
        zip(steps, steps.dropFirst()).compactMap { before, after in
            isWanted(after.status) && !isWanted(before.status) ? (after.since, before.since) : nil
        }
    }
}
