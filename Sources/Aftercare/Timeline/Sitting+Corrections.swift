// Rule 8: what a patient was told and an edit made wrong is said anew, once. What counts is the last word on a topic,
// whichever treatment it came from; and before it is corrected, all treatments are asked what holds of the topic now.

extension Sitting {
    /// A last word that is not true any more.
    fileprivate struct Wrong {
        let word: Told
        let truth: Truth
    }

    fileprivate enum Truth {
        /// It holds now, until then.
        case holds(Holding, until: Instant)
        /// It does not hold now, but will.
        case later(Holding, until: Instant)
        /// Its window has closed already.
        case over(Holding)
        /// Nothing asks for it any more.
        case withdrawn

        var holding: Holding? {
            switch self {
            case .holds(let holding, _), .later(let holding, _), .over(let holding): holding
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
        guard agenda.record.patient.status == .active else { return }
        var last: [Topic: Told] = [:]
        var topics: [Topic] = []
        for word in told where last.updateValue(word, forKey: word.topic) == nil { topics.append(word.topic) }
        var withdrawn: [(Occurrence, Claim)] = []
        for wrong in topics.compactMap({ last[$0].flatMap(wrong) }) {
            guard let occurrence = correction(of: wrong) else { continue }
            let telling = agenda.telling(correcting: wrong.word, wrong.truth.words, at: now, as: occurrence, named: namedSessions)
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
        let message = agenda.withdrawal(of: withdrawn.map(\.claim), like: first.occurrence)
        decide(first.occurrence, .emit(lateBy: 0), claim: first.claim, message: message)
        for other in withdrawn.dropFirst() { decide(other.occurrence, .suppress(.saidTogether), claim: other.claim) }
    }

    // MARK: Is it wrong?

    private func wrong(_ word: Told) -> Wrong? {
        let own = word.holding
        // Nothing is said of it for now, so nothing is corrected.
        if let own, agenda.silence(of: own, at: now) != nil || own.isUnconfirmed { return nil }
        let holders = agenda.holders(of: word.topic, at: now)
        let speakers = holders.filter { agenda.silence(of: $0, at: now) == nil && !$0.isUnconfirmed }
        let truth: Truth? =
            if word.isEnd { again(word, own) } else if holders.isEmpty { gone(word, own) } else { changed(word, own, speakers) }
        return truth.map { Wrong(word: word, truth: $0) }
    }

    /// What was told to be over, or to hold no more, holds again by an edit. A window that opens in its own time speaks for
    /// itself.
    private func again(_ word: Told, _ own: Holding?) -> Truth? {
        guard let own, own.window.holds(at: now), own.window.opens <= own.knownAt else { return nil }
        let end = agenda.end(of: own, at: now)
        return end - now > Occurrence.tolerance ? .holds(own, until: end) : nil
    }

    /// What was told holds, but otherwise.
    private func changed(_ word: Told, _ own: Holding?, _ speakers: [Holding]) -> Truth? {
        if let own, isAhead(word, own) { return nil }
        let isOwn = own.map { own in speakers.contains { $0.window == own.window } } ?? false
        guard let speaker = isOwn ? own : speakers.max(by: { $0.window.closes < $1.window.closes }) else { return nil }
        // Should the clock have been set back since, what had begun then has begun.
        let moment = max(now, word.said.at)
        let end = agenda.end(of: speaker, at: moment)
        let claim = word.said.claim
        // What matters for some minutes more is not worth a word.
        guard max(word.end, end) - now > Occurrence.tolerance else { return nil }
        let isReworded = isOwn && claim.template.map { !speaker.instruction.words.contains($0) } ?? false
        if claim.modality != speaker.topic.modality || isReworded { return .holds(speaker, until: end) }
        if claim.isTrue(of: end, in: agenda.zone) { return nil }
        // A session that was entered or moved since speaks for itself.
        let edited = agenda.stretch(of: speaker, at: moment).filter { holding in
            holding.knownAt > word.said.at || holding.history.since > word.said.at
                || holding.strand == word.strand && holding.window.timingRevision != word.said.key.timingRevision
        }
        let others = edited.filter { $0.strand != word.strand }
        if others.contains(where: isPending) { return nil }
        if end > word.end {
            // What was planned all along, another session's window, does so too.
            let limit = max(now, word.end)
            if edited.isEmpty || others.contains(where: { speaks($0, after: word.said.at, by: limit) }) { return nil }
        }
        return .holds(speaker, until: end)
    }

    /// What was told to hold does not hold now.
    private func gone(_ word: Told, _ own: Holding?) -> Truth? {
        guard word.end - now > Occurrence.tolerance, word.said.window.kind != .monitor, !isSilent(word) else { return nil }
        guard let own else { return .withdrawn }
        guard own.window.opens > now else { return .over(own) }
        let end = agenda.end(of: own, at: max(now, word.said.at))
        return isAhead(word, own) || own.window.opens - now <= Occurrence.tolerance ? nil : .later(own, until: end)
    }

    /// Whether the patient was told of it before it begins, and that is still so.
    private func isAhead(_ word: Told, _ own: Holding) -> Bool {
        own.window.opens > now && abs(own.window.opens - word.said.window.opens) <= Occurrence.tolerance
            && word.said.claim.isTrue(of: agenda.end(of: own, at: max(now, word.said.at)), in: agenda.zone)
    }

    /// Whether a reminder of `holding` that was due before is still to be said.
    private func isPending(_ holding: Holding) -> Bool {
        guard holding.window.opens <= now else { return false }
        return agenda.occurrences(of: [holding], over: holding.window.opens...now).contains { occurrence in
            occurrence.phase != .end && occurrence.exclusion == nil && occurrence.deadline > now
                && !decided.keys.contains(occurrence.key)
        }
    }

    /// Whether a planned reminder of `holding` falls into the time from `after` to `limit`.
    private func speaks(_ holding: Holding, after: Instant, by limit: Instant) -> Bool {
        let from = max(after, holding.knownAt)
        guard from <= limit else { return false }
        return agenda.occurrences(of: [holding], over: from...limit).contains { $0.phase != .end && $0.exclusion == nil }
    }

    /// Whether the plan of something that holds no more is only waiting, or has ended as it was meant to: what it told
    /// stands then, though nothing is said of it any more.
    private func isSilent(_ word: Told) -> Bool {
        guard let treatment = agenda.treatment(word.strand.treatment), let course = agenda.record.course(treatment.plan)
        else { return false }
        return SuppressReason(course.plan.status) != nil || course.plan.status == .completed
    }

    // MARK: The correction

    private func correction(of wrong: Wrong) -> Occurrence? {
        let strand = wrong.word.strand
        guard let treatment = agenda.treatment(strand.treatment) else { return nil }
        let ordinal = decided.keys.count { key in
            key.role == .correction && key.treatment == strand.treatment && key.instruction == strand.instruction
        }
        let times = wrong.word.holding?.window ?? wrong.word.said.window
        let window = Window(
            treatment: treatment.id, timingRevision: treatment.timingRevision, plan: treatment.plan,
            careProtocol: agenda.record.course(treatment.plan)?.plan.careProtocol ?? wrong.word.said.window.careProtocol,
            instruction: strand.instruction, kind: wrong.word.said.window.kind, opens: times.opens, closes: times.closes)
        return Occurrence(
            window: window, place: 0, phase: wrong.truth.until == nil ? .end : .during, role: .correction,
            ordinal: ordinal, due: now, deadline: max(wrong.word.end, wrong.truth.until ?? .distantPast),
            replaces: wrong.word.said.key)
    }

    private enum Timing {
        case now, leaveOut
        case wait(until: Instant)
    }

    /// In quiet hours a correction waits for their end, if it still matters by then. One that does not is said now where
    /// it asks for more than was said, and left out where it asks for less.
    private func timing(of occurrence: Occurrence, _ wrong: Wrong) -> Timing {
        let policy = (wrong.truth.holding ?? wrong.word.planned)?.instruction.quiet
            ?? agenda.instruction(of: wrong.word.strand)?.quiet ?? .defer
        let quiet = policy == .override ? nil : agenda.record.quietHours?.interval(around: now, in: agenda.zone)
        guard let quiet else { return .now }
        if occurrence.deadline > quiet.upperBound { return .wait(until: quiet.upperBound) }
        return wrong.truth.until.map { $0 > wrong.word.end } ?? false ? .now : .leaveOut
    }
}

extension Sitting.Truth {
    fileprivate var words: Agenda.CorrectionWords {
        switch self {
        case .holds(let holding, _): .holds(holding)
        case .later(let holding, _): .later(holding)
        case .over(let holding): .over(holding)
        case .withdrawn: .withdrawn
        }
    }
}
