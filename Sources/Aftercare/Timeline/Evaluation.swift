/// One look at a patient while it goes on: what has been decided so far, and what it waits for.
struct Evaluation {
    let schedule: Schedule
    let now: Instant
    private(set) var decided: DecisionHistory
    private(set) var decisions: [Decision] = []
    /// What the patient was told, in the order of telling, by today's plans.
    private(set) var earlierReminders: [EarlierReminder]
    /// When to look again at what could not be decided yet.
    private(set) var wakes: [Instant] = []
    /// What follows on what was said, and is not due yet.
    var upcoming: [Occurrence] = []
    /// The treatments of which a correction waits.
    var unfinished: Set<TreatmentID> = []
    /// The lists of sessions that the patient was told a moment ago.
    private(set) var namedSessions: Set<Set<TreatmentID>> = []

    init(schedule: Schedule, now: Instant, decided: DecisionHistory) {
        self.schedule = schedule
        self.now = now
        self.decided = decided
        earlierReminders = decided.emitted.compactMap(schedule.earlierReminder)
        for earlier in earlierReminders { noteNamed(by: earlier) }
    }

    mutating func decide(
        _ occurrence: Occurrence, _ verdict: Decision.Verdict, claim: Claim = Claim(), message: Message? = nil
    ) {
        guard !isInDoubt(occurrence) else {
            unfinished.insert(occurrence.window.treatment)
            return
        }
        let words: Message? = if case .emit = verdict { message ?? schedule.message(for: occurrence, now: now) } else { nil }
        let decision = Decision(occurrence: occurrence, verdict: verdict, claim: claim, message: words)
        decisions.append(decision)
        guard let emitted = decided.add(decision, at: now), let earlier = schedule.earlierReminder(emitted) else { return }
        earlierReminders.append(earlier)
        noteNamed(by: earlier)
    }

    /// Whether another machine may have said it.
    private func isInDoubt(_ occurrence: Occurrence) -> Bool {
        schedule.record.inDoubtUntil.map { occurrence.due <= $0 } ?? false
    }

    private mutating func noteNamed(by earlier: EarlierReminder) {
        guard abs(now - earlier.emitted.at) <= Occurrence.tolerance, !earlier.emitted.alsoFor.isEmpty else { return }
        namedSessions.insert(Set(earlier.emitted.alsoFor + [earlier.emitted.key.treatment]))
    }

    mutating func wake(at instant: Instant) { if instant > now { wakes.append(instant) } }

    // MARK: What was planned

    /// Decides every planned occurrence whose instant has come: of each instruction the newest that is still of
    /// use is said, once (rule 5).
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
            switch ruling(on: occurrence, of: scheduled, isNewest: newest[occurrence.window] == occurrence) {
            case .decide(let verdict): decide(occurrence, verdict)
            case .say: say(occurrence, of: scheduled)
            case .wait(let until): wake(at: until)
            }
        }
    }

    private enum Ruling {
        case say
        case decide(Decision.Verdict)
        case wait(until: Instant)
    }

    private func ruling(on occurrence: Occurrence, of scheduled: ScheduledInstruction, isNewest: Bool) -> Ruling {
        if let ended = scheduled.ended { return .decide(.cancel(ended)) }
        if let silence = silence(of: scheduled, since: occurrence.due) { return .decide(.suppress(silence)) }
        if scheduled.isUnconfirmed {
            return occurrence.deadline > now ? .wait(until: occurrence.deadline) : .decide(.suppress(.unconfirmed))
        }
        if let exclusion = occurrence.exclusion { return .decide(.suppress(exclusion)) }
        if !isNewest, occurrence.due < scheduled.knownAt { return .decide(.suppress(.beforeKnown)) }
        if occurrence.deadline <= now { return .decide(.miss(.deadlinePassed)) }
        if !isNewest { return .decide(.miss(.superseded)) }
        return patience(with: occurrence, of: scheduled) ?? .say
    }

    /// Whether something that comes late must wait for the end of the quiet hours, or is not said at all.
    private func patience(with occurrence: Occurrence, of scheduled: ScheduledInstruction) -> Ruling? {
        let quietRule = schedule.record.quietHoursRule(for: scheduled.instruction)
        guard let quiet = quietRule.hours?.interval(around: now, in: schedule.zone) else { return nil }
        // A pass takes a moment; what was due just before the quiet hours is punctual.
        if !quiet.contains(occurrence.due), Occurrence.lateness(now - occurrence.due) == 0 { return nil }
        if quietRule.policy != .skip, quiet.upperBound < occurrence.deadline { return .wait(until: quiet.upperBound) }
        return .decide(.suppress(quietRule.exclusion))
    }

    /// Why nothing is said now of what was due at `due`: nothing is sent after a silence that was not sent in it.
    func silence(of scheduled: ScheduledInstruction, since due: Instant) -> SuppressReason? {
        schedule.silence(of: scheduled, at: due) ?? schedule.silence(of: scheduled, at: now)
    }

    // MARK: Saying

    /// Says `occurrence`, unless it has no words, or what it would say is known or not true.
    mutating func say(_ occurrence: Occurrence, of scheduled: ScheduledInstruction) {
        guard let telling = schedule.telling(of: occurrence, of: scheduled, at: now, named: namedSessions) else {
            return decide(occurrence, .suppress(.noText))
        }
        if let reason = hindrance(to: occurrence, of: scheduled, claiming: telling.claim) {
            return decide(occurrence, .suppress(reason))
        }
        decide(occurrence, .emit(lateBy: now - occurrence.due), claim: telling.claim, message: telling.message)
    }

    private func hindrance(to occurrence: Occurrence, of scheduled: ScheduledInstruction, claiming claim: Claim) -> SuppressReason? {
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
            } else if isSaidTogether(earlier, with: scheduled, claiming: claim) {
                return .saidTogether
            }
        }
        return nil
    }

    /// Whether so little remains that nobody need be told any more. What is said at the start of a window, in time, is
    /// said however short it is.
    private func isNearlyOver(_ occurrence: Occurrence, of scheduled: ScheduledInstruction) -> Bool {
        guard occurrence.role == .reminder, occurrence.phase != .end,
            schedule.end(of: scheduled, at: now) - now < Occurrence.tolerance
        else { return false }
        return occurrence.phase == .during || Occurrence.lateness(now - occurrence.due) > 0
    }

    /// Whether another treatment's reminder, or a correction, of the same was said just now, still stands, and gives the
    /// same end.
    private func isSaidTogether(_ earlier: EarlierReminder, with scheduled: ScheduledInstruction, claiming claim: Claim) -> Bool {
        abs(now - earlier.emitted.at) <= Occurrence.tolerance && earlier.stands(at: now) && earlier.emitted.claim.agrees(with: claim)
            && (earlier.topic == scheduled.topic || earlier.topic.isNamed(like: scheduled.topic) && claim.template != nil
                && earlier.emitted.claim.template == claim.template)
    }

    /// Whether the patient knows what `occurrence` would say: from before its treatment's times changed, or by a
    /// correction.
    private func isKnown(
        _ occurrence: Occurrence, _ earlier: EarlierReminder, of scheduled: ScheduledInstruction, claiming claim: Claim, isTakenBack: Bool
    ) -> Bool {
        let emitted = earlier.emitted
        let isCorrection = emitted.key.role == .correction
        // A correction says it whole, whatever part of it this would say.
        if isCorrection, abs(now - emitted.at) <= Occurrence.tolerance, earlier.isEnd || earlier.stands(at: now) { return true }
        guard emitted.key.timingRevision != occurrence.window.timingRevision || isCorrection || emitted.key.role == .standing
            || emitted.key.instruction != occurrence.window.instruction
        else { return false }
        // A last word is the same, whatever the end that it came at: over is over.
        let isLastWord = earlier.isEnd && !isCorrection && occurrence.due <= scheduled.knownAt
        guard emitted.claim.agrees(with: claim) || isLastWord else { return false }
        if abs(emitted.due - occurrence.due) <= Occurrence.tolerance { return true }
        guard occurrence.due <= scheduled.knownAt else { return false }
        if emitted.due >= occurrence.due || earlier.isEnd { return true }
        // What names no time is as true as it was, whenever its treatment ended.
        return !isTakenBack && emitted.claim.until == nil && emitted.claim.template == claim.template
            && emitted.key.place == occurrence.place
    }
}
