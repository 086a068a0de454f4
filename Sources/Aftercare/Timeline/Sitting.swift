/// One look at a patient while it goes on: what has been decided so far, and what it waits for.
struct Sitting {
    let agenda: Agenda
    let now: Instant
    private(set) var decided: Decided
    private(set) var decisions: [Decision] = []
    /// What the patient was told, in the order of telling, by today's plans.
    private(set) var told: [Told]
    /// When to look again at what could not be decided yet.
    private(set) var wakes: [Instant] = []
    /// What follows on what was said, and is not due yet.
    var upcoming: [Occurrence] = []
    /// The treatments of which a correction waits.
    var unfinished: Set<TreatmentID> = []
    /// The lists of sessions that the patient was told a moment ago.
    private(set) var namedSessions: Set<Set<TreatmentID>> = []

    init(agenda: Agenda, now: Instant, decided: Decided) {
        self.agenda = agenda
        self.now = now
        self.decided = decided
        told = decided.said.compactMap(agenda.told)
        for word in told { noteNamed(by: word) }
    }

    mutating func decide(
        _ occurrence: Occurrence, _ verdict: Decision.Verdict, claim: Claim = Claim(), message: Message? = nil
    ) {
        guard !isInDoubt(occurrence) else {
            unfinished.insert(occurrence.window.treatment)
            return
        }
        let words: Message? = if case .emit = verdict { message ?? agenda.message(for: occurrence, now: now) } else { nil }
        let decision = Decision(occurrence: occurrence, verdict: verdict, claim: claim, message: words)
        decisions.append(decision)
        guard let said = decided.add(decision, at: now), let word = agenda.told(said) else { return }
        told.append(word)
        noteNamed(by: word)
    }

    /// Whether another machine may have said it.
    private func isInDoubt(_ occurrence: Occurrence) -> Bool {
        agenda.record.inDoubtUntil.map { occurrence.due <= $0 } ?? false
    }

    private mutating func noteNamed(by word: Told) {
        guard abs(now - word.said.at) <= Occurrence.tolerance, !word.said.alsoFor.isEmpty else { return }
        namedSessions.insert(Set(word.said.alsoFor + [word.said.key.treatment]))
    }

    mutating func wake(at instant: Instant) { if instant > now { wakes.append(instant) } }

    // MARK: What was planned

    /// Decides every planned occurrence whose instant has come: of each instruction the newest that is still of
    /// use is said, once (rule 5).
    mutating func decidePlanned() {
        guard let first = agenda.holdings.map(\.window.opens).min() else { return }
        let holdings = Dictionary(agenda.holdings.map { ($0.window, $0) }, uniquingKeysWith: { one, _ in one })
        let pending = agenda.occurrences(of: agenda.holdings, over: min(first - Night.furthest, now)...now)
            .filter { !decided.keys.contains($0.key) }
        var newest: [Window: Occurrence] = [:]
        for occurrence in pending where occurrence.deadline > now && occurrence.exclusion == nil {
            if let other = newest[occurrence.window], other.instant > occurrence.instant { continue }
            newest[occurrence.window] = occurrence
        }
        for occurrence in pending {
            guard let holding = holdings[occurrence.window] else { continue }
            switch ruling(on: occurrence, of: holding, isNewest: newest[occurrence.window] == occurrence) {
            case .decide(let verdict): decide(occurrence, verdict)
            case .say: say(occurrence, of: holding)
            case .wait(let until): wake(at: until)
            }
        }
    }

    private enum Ruling {
        case say
        case decide(Decision.Verdict)
        case wait(until: Instant)
    }

    private func ruling(on occurrence: Occurrence, of holding: Holding, isNewest: Bool) -> Ruling {
        if let ended = holding.ended { return .decide(.cancel(ended)) }
        if let silence = silence(of: holding, since: occurrence.due) { return .decide(.suppress(silence)) }
        if holding.isUnconfirmed {
            return occurrence.deadline > now ? .wait(until: occurrence.deadline) : .decide(.suppress(.unconfirmed))
        }
        if let exclusion = occurrence.exclusion { return .decide(.suppress(exclusion)) }
        if !isNewest, occurrence.due < holding.knownAt { return .decide(.suppress(.beforeKnown)) }
        if occurrence.deadline <= now { return .decide(.miss(.deadlinePassed)) }
        if !isNewest { return .decide(.miss(.superseded)) }
        return patience(with: occurrence, of: holding) ?? .say
    }

    /// Whether something that comes late must wait for the end of the quiet hours, or is not said at all.
    private func patience(with occurrence: Occurrence, of holding: Holding) -> Ruling? {
        let night = agenda.record.night(for: holding.instruction)
        guard let quiet = night.hours?.interval(around: now, in: agenda.zone) else { return nil }
        // A pass takes a moment; what was due just before the quiet hours is punctual.
        if !quiet.contains(occurrence.due), Reminder.lateness(now - occurrence.due) == 0 { return nil }
        if night.policy != .skip, quiet.upperBound < occurrence.deadline { return .wait(until: quiet.upperBound) }
        return .decide(.suppress(night.exclusion))
    }

    /// Why nothing is said now of what was due at `due`: nothing is sent after a silence that was not sent in it.
    func silence(of holding: Holding, since due: Instant) -> SuppressReason? {
        agenda.silence(of: holding, at: due) ?? agenda.silence(of: holding, at: now)
    }

    // MARK: Saying

    /// Says `occurrence`, unless it has no words, or what it would say is known or not true.
    mutating func say(_ occurrence: Occurrence, of holding: Holding) {
        guard let telling = agenda.telling(of: occurrence, of: holding, at: now, named: namedSessions) else {
            return decide(occurrence, .suppress(.noText))
        }
        if let reason = hindrance(to: occurrence, of: holding, claiming: telling.claim) {
            return decide(occurrence, .suppress(reason))
        }
        decide(occurrence, .emit(lateBy: now - occurrence.due), claim: telling.claim, message: telling.message)
    }

    private func hindrance(to occurrence: Occurrence, of holding: Holding, claiming claim: Claim) -> SuppressReason? {
        let isEnd = occurrence.phase == .end
        if isEnd, agenda.isHeld(holding.topic, at: now, besides: holding.window) { return .stillForbidden }
        if isNearlyOver(occurrence, of: holding) { return .nearlyOver }
        var isTakenBack = false
        for word in told.reversed() {
            let isSame = word.strand == holding.strand
            if isSame, word.isEnd != isEnd, word.said.key.role == .correction { isTakenBack = true }
            guard word.isEnd == isEnd else { continue }
            if isSame {
                if isKnown(occurrence, word, of: holding, claiming: claim, isTakenBack: isTakenBack) { return .alreadySaid }
            } else if isSaidTogether(word, with: holding, claiming: claim) {
                return .saidTogether
            }
        }
        return nil
    }

    /// Whether so little remains that nobody need be told any more. What is said at the start of a window, in time, is
    /// said however short it is.
    private func isNearlyOver(_ occurrence: Occurrence, of holding: Holding) -> Bool {
        guard occurrence.role == .reminder, occurrence.phase != .end,
            agenda.end(of: holding, at: now) - now < Occurrence.tolerance
        else { return false }
        return occurrence.phase == .during || Reminder.lateness(now - occurrence.due) > 0
    }

    /// Whether another treatment's reminder, or a correction, of the same was said just now, still stands, and gives the
    /// same end.
    private func isSaidTogether(_ word: Told, with holding: Holding, claiming claim: Claim) -> Bool {
        abs(now - word.said.at) <= Occurrence.tolerance && word.stands(at: now) && word.said.claim.agrees(with: claim)
            && (word.topic == holding.topic || word.topic.isNamed(like: holding.topic) && claim.template != nil
                && word.said.claim.template == claim.template)
    }

    /// Whether the patient knows what `occurrence` would say: from before its treatment's times changed, or by a
    /// correction.
    private func isKnown(
        _ occurrence: Occurrence, _ word: Told, of holding: Holding, claiming claim: Claim, isTakenBack: Bool
    ) -> Bool {
        let said = word.said
        let isCorrection = said.key.role == .correction
        // A correction says it whole, whatever part of it this would say.
        if isCorrection, abs(now - said.at) <= Occurrence.tolerance, word.isEnd || word.stands(at: now) { return true }
        guard said.key.timingRevision != occurrence.window.timingRevision || isCorrection || said.key.role == .standing
            || said.key.instruction != occurrence.window.instruction
        else { return false }
        // A last word is the same, whatever the end that it came at: over is over.
        let isLastWord = word.isEnd && !isCorrection && occurrence.due <= holding.knownAt
        guard said.claim.agrees(with: claim) || isLastWord else { return false }
        if abs(said.due - occurrence.due) <= Occurrence.tolerance { return true }
        guard occurrence.due <= holding.knownAt else { return false }
        if said.due >= occurrence.due || word.isEnd { return true }
        // What names no time is as true as it was, whenever its treatment ended.
        return !isTakenBack && said.claim.until == nil && said.claim.template == claim.template
            && said.key.place == occurrence.place
    }
}
