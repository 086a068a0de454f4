// Rule 8: what a patient was told and an edit made wrong is said anew, once. What counts is the last word on a topic,
// whichever treatment it came from; and before it is corrected, all treatments are asked what holds of the topic now.

extension Evaluation {
    /// A last word that is not true any more.
    fileprivate struct Wrong {
        let earlier: EarlierReminder
        let truth: Truth
    }

    fileprivate enum Truth {
        /// It holds now, until then.
        case holds(ScheduledInstruction, until: Instant)
        /// It does not hold now, but will.
        case later(ScheduledInstruction, until: Instant)
        /// Its window has closed already.
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
        for wrong in topics.compactMap({ last[$0].flatMap(wrong) }) {
            guard let occurrence = correction(of: wrong) else { continue }
            let telling = schedule.telling(correcting: wrong.earlier, wrong.truth.words, at: now, as: occurrence, named: namedSessions)
            switch timing(of: occurrence, wrong) {
            case .wait(let until):
                unfinished.insert(occurrence.window.treatment)
                wake(at: until)
            case .leaveOut: decide(occurrence, .suppress(.quietHours), claim: telling.claim)
            case .now:
                if case .withdrawn = wrong.truth {
                    withdrawn.append((occurrence, telling.claim))
                } else {
                    decide(occurrence, .emit(lateBy: 0), claim: telling.claim, message: telling.message)
                }
            }
        }
        withdraw(withdrawn)
    }

    /// All that holds no more is taken back in one sentence.
    private mutating func withdraw(_ withdrawn: [(occurrence: Occurrence, claim: Claim)]) {
        guard let first = withdrawn.first else { return }
        let message = schedule.withdrawal(of: withdrawn.map(\.claim), like: first.occurrence)
        decide(first.occurrence, .emit(lateBy: 0), claim: first.claim, message: message)
        for other in withdrawn.dropFirst() { decide(other.occurrence, .suppress(.saidTogether), claim: other.claim) }
    }

    // MARK: Is it wrong?

    private func wrong(_ earlier: EarlierReminder) -> Wrong? {
        let own = earlier.scheduled
        // Nothing is said of it for now, so nothing is corrected.
        if let own, schedule.silence(of: own, at: now) != nil || own.isUnconfirmed { return nil }
        let holders = schedule.holders(of: earlier.topic, at: now)
        let speakers = holders.filter { schedule.silence(of: $0, at: now) == nil && !$0.isUnconfirmed }
        let truth: Truth? =
            if earlier.isEnd { again(earlier, own) } else if holders.isEmpty { gone(earlier, own) } else { changed(earlier, own, speakers) }
        return truth.map { Wrong(earlier: earlier, truth: $0) }
    }

    /// What was told to be over, or to hold no more, holds again by an edit. A window that opens in its own time speaks for
    /// itself.
    private func again(_ earlier: EarlierReminder, _ own: ScheduledInstruction?) -> Truth? {
        guard let own, own.window.holds(at: now), own.window.opens <= own.knownAt else { return nil }
        let end = schedule.end(of: own, at: now)
        return end - now > Occurrence.tolerance ? .holds(own, until: end) : nil
    }

    /// What was told holds, but otherwise.
    private func changed(_ earlier: EarlierReminder, _ own: ScheduledInstruction?, _ speakers: [ScheduledInstruction]) -> Truth? {
        if let own, isAhead(earlier, own) { return nil }
        let isOwn = own.map { own in speakers.contains { $0.window == own.window } } ?? false
        guard let speaker = isOwn ? own : speakers.max(by: { $0.window.closes < $1.window.closes }) else { return nil }
        // Should the clock have been set back since, what had begun then has begun.
        let moment = max(now, earlier.emitted.at)
        let end = schedule.end(of: speaker, at: moment)
        let claim = earlier.emitted.claim
        // What matters for some minutes more is not worth a word.
        guard max(earlier.end, end) - now > Occurrence.tolerance else { return nil }
        let isReworded = isOwn && claim.template.map { !speaker.instruction.words.contains($0) } ?? false
        if claim.modality != speaker.topic.modality || isReworded { return .holds(speaker, until: end) }
        if claim.isTrue(of: end, in: schedule.zone) { return nil }
        // A session that was entered or moved since speaks for itself.
        let edited = schedule.stretch(of: speaker, at: moment).filter { scheduled in
            scheduled.knownAt > earlier.emitted.at || scheduled.history.since > earlier.emitted.at
                || scheduled.instructionKey == earlier.instructionKey && scheduled.window.timingRevision != earlier.emitted.key.timingRevision
        }
        let others = edited.filter { $0.instructionKey != earlier.instructionKey }
        if others.contains(where: isPending) { return nil }
        if end > earlier.end {
            // What was planned all along, another session's window, does so too.
            let limit = max(now, earlier.end)
            if edited.isEmpty || others.contains(where: { speaks($0, after: earlier.emitted.at, by: limit) }) { return nil }
        }
        return .holds(speaker, until: end)
    }

    /// What was told to hold does not hold now.
    private func gone(_ earlier: EarlierReminder, _ own: ScheduledInstruction?) -> Truth? {
        guard earlier.end - now > Occurrence.tolerance, earlier.emitted.window.kind != .monitor, !isSilent(earlier) else { return nil }
        guard let own else { return .withdrawn }
        guard own.window.opens > now else { return .over(own) }
        let end = schedule.end(of: own, at: max(now, earlier.emitted.at))
        return isAhead(earlier, own) || own.window.opens - now <= Occurrence.tolerance ? nil : .later(own, until: end)
    }

    /// Whether the patient was told of it before it begins, and that is still so.
    private func isAhead(_ earlier: EarlierReminder, _ own: ScheduledInstruction) -> Bool {
        own.window.opens > now && abs(own.window.opens - earlier.emitted.window.opens) <= Occurrence.tolerance
            && earlier.emitted.claim.isTrue(of: schedule.end(of: own, at: max(now, earlier.emitted.at)), in: schedule.zone)
    }

    /// Whether a reminder of `scheduled` that was due before is still to be said.
    private func isPending(_ scheduled: ScheduledInstruction) -> Bool {
        guard scheduled.window.opens <= now else { return false }
        return schedule.occurrences(of: [scheduled], over: scheduled.window.opens...now).contains { occurrence in
            occurrence.phase != .end && occurrence.exclusion == nil && occurrence.deadline > now
                && !decided.keys.contains(occurrence.key)
        }
    }

    /// Whether a planned reminder of `scheduled` falls into the time from `after` to `limit`.
    private func speaks(_ scheduled: ScheduledInstruction, after: Instant, by limit: Instant) -> Bool {
        let from = max(after, scheduled.knownAt)
        guard from <= limit else { return false }
        return schedule.occurrences(of: [scheduled], over: from...limit).contains { $0.phase != .end && $0.exclusion == nil }
    }

    /// Whether the plan of something that holds no more is only waiting, or has ended as it was meant to: what it told
    /// stands then, though nothing is said of it any more.
    private func isSilent(_ earlier: EarlierReminder) -> Bool {
        guard let treatment = schedule.treatment(earlier.instructionKey.treatment), let assigned = schedule.record.assignedPlan(treatment.plan)
        else { return false }
        return SuppressReason(assigned.plan.status) != nil || assigned.plan.status == .completed
    }

    // MARK: The correction

    private func correction(of wrong: Wrong) -> Occurrence? {
        let instructionKey = wrong.earlier.instructionKey
        guard let treatment = schedule.treatment(instructionKey.treatment) else { return nil }
        let ordinal = decided.keys.count { key in
            key.role == .correction && key.treatment == instructionKey.treatment && key.instruction == instructionKey.instruction
        }
        let times = wrong.earlier.scheduled?.window ?? wrong.earlier.emitted.window
        let window = Window(
            treatment: treatment.id, timingRevision: treatment.timingRevision, plan: treatment.plan,
            careProtocol: schedule.record.assignedPlan(treatment.plan)?.plan.careProtocol ?? wrong.earlier.emitted.window.careProtocol,
            instruction: instructionKey.instruction, kind: wrong.earlier.emitted.window.kind, opens: times.opens, closes: times.closes)
        return Occurrence(
            window: window, place: 0, phase: wrong.truth.until == nil ? .end : .during, role: .correction,
            ordinal: ordinal, due: now, deadline: max(wrong.earlier.end, wrong.truth.until ?? .distantPast),
            replaces: wrong.earlier.emitted.key)
    }

    private enum Timing {
        case now, leaveOut
        case wait(until: Instant)
    }

    /// In quiet hours a correction waits for their end, if it still matters by then. One that does not is said now where
    /// it asks for more than was said, and left out where it asks for less.
    private func timing(of occurrence: Occurrence, _ wrong: Wrong) -> Timing {
        let policy = (wrong.truth.scheduled ?? wrong.earlier.planned)?.instruction.quiet
            ?? schedule.instruction(of: wrong.earlier.instructionKey)?.quiet ?? .defer
        let quiet = policy == .override ? nil : schedule.record.quietHours?.interval(around: now, in: schedule.zone)
        guard let quiet else { return .now }
        if occurrence.deadline > quiet.upperBound { return .wait(until: quiet.upperBound) }
        return wrong.truth.until.map { $0 > wrong.earlier.end } ?? false ? .now : .leaveOut
    }
}

extension Evaluation.Truth {
    fileprivate var words: Schedule.CorrectionWords {
        switch self {
        case .holds(let scheduled, _): .holds(scheduled)
        case .later(let scheduled, _): .later(scheduled)
        case .over(let scheduled): .over(scheduled)
        case .withdrawn: .withdrawn
        }
    }
}
