// What still holds when a silence ends, or when a treatment becomes known: it is said then, with the time that remains
// (rule 8). What passed in the silence is not sent afterwards.

extension Sitting {
    mutating func decideStanding() {
        guard agenda.record.patient.status == .active else { return }
        for holding in agenda.holdings where holding.isSpokenOf && !holding.isUnconfirmed && holding.window.holds(at: now) {
            guard let since = agenda.heardSince(holding, by: now), isOwed(holding, since: since) else { continue }
            stand(holding, since: since)
        }
    }

    private mutating func stand(_ holding: Holding, since: Agenda.Hearing) {
        let occurrence = Occurrence(
            window: holding.window, place: 0, phase: .during, role: .standing, ordinal: since.ordinal, due: since.at,
            deadline: holding.window.closes)
        guard !decided.keys.contains(occurrence.key), agenda.silence(of: holding, at: now) == nil else { return }
        let night = agenda.record.night(for: holding.instruction)
        if let quiet = night.hours?.interval(around: now, in: agenda.zone) {
            guard quiet.upperBound < agenda.end(of: holding, at: now) else { return }
            unfinished.insert(holding.window.treatment)
            return wake(at: quiet.upperBound)
        }
        guard agenda.end(of: holding, at: now) - now >= Occurrence.tolerance,
            let telling = agenda.telling(of: occurrence, of: holding, at: now, named: namedSessions)
        else { return }
        decide(occurrence, .emit(lateBy: now - occurrence.due), claim: telling.claim, message: telling.message)
    }

    /// Whether something of `holding` fell into the silence that ended at `since`, and nothing tells the patient so.
    private func isOwed(_ holding: Holding, since: Agenda.Hearing) -> Bool {
        let last = told.last { $0.topic == holding.topic }
        let isKnown = last.map { !$0.isEnd && $0.stands(at: now) } ?? false
        let isRestriction = [.abstain, .restrict, .limit].contains(holding.instruction.kind)
        // A restriction is said again after a silence, whatever was said before it.
        let isFresh = since.isNews || !isRestriction || (last.map { $0.said.at >= since.at } ?? false)
        if isKnown, isFresh { return false }
        let begin = max(since.silentFrom, holding.window.opens)
        guard since.at > begin else { return false }
        let missed = agenda.occurrences(of: [holding], over: begin...since.at - 1)
            .contains { $0.phase != .end && $0.exclusion == nil }
        guard missed else { return false }
        // Anything but a restriction or a sign has its next reminder to say it.
        return isRestriction || holding.instruction.kind == .monitor || !isSaidLater(holding)
    }

    private func isSaidLater(_ holding: Holding) -> Bool {
        guard now < holding.window.closes else { return false }
        return agenda.occurrences(of: [holding], over: now + 1...holding.window.closes)
            .contains { $0.phase != .end && agenda.isSayable($0) }
    }
}

extension Agenda {
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

    /// Since when the patient hears of `holding` by `now`, where that was after its window opened; nil: from the start.
    func heardSince(_ holding: Holding, by now: Instant) -> Hearing? {
        var hearings: [Hearing] = []
        func add(_ starts: [(at: Instant, silentFrom: Instant)]) {
            for (at, silentFrom) in starts where at > holding.window.opens && at <= now {
                hearings.append(Hearing(at: at, silentFrom: silentFrom, ordinal: hearings.count + 1, isNews: false))
            }
        }
        add(holding.history.returns { $0 == .active })
        add(record.patient.history.returns { $0 == .active })
        if holding.knownAt > holding.window.opens, holding.knownAt <= now {
            hearings.append(Hearing(at: holding.knownAt, silentFrom: .distantPast, ordinal: 0, isNews: true))
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
