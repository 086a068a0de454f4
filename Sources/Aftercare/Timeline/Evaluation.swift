/// The evaluation of one patient at one instant, while it runs: what has been decided so far, and what it waits for.
struct Evaluation {
    let schedule: Schedule
    let now: Instant
    private(set) var decided: DecisionHistory
    private(set) var decisions: [Decision] = []
    /// Every reminder to the patient in order of emission, seen through today's plans.
    private(set) var earlierReminders: [EarlierReminder]
    /// When to evaluate again what could not be decided yet.
    private(set) var wakes: [Instant] = []
    /// Follow-ups that are not due yet.
    var upcoming: [Occurrence] = []
    /// The treatments that are not over while something waits: a correction, a standing reminder, an escalation, or the
    /// end of a doubt.
    var unfinished: Set<TreatmentID> = []
    /// The sets of sessions that were named to the patient a moment ago.
    private(set) var namedSessions: Set<Set<TreatmentID>> = []

    init(schedule: Schedule, now: Instant, decided: DecisionHistory) {
        self.schedule = schedule
        self.now = now
        self.decided = decided
        earlierReminders = decided.emitted.compactMap(schedule.earlierReminder)
        for earlier in earlierReminders { recordNamedSessions(of: earlier) }
    }

    mutating func decide(
        _ occurrence: Occurrence, _ verdict: Decision.Verdict, claim: Claim = Claim(), payload: Payload? = nil
    ) {
        guard !isInDoubt(occurrence) else {
            unfinished.insert(occurrence.window.treatment)
            return
        }
        let words: Payload? = if case .emit = verdict { payload ?? schedule.payload(for: occurrence, now: now) } else { nil }
        let decision = Decision(occurrence: occurrence, verdict: verdict, claim: claim, payload: words)
        decisions.append(decision)
        guard let emitted = decided.add(decision, at: now), let earlier = schedule.earlierReminder(emitted) else { return }
        earlierReminders.append(earlier)
        recordNamedSessions(of: earlier)
    }

    /// Whether another machine may have sent it.
    private func isInDoubt(_ occurrence: Occurrence) -> Bool {
        schedule.record.inDoubtUntil.map { occurrence.due <= $0 } ?? false
    }

    private mutating func recordNamedSessions(of earlier: EarlierReminder) {
        guard abs(now - earlier.emitted.at) <= Occurrence.tolerance, !earlier.emitted.alsoFor.isEmpty else { return }
        namedSessions.insert(Set(earlier.emitted.alsoFor + [earlier.emitted.key.treatment]))
    }

    mutating func wake(at instant: Instant) { if instant > now { wakes.append(instant) } }

    // MARK: Planned occurrences

    /// Decides every planned occurrence whose instant has come: of each instruction the newest that is still of use is
    /// emitted, once (rule 5 of aftercare(7)).
    mutating func decidePlanned() {
        guard let first = schedule.instructions.map(\.window.opens).min() else { return }
        let instructions = Dictionary(schedule.instructions.map { ($0.window, $0) }, uniquingKeysWith: { one, _ in one })
        let pending = schedule.occurrences(of: schedule.instructions, over: min(first - QuietHoursRule.maxShift, now)...now)
            .filter { !decided.keys.contains($0.key) }
        var newest: [Window: Occurrence] = [:]
        for occurrence in pending where occurrence.deadline > now && occurrence.exclusion == nil {
            if let other = newest[occurrence.window], other.instant > occurrence.instant { continue }
            newest[occurrence.window] = occurrence
        }
        for occurrence in pending {
            guard let scheduled = instructions[occurrence.window] else { continue }
            switch action(for: occurrence, of: scheduled, isNewest: newest[occurrence.window] == occurrence) {
            case .decide(let verdict): decide(occurrence, verdict)
            case .emit: emit(occurrence, of: scheduled)
            case .wait(let until): wake(at: until)
            }
        }
    }

    private enum Action {
        case emit
        case decide(Decision.Verdict)
        case wait(until: Instant)
    }

    private func action(for occurrence: Occurrence, of scheduled: ScheduledInstruction, isNewest: Bool) -> Action {
        if let ended = scheduled.ended { return .decide(.cancel(ended)) }
        if let reason = suppressReason(for: scheduled, since: occurrence.due) { return .decide(.suppress(reason)) }
        if scheduled.isUnconfirmed {
            return occurrence.deadline > now ? .wait(until: occurrence.deadline) : .decide(.suppress(.unconfirmed))
        }
        if let exclusion = occurrence.exclusion { return .decide(.suppress(exclusion)) }
        if !isNewest, occurrence.due < scheduled.knownAt { return .decide(.suppress(.beforeKnown)) }
        if occurrence.deadline <= now { return .decide(.miss(.deadlinePassed)) }
        if !isNewest { return .decide(.miss(.superseded)) }
        return quietHoursAction(for: occurrence, of: scheduled) ?? .emit
    }

    /// What becomes of a late reminder in quiet hours: it waits for their end, or is suppressed. Nil when quiet hours
    /// do not affect it.
    private func quietHoursAction(for occurrence: Occurrence, of scheduled: ScheduledInstruction) -> Action? {
        let quietRule = schedule.record.quietHoursRule(for: scheduled.instruction)
        guard let quiet = quietRule.hours?.interval(around: now, in: schedule.zone) else { return nil }
        // A pass takes a moment, so what was due just before the quiet hours counts as punctual.
        if !quiet.contains(occurrence.due), Occurrence.lateness(now - occurrence.due) == 0 { return nil }
        if quietRule.policy != .skip, quiet.upperBound < occurrence.deadline { return .wait(until: quiet.upperBound) }
        return .decide(.suppress(quietRule.exclusion))
    }

    /// Why a reminder that was due at `due` is not emitted now. What was suppressed when it was due stays unsent.
    func suppressReason(for scheduled: ScheduledInstruction, since due: Instant) -> SuppressReason? {
        schedule.suppressReason(for: scheduled, at: due) ?? schedule.suppressReason(for: scheduled, at: now)
    }

    // MARK: Emitting

    /// Emits `occurrence`, unless it has no text, or the text would be known already or not true.
    mutating func emit(_ occurrence: Occurrence, of scheduled: ScheduledInstruction) {
        guard let rendered = schedule.rendered(occurrence, of: scheduled, at: now, named: namedSessions) else {
            return decide(occurrence, .suppress(.noText))
        }
        if let reason = reasonNotToEmit(occurrence, of: scheduled, claiming: rendered.claim) {
            return decide(occurrence, .suppress(reason))
        }
        decide(occurrence, .emit(lateBy: now - occurrence.due), claim: rendered.claim, payload: rendered.payload)
    }

    private func reasonNotToEmit(_ occurrence: Occurrence, of scheduled: ScheduledInstruction, claiming claim: Claim) -> SuppressReason? {
        let isEnd = occurrence.phase == .end
        if isEnd, schedule.isHeld(scheduled.topic, at: now, besides: scheduled.window) { return .stillForbidden }
        if isNearlyOver(occurrence, of: scheduled) { return .nearlyOver }
        var isTakenBack = false
        for earlier in earlierReminders.reversed() {
            let isSame = earlier.instructionKey == scheduled.instructionKey
            if isSame, earlier.isEnd != isEnd, earlier.emitted.key.role == .correction { isTakenBack = true }
            guard earlier.isEnd == isEnd else { continue }
            if isSame {
                if isKnown(occurrence, earlier, of: scheduled, claiming: claim, isTakenBack: isTakenBack) { return .alreadySaid }
            } else if isEmittedTogether(earlier, with: scheduled, claiming: claim) {
                return .saidTogether
            }
        }
        return nil
    }

    /// Whether too little time remains for a reminder to be worth it. One at the start of a window, on time, is emitted
    /// however short the window is.
    private func isNearlyOver(_ occurrence: Occurrence, of scheduled: ScheduledInstruction) -> Bool {
        guard occurrence.role == .reminder, occurrence.phase != .end,
            schedule.end(of: scheduled, at: now) - now < Occurrence.tolerance
        else { return false }
        return occurrence.phase == .during || Occurrence.lateness(now - occurrence.due) > 0
    }

    /// Whether another treatment's reminder of the same, or a correction, was emitted just now, still stands and gives
    /// the same end.
    private func isEmittedTogether(_ earlier: EarlierReminder, with scheduled: ScheduledInstruction, claiming claim: Claim) -> Bool {
        abs(now - earlier.emitted.at) <= Occurrence.tolerance && earlier.stands(at: now) && earlier.emitted.claim.agrees(with: claim)
            && (earlier.topic == scheduled.topic
                || earlier.topic.isNamed(like: scheduled.topic) && claim.template != nil
                    && earlier.emitted.claim.template == claim.template)
    }

    /// Whether the patient already knows the content of `occurrence`: from before its treatment's times changed, or
    /// from a correction.
    private func isKnown(
        _ occurrence: Occurrence, _ earlier: EarlierReminder, of scheduled: ScheduledInstruction, claiming claim: Claim, isTakenBack: Bool
    ) -> Bool {
        let emitted = earlier.emitted
        let isCorrection = emitted.key.role == .correction
        // A correction covers all of it, whichever part this occurrence is about.
        if isCorrection, abs(now - emitted.at) <= Occurrence.tolerance, earlier.isEnd || earlier.stands(at: now) { return true }
        guard
            emitted.key.timingRevision != occurrence.window.timingRevision || isCorrection || emitted.key.role == .standing
                || emitted.key.instruction != occurrence.window.instruction
        else { return false }
        // A closing reminder is the same whenever the end came: over is over.
        let isLastWord = earlier.isEnd && !isCorrection && occurrence.due <= scheduled.knownAt
        guard emitted.claim.agrees(with: claim) || isLastWord else { return false }
        if abs(emitted.due - occurrence.due) <= Occurrence.tolerance { return true }
        guard occurrence.due <= scheduled.knownAt else { return false }
        if emitted.due >= occurrence.due || earlier.isEnd { return true }
        // A reminder that names no time stays true, whenever its treatment ended.
        return !isTakenBack && emitted.claim.until == nil && emitted.claim.template == claim.template
            && emitted.key.place == occurrence.place
    }
}
