/// One look at a patient while it goes on: what has been decided so far, and what it waits for.
struct Sitting {
    let agenda: Agenda
    let now: Instant
    private(set) var decided: Decided
    private(set) var decisions: [Decision] = []
    /// When to look again at what could not be decided yet.
    private(set) var wakes: [Instant] = []
    /// What follows on what was said, and is not due yet.
    var upcoming: [Occurrence] = []
    /// The treatments of which a correction waits.
    var unfinished: Set<TreatmentID> = []

    init(agenda: Agenda, now: Instant, decided: Decided) {
        self.agenda = agenda
        self.now = now
        self.decided = decided
    }

    mutating func decide(_ occurrence: Occurrence, _ verdict: Decision.Verdict, claim: Claim = Claim()) {
        let decision = Decision(occurrence: occurrence, verdict: verdict, claim: claim)
        decisions.append(decision)
        decided.add(decision, at: now)
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
        guard let claim = agenda.claim(of: occurrence, of: holding, at: now) else {
            return decide(occurrence, .suppress(.noText))
        }
        if let reason = hindrance(to: occurrence, of: holding, claiming: claim) { return decide(occurrence, .suppress(reason)) }
        decide(occurrence, .emit(lateBy: now - occurrence.due), claim: claim)
    }

    private func hindrance(to occurrence: Occurrence, of holding: Holding, claiming claim: Claim) -> SuppressReason? {
        let isEnd = occurrence.phase == .end
        let others = agenda.holders(of: holding.topic, at: now).filter { $0.window != holding.window }
        if isEnd, holding.topic.merges, !others.isEmpty { return .stillForbidden }
        for said in decided.said.reversed() where !said.key.role.isForStaff && (said.phase == .end) == isEnd {
            // A correction says it whole, whatever part of it this would say.
            let isJustCorrected = said.key.role == .correction && abs(now - said.at) <= Occurrence.tolerance
            if isJustCorrected, said.strand == holding.strand { return .alreadySaid }
            // A last word is the same, whatever the end that it came at: over is over.
            let isLastWord = isEnd && said.key.role != .correction && occurrence.due <= holding.knownAt
            guard said.claim.agrees(with: claim) || isLastWord && said.strand == holding.strand else { continue }
            if said.strand == holding.strand {
                if isRepeated(occurrence, said, knownAt: holding.knownAt) { return .alreadySaid }
            } else if abs(now - said.at) <= Occurrence.tolerance, agenda.topic(of: said.strand) == holding.topic,
                agenda.holding(of: said.strand) != nil
            {
                return .saidTogether
            }
        }
        return nil
    }

    /// Whether `occurrence` would only repeat what `said` told: before its treatment's times changed, or by
    /// correcting them.
    private func isRepeated(_ occurrence: Occurrence, _ said: Said, knownAt: Instant) -> Bool {
        guard said.key.timingRevision != occurrence.window.timingRevision || said.key.role == .correction else { return false }
        if abs(said.due - occurrence.due) <= Occurrence.tolerance { return true }
        return occurrence.due <= knownAt && (said.due >= occurrence.due || said.phase == .end)
    }
}
