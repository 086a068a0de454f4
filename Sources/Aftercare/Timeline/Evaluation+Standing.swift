// What still holds when a silence ends, or when a treatment becomes known: it is said then, with the time that remains
// (rule 8). What passed in the silence is not sent afterwards.

extension Evaluation {
    mutating func decideStanding() {
        guard schedule.record.patient.status == .active else { return }
        for scheduled in schedule.instructions where scheduled.isActive && !scheduled.isUnconfirmed && scheduled.window.holds(at: now) {
            guard let since = schedule.heardSince(scheduled, by: now), isOwed(scheduled, since: since) else { continue }
            stand(scheduled, since: since)
        }
    }

    private mutating func stand(_ scheduled: ScheduledInstruction, since: Schedule.Hearing) {
        let occurrence = Occurrence(
            window: scheduled.window, place: 0, phase: .during, role: .standing, ordinal: since.ordinal, due: since.at,
            deadline: scheduled.window.closes)
        guard !decided.keys.contains(occurrence.key), schedule.silence(of: scheduled, at: now) == nil else { return }
        let quietRule = schedule.record.quietHoursRule(for: scheduled.instruction)
        if let quiet = quietRule.hours?.interval(around: now, in: schedule.zone) {
            guard quiet.upperBound < schedule.end(of: scheduled, at: now) else { return }
            unfinished.insert(scheduled.window.treatment)
            return wake(at: quiet.upperBound)
        }
        guard schedule.end(of: scheduled, at: now) - now >= Occurrence.tolerance,
            let telling = schedule.telling(of: occurrence, of: scheduled, at: now, named: namedSessions)
        else { return }
        decide(occurrence, .emit(lateBy: now - occurrence.due), claim: telling.claim, message: telling.message)
    }

    /// Whether something of `scheduled` fell into the silence that ended at `since`, and nothing tells the patient so.
    private func isOwed(_ scheduled: ScheduledInstruction, since: Schedule.Hearing) -> Bool {
        let last = earlierReminders.last { $0.topic == scheduled.topic }
        let isKnown = last.map { !$0.isEnd && $0.stands(at: now) } ?? false
        let isRestriction = [.abstain, .restrict, .limit].contains(scheduled.instruction.kind)
        // A restriction is said again after a silence, whatever was said before it.
        let isFresh = since.isNews || !isRestriction || (last.map { $0.emitted.at >= since.at } ?? false)
        if isKnown, isFresh { return false }
        let begin = max(since.silentFrom, scheduled.window.opens)
        guard since.at > begin else { return false }
        let missed = schedule.occurrences(of: [scheduled], over: begin...since.at - 1)
            .contains { $0.phase != .end && $0.exclusion == nil }
        guard missed else { return false }
        // Anything but a restriction or a sign has its next reminder to say it.
        return isRestriction || scheduled.instruction.kind == .monitor || !isSaidLater(scheduled)
    }

    private func isSaidLater(_ scheduled: ScheduledInstruction) -> Bool {
        guard now < scheduled.window.closes else { return false }
        return schedule.occurrences(of: [scheduled], over: now + 1...scheduled.window.closes)
            .contains { $0.phase != .end && schedule.isSayable($0) }
    }
}

extension Schedule {
    /// Since when a patient hears of an instruction.
    struct Hearing {
        let at: Instant
        /// When the silence before began.
        let silentFrom: Instant
        /// Which of several ends of a silence it is.
        let ordinal: Int
        /// Whether the treatment became known then, and nobody was silent.
        let isNews: Bool
    }

    /// Since when the patient hears of `scheduled` by `now`, where that was after its window opened; nil: from the start.
    func heardSince(_ scheduled: ScheduledInstruction, by now: Instant) -> Hearing? {
        var hearings: [Hearing] = []
        func add(_ starts: [(at: Instant, silentFrom: Instant)]) {
            for (at, silentFrom) in starts where at > scheduled.window.opens && at <= now {
                hearings.append(Hearing(at: at, silentFrom: silentFrom, ordinal: hearings.count + 1, isNews: false))
            }
        }
        add(scheduled.history.returns { $0 == .active })
        add(record.patient.history.returns { $0 == .active })
        if scheduled.knownAt > scheduled.window.opens, scheduled.knownAt <= now {
            hearings.append(Hearing(at: scheduled.knownAt, silentFrom: .distantPast, ordinal: 0, isNews: true))
        }
        return hearings.max { ($0.at, $0.ordinal) < ($1.at, $1.ordinal) }
    }
}

extension History {
    /// Every time that it came back to what `isHeard` takes, and since when it had been something else.
    fileprivate func returns(_ isHeard: (Status) -> Bool) -> [(at: Instant, silentFrom: Instant)] {
        zip(steps, steps.dropFirst()).compactMap { before, after in
            isHeard(after.status) && !isHeard(before.status) ? (after.since, before.since) : nil
        }
    }
}
