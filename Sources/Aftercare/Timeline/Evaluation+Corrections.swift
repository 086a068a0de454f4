// Corrections (rule 8 of aftercare(7)): where an edit has made a reminder wrong, the patient is told once more. Only
// the latest reminder on a topic counts, whichever treatment it came from, and all treatments together decide what
// holds of that topic now.

extension Evaluation {
    /// The latest reminder on a topic, no longer true.
    fileprivate struct OutdatedReminder {
        let earlier: EarlierReminder
        let current: CurrentGuidance
    }

    fileprivate enum CurrentGuidance {
        /// It holds now, until `until`.
        case holds(ScheduledInstruction, until: Instant)
        /// It does not hold now, but will.
        case later(ScheduledInstruction, until: Instant)
        /// Its window has already closed.
        case over(ScheduledInstruction)
        /// Nothing asks for it any more.
        case withdrawn

        var scheduled: ScheduledInstruction? {
            switch self {
            case .holds(let scheduled, _), .later(let scheduled, _), .over(let scheduled): scheduled
            case .withdrawn: nil
            }
        }

        var until: Instant? {
            switch self {
            case .holds(_, let until), .later(_, let until): until
            case .over, .withdrawn: nil
            }
        }
    }

    mutating func correct() {
        guard schedule.record.patient.status == .active else { return }
        var last: [Topic: EarlierReminder] = [:]
        var topics: [Topic] = []
        for earlier in earlierReminders where last.updateValue(earlier, forKey: earlier.topic) == nil { topics.append(earlier.topic) }
        var withdrawn: [(Occurrence, Claim)] = []
        for outdated in topics.compactMap({ last[$0].flatMap(outdated) }) {
            guard let occurrence = correction(of: outdated) else { continue }
            let rendered = schedule.rendered(
                correcting: outdated.earlier, outdated.current.correctionWords, at: now, as: occurrence, named: namedSessions)
            switch timing(of: occurrence, outdated) {
            case .wait(let until):
                unfinished.insert(occurrence.window.treatment)
                wake(at: until)
            case .leaveOut: decide(occurrence, .suppress(.quietHours), claim: rendered.claim)
            case .now:
                if case .withdrawn = outdated.current {
                    withdrawn.append((occurrence, rendered.claim))
                } else {
                    decide(occurrence, .emit(lateBy: 0), claim: rendered.claim, payload: rendered.payload)
                }
            }
        }
        withdraw(withdrawn)
    }

    /// Withdraws everything that no longer holds in one sentence.
    private mutating func withdraw(_ withdrawn: [(occurrence: Occurrence, claim: Claim)]) {
        guard let first = withdrawn.first else { return }
        let payload = schedule.withdrawal(of: withdrawn.map(\.claim), like: first.occurrence)
        decide(first.occurrence, .emit(lateBy: 0), claim: first.claim, payload: payload)
        for other in withdrawn.dropFirst() { decide(other.occurrence, .suppress(.saidTogether), claim: other.claim) }
    }

    // MARK: Is it outdated?

    private func outdated(_ earlier: EarlierReminder) -> OutdatedReminder? {
        let own = earlier.inForce
        // No reminders go out about it for now, so none is corrected.
        if let own, schedule.suppressReason(for: own, at: now) != nil || own.isUnconfirmed { return nil }
        let holders = schedule.holders(of: earlier.topic, at: now)
        let active = holders.filter { schedule.suppressReason(for: $0, at: now) == nil && !$0.isUnconfirmed }
        let current: CurrentGuidance? =
            if earlier.isEnd {
                reopened(earlier, own)
            } else if holders.isEmpty {
                closed(earlier, own)
            } else {
                changed(earlier, own, active)
            }
        return current.map { OutdatedReminder(earlier: earlier, current: $0) }
    }

    /// The reminder announced an end or a withdrawal, and an edit made the instruction hold again. A window that opens
    /// on time has its own reminder.
    private func reopened(_ earlier: EarlierReminder, _ own: ScheduledInstruction?) -> CurrentGuidance? {
        guard let own, own.window.holds(at: now), own.window.opens <= own.knownAt else { return nil }
        let end = schedule.end(of: own, at: now)
        return end - now > Occurrence.tolerance ? .holds(own, until: end) : nil
    }

    /// What the reminder announced holds, but differently.
    private func changed(_ earlier: EarlierReminder, _ own: ScheduledInstruction?, _ active: [ScheduledInstruction]) -> CurrentGuidance? {
        if let own, isAhead(earlier, own) { return nil }
        let isOwn = own.map { own in active.contains { $0.window == own.window } } ?? false
        guard let holder = isOwn ? own : active.max(by: { $0.window.closes < $1.window.closes }) else { return nil }
        // If the clock was set back since, whatever had begun then still counts as begun.
        let moment = max(now, earlier.emitted.at)
        let end = schedule.end(of: holder, at: moment)
        let claim = earlier.emitted.claim
        // With only minutes left, a correction is not worth it.
        guard max(earlier.end, end) - now > Occurrence.tolerance else { return nil }
        let isReworded = isOwn && claim.template.map { !holder.instruction.words.contains($0) } ?? false
        if claim.modality != holder.topic.modality || isReworded { return .holds(holder, until: end) }
        if claim.isTrue(of: end, in: schedule.zone) { return nil }
        // A session that was entered or moved since then has its own reminder.
        let edited = schedule.overlapping(holder, at: moment).filter { scheduled in
            scheduled.knownAt > earlier.emitted.at || scheduled.history.since > earlier.emitted.at
                || scheduled.instructionKey == earlier.instructionKey
                    && scheduled.window.timingRevision != earlier.emitted.key.timingRevision
        }
        let others = edited.filter { $0.instructionKey != earlier.instructionKey }
        if others.contains(where: isPending) { return nil }
        if end > earlier.end {
            // So does another session's window that was planned all along.
            let limit = max(now, earlier.end)
            if edited.isEmpty || others.contains(where: { hasReminder($0, after: earlier.emitted.at, by: limit) }) { return nil }
        }
        return .holds(holder, until: end)
    }

    /// The reminder said that it holds, and it does not hold now.
    private func closed(_ earlier: EarlierReminder, _ own: ScheduledInstruction?) -> CurrentGuidance? {
        guard earlier.end - now > Occurrence.tolerance, earlier.emitted.window.kind != .monitor, !isOnHoldOrCompleted(earlier)
        else { return nil }
        guard let own else { return .withdrawn }
        guard own.window.opens > now else { return .over(own) }
        let end = schedule.end(of: own, at: max(now, earlier.emitted.at))
        return isAhead(earlier, own) || own.window.opens - now <= Occurrence.tolerance ? nil : .later(own, until: end)
    }

    /// Whether the patient was told about it before it begins, and the reminder is still right.
    private func isAhead(_ earlier: EarlierReminder, _ own: ScheduledInstruction) -> Bool {
        own.window.opens > now && abs(own.window.opens - earlier.emitted.window.opens) <= Occurrence.tolerance
            && earlier.emitted.claim.isTrue(of: schedule.end(of: own, at: max(now, earlier.emitted.at)), in: schedule.zone)
    }

    /// Whether a reminder of `scheduled` that is already due has yet to be emitted.
    private func isPending(_ scheduled: ScheduledInstruction) -> Bool {
        guard scheduled.window.opens <= now else { return false }
        return schedule.occurrences(of: [scheduled], over: scheduled.window.opens...now).contains { occurrence in
            occurrence.phase != .end && occurrence.exclusion == nil && occurrence.deadline > now
                && !decided.keys.contains(occurrence.key)
        }
    }

    /// Whether a planned reminder of `scheduled` is due between `after` and `limit`.
    private func hasReminder(_ scheduled: ScheduledInstruction, after: Instant, by limit: Instant) -> Bool {
        let from = max(after, scheduled.knownAt)
        guard from <= limit else { return false }
        return schedule.occurrences(of: [scheduled], over: from...limit).contains { $0.phase != .end && $0.exclusion == nil }
    }

    /// Whether the plan is only paused, or ended as intended. Then its earlier reminders stay right, although no more
    /// follow.
    private func isOnHoldOrCompleted(_ earlier: EarlierReminder) -> Bool {
        guard let treatment = schedule.treatment(earlier.instructionKey.treatment),
            let assigned = schedule.record.assignedPlan(treatment.plan)
        else { return false }
        return SuppressReason(assigned.plan.status) != nil || assigned.plan.status == .completed
    }

    // MARK: The correction

    private func correction(of outdated: OutdatedReminder) -> Occurrence? {
        let instructionKey = outdated.earlier.instructionKey
        guard let treatment = schedule.treatment(instructionKey.treatment) else { return nil }
        let ordinal = decided.keys.count { key in
            key.role == .correction && key.treatment == instructionKey.treatment && key.instruction == instructionKey.instruction
        }
        let times = outdated.earlier.inForce?.window ?? outdated.earlier.emitted.window
        let window = Window(
            treatment: treatment.id, timingRevision: treatment.timingRevision, plan: treatment.plan,
            careProtocol: schedule.record.assignedPlan(treatment.plan)?.plan.careProtocol ?? outdated.earlier.emitted.window.careProtocol,
            instruction: instructionKey.instruction, kind: outdated.earlier.emitted.window.kind, opens: times.opens, closes: times.closes)
        return Occurrence(
            window: window, place: 0, phase: outdated.current.until == nil ? .end : .during, role: .correction,
            ordinal: ordinal, due: now, deadline: max(outdated.earlier.end, outdated.current.until ?? .distantPast),
            replaces: outdated.earlier.emitted.key)
    }

    private enum Timing {
        case now, leaveOut
        case wait(until: Instant)
    }

    /// In quiet hours a correction waits for their end if it still matters by then. One that does not still matter is
    /// emitted now where it asks for more than the earlier reminder did, and left out where it asks for less.
    private func timing(of occurrence: Occurrence, _ outdated: OutdatedReminder) -> Timing {
        let policy =
            (outdated.current.scheduled ?? outdated.earlier.planned)?.instruction.quiet
            ?? schedule.instruction(of: outdated.earlier.instructionKey)?.quiet ?? .defer
        let quiet = policy == .override ? nil : schedule.record.quietHours?.interval(around: now, in: schedule.zone)
        guard let quiet else { return .now }
        if occurrence.deadline > quiet.upperBound { return .wait(until: quiet.upperBound) }
        return outdated.current.until.map { $0 > outdated.earlier.end } ?? false ? .now : .leaveOut
    }
}

extension Evaluation.CurrentGuidance {
    fileprivate var correctionWords: Schedule.CorrectionWords {
        switch self {
        case .holds(let scheduled, _): .holds(scheduled)
        case .later(let scheduled, _): .later(scheduled)
        case .over(let scheduled): .over(scheduled)
        case .withdrawn: .withdrawn
        }
    }
}
