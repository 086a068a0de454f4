// Rule 8: what a patient was told and an edit made wrong is said anew, once.

extension Sitting {
    /// Something that was said and is not true any more.
    private struct Wrong {
        let said: Said
        let topic: Topic?
        /// What holds of it now; nil: nothing.
        let holding: Holding?
        /// Until when it holds.
        let until: Instant?
        /// Whether it is over by now, or withdrawn.
        let isOver: Bool
    }

    /// What one correction tells: two that tell the same are one.
    private struct Telling: Hashable {
        let topic: Topic?
        /// Where nobody knows any more what it is about.
        let instruction: InstructionID?
        let modality: Modality?
        let opens: Instant?
        let until: Instant?
        let isOver: Bool

        init(_ wrong: Wrong, at now: Instant) {
            topic = wrong.topic
            instruction = wrong.topic == nil ? wrong.said.key.instruction : nil
            modality = wrong.holding?.topic.modality
            // Times are told only where they were before, or where it holds later.
            let namesTime = wrong.said.claim.until != nil || wrong.holding.map { $0.window.opens > now } ?? false
            opens = namesTime ? wrong.holding?.window.opens : nil
            until = namesTime ? wrong.until : nil
            isOver = wrong.isOver
        }
    }

    /// Corrects what is wrong: once for all treatments that it was said of.
    mutating func correct() {
        guard agenda.record.patient.status == .active else { return }
        var corrected: Set<Topic> = []
        var told: Set<Telling> = []
        // Of several that say the same, the one that holds longest speaks.
        let wrongs = lastSaid().compactMap(wrong(_:)).sorted { one, other in
            (one.until ?? .distantPast) > (other.until ?? .distantPast)
        }
        for wrong in wrongs {
            if let topic = wrong.topic, topic.merges, !corrected.insert(topic).inserted { continue }
            correct(wrong, isTold: !told.insert(Telling(wrong, at: now)).inserted)
        }
    }

    /// What each strand was told last. A correction speaks for every strand of its topic.
    private func lastSaid() -> [Said] {
        var last: [Strand: Said] = [:]
        var order: [Strand] = []
        for said in decided.said where !said.key.role.isForStaff {
            if last.updateValue(said, forKey: said.strand) == nil { order.append(said.strand) }
            guard said.key.role == .correction, let topic = agenda.topic(of: said.strand), topic.merges else { continue }
            for strand in order where agenda.topic(of: strand) == topic { last[strand] = said }
        }
        return order.compactMap { last[$0] }
    }

    private func wrong(_ said: Said) -> Wrong? {
        let topic = agenda.topic(of: said.strand)
        let wasEnd = said.phase == .end
        let own = agenda.holding(of: said.strand)
        if let own, silence(of: own, since: now) != nil || own.isUnconfirmed { return nil }
        let speaker = agenda.speaker(for: said.strand, at: now)
        guard let holding = own, speaker?.window == holding.window else {
            // Its window is gone, or over. Another treatment may ask for the same.
            guard !wasEnd, (said.claim.until ?? said.window.closes) > now, !isSilent(said.strand) else { return nil }
            guard let other = speaker else {
                return Wrong(said: said, topic: topic, holding: nil, until: nil, isOver: true)
            }
            let until = agenda.end(of: other)
            let isTrue = said.claim.until.map { abs($0 - until) <= Occurrence.tolerance } ?? true
            return isTrue ? nil : Wrong(said: said, topic: topic, holding: other, until: until, isOver: false)
        }
        let until = agenda.end(of: holding)
        let isOver = until <= now
        if wasEnd { return isOver ? nil : Wrong(said: said, topic: topic, holding: holding, until: until, isOver: false) }
        if let claimed = said.claim.until, abs(claimed - until) > Occurrence.tolerance, max(claimed, until) > now {
            return Wrong(said: said, topic: topic, holding: holding, until: until, isOver: isOver)
        }
        // It named no time and was said too early, as it turned out; not where it was brought forward.
        let isEarly = said.claim.until == nil && said.window.closes > now
            && holding.window.opens > max(now, said.window.opens) + Occurrence.tolerance
        guard said.claim.modality != holding.topic.modality || isEarly, !isOver else { return nil }
        return Wrong(said: said, topic: topic, holding: holding, until: until, isOver: false)
    }

    /// Whether the plan of a strand that holds no more is only waiting, or has ended as it was meant to: what it
    /// told stands then, though nothing is said of it any more.
    private func isSilent(_ strand: Strand) -> Bool {
        guard let treatment = agenda.record.treatment(strand.treatment), let course = agenda.record.course(treatment.plan)
        else { return false }
        return SuppressReason(course.plan.status) != nil || course.plan.status == .completed
    }

    /// - Parameter isTold: the same was told of another treatment just now.
    private mutating func correct(_ wrong: Wrong, isTold: Bool) {
        guard let treatment = agenda.record.treatment(wrong.said.key.treatment) else { return }
        let strand = wrong.said.strand
        let ordinal = decided.keys.count { key in
            key.role == .correction && key.treatment == strand.treatment && key.instruction == strand.instruction
        }
        let own = agenda.holding(of: strand)?.window
        let window = Window(
            treatment: treatment.id, timingRevision: treatment.timingRevision, plan: treatment.plan,
            careProtocol: agenda.record.course(treatment.plan)?.plan.careProtocol ?? wrong.said.window.careProtocol,
            instruction: strand.instruction, kind: wrong.said.window.kind, opens: (own ?? wrong.said.window).opens,
            closes: (own ?? wrong.said.window).closes)
        let matters = max(wrong.said.claim.until ?? wrong.said.window.closes, wrong.until ?? .distantPast)
        let occurrence = Occurrence(
            window: window, place: 0, phase: wrong.isOver ? .end : .during, role: .correction, ordinal: ordinal, due: now,
            deadline: matters, replaces: wrong.said.key)
        // A withdrawal claims nothing any more; everything else is claimed as it is now.
        let claim = wrong.holding.map { holding in
            let namesTime = wrong.said.claim.until != nil || holding.window.opens > now
            return Claim(until: namesTime ? wrong.until : nil, modality: holding.topic.modality)
        }
        if isTold { return decide(occurrence, .suppress(.saidTogether), claim: claim ?? Claim()) }
        settle(occurrence, wrong, claim: claim ?? Claim())
    }

    /// In quiet hours a correction waits for their end, if it still matters by then. One that does not is said
    /// now where it asks for more than was said, and left out where it asks for less.
    private mutating func settle(_ occurrence: Occurrence, _ wrong: Wrong, claim: Claim) {
        let policy = (wrong.holding?.instruction ?? agenda.instruction(of: wrong.said.strand))?.quiet ?? .defer
        let quiet = policy == .override ? nil : agenda.record.quietHours?.interval(around: now, in: agenda.zone)
        if let quiet {
            if occurrence.deadline > quiet.upperBound {
                unfinished.insert(occurrence.window.treatment)
                return wake(at: quiet.upperBound)
            }
            let asksMore = wrong.until.map { $0 > (wrong.said.claim.until ?? wrong.said.window.closes) } ?? false
            guard asksMore else { return decide(occurrence, .suppress(.quietHours), claim: claim) }
        }
        decide(occurrence, .emit(lateBy: 0), claim: claim)
    }
}

extension Agenda {
    func instruction(of strand: Strand) -> Instruction? {
        record.treatment(strand.treatment).flatMap { record.course($0.plan) }?.careProtocol.instruction(strand.instruction)
    }

    /// What a correction of `strand` speaks of at `now`: the strand itself, or where nothing of it is left to
    /// come, another one that still asks for the same.
    func speaker(for strand: Strand, at now: Instant) -> Holding? {
        let own = holding(of: strand)
        if let own, !own.topic.merges || end(of: own) > now { return own }
        return topic(of: strand).flatMap { holders(of: $0, at: now).first } ?? own
    }

    /// What a strand is about, be it in force or not; nil: the protocol knows it no more.
    func topic(of strand: Strand) -> Topic? {
        if let holding = planned(of: strand) { return holding.topic }
        guard let plan = record.treatment(strand.treatment).flatMap({ record.course($0.plan) })?.plan,
            let instruction = instruction(of: strand)
        else { return nil }
        return Topic(instruction, modality: plan.modality(of: instruction))
    }
}
