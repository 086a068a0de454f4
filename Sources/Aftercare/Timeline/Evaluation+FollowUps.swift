// Follow-ups that no plan schedules: nags, snoozes and escalations (rule 9 of aftercare(7)), reports of reactions (rule
// 10), and questions about unconfirmed treatments (rule 9).

extension Evaluation {
    mutating func decideFollowUps() {
        let planned = reactionReports() + schedule.confirmations() + repetitions()
        for occurrence in planned.sorted(by: { $0.due < $1.due }) where !decided.keys.contains(occurrence.key) {
            decideFollowUp(occurrence)
        }
        // A reminder emitted just now has repetitions of its own.
        upcoming += repetitions().filter { $0.due > now && !decided.keys.contains($0.key) }
        upcoming += schedule.confirmations().filter { $0.due > now && !decided.keys.contains($0.key) }
    }

    /// The reports of reactions to the staff: one for each reaction, and one if it was entered in error. A reaction
    /// withdrawn before anybody was told is not reported at all.
    private func reactionReports() -> [Occurrence] {
        schedule.reactionReports().filter { report, reaction in
            let isTold = decided.keys.contains(report.key)
            return reaction.enteredInErrorAt == nil || isTold || report.ordinal >= Schedule.withdrawnReaction
        }.filter { report, _ in
            report.ordinal < Schedule.withdrawnReaction || decided.keys.contains(schedule.report(withdrawnBy: report))
        }.map(\.occurrence)
    }

    private mutating func decideFollowUp(_ occurrence: Occurrence) {
        guard occurrence.due <= now else { return }
        if occurrence.role == .escalation, let scheduled = schedule.inForce(InstructionKey(occurrence.window)),
            let reason = suppressReason(for: scheduled, since: occurrence.due)
        {
            guard reason == .planOnHold else { return decide(occurrence, .suppress(reason)) }
            // The staff is told when the hold is over.
            if schedule.suppressReason(for: scheduled, at: now) != nil {
                unfinished.insert(occurrence.window.treatment)
                return
            }
        }
        if occurrence.role.isForStaff {
            guard occurrence.deadline > now else { return decide(occurrence, .miss(.deadlinePassed)) }
            let payload = occurrence.role == .escalation ? schedule.escalation(occurrence, asked: timesAsked(occurrence)) : nil
            return decide(occurrence, .emit(lateBy: now - occurrence.due), payload: payload)
        }
        guard let scheduled = schedule.inForce(InstructionKey(occurrence.window)) else { return }
        if let reason = suppressReason(for: scheduled, since: occurrence.due) { return decide(occurrence, .suppress(reason)) }
        if let exclusion = occurrence.exclusion { return decide(occurrence, .suppress(exclusion)) }
        guard occurrence.deadline > now else { return decide(occurrence, .miss(.deadlinePassed)) }
        if let quiet = schedule.record.quietHoursRule(for: scheduled.instruction).hours?.interval(around: now, in: schedule.zone) {
            let isPunctual = !quiet.contains(occurrence.due) && Occurrence.lateness(now - occurrence.due) == 0
            if !isPunctual, quiet.upperBound < occurrence.deadline { return wake(at: quiet.upperBound) }
            if !isPunctual { return decide(occurrence, .suppress(.quietHours)) }
        }
        emit(occurrence, of: scheduled)
    }

    /// How often the patient was asked before the escalation `occurrence`.
    private func timesAsked(_ occurrence: Occurrence) -> Int {
        earlierReminders.count { $0.emitted.key.base == occurrence.key.base && $0.emitted.key.role != .correction }
    }

    /// Every repetition of the emitted reminders, snoozes, nags and escalations, due by now or later.
    private func repetitions() -> [Occurrence] {
        var newest: [InstructionKey: EmittedReminder] = [:]
        var followed: [OccurrenceKey: EmittedReminder] = [:]
        let asked = earlierReminders.map(\.emitted).filter { [.reminder, .snoozed, .standing].contains($0.key.role) }
        for emitted in asked {
            if let before = newest.updateValue(emitted, forKey: emitted.instructionKey) { followed[before.key] = emitted }
        }
        // In order of emission, so that every run gives the same result.
        return asked.flatMap { emitted -> [Occurrence] in
            guard let next = followed[emitted.key] else { return repetitions(of: emitted) }
            // The next reminder does its own asking. That the one before went unanswered is still reported.
            return repetitions(of: emitted).filter { $0.role == .escalation && $0.due <= next.due && next.key.role == .reminder }
        }
    }

    private func repetitions(of emitted: EmittedReminder) -> [Occurrence] {
        guard let scheduled = schedule.inForce(emitted.instructionKey), !scheduled.isUnconfirmed,
            let window = window(of: emitted, in: scheduled)
        else { return [] }
        let responses = schedule.responses(to: emitted.key.base)
        let snoozes = responses.compactMap { if case .snoozed(let until) = $0.answer { until } else { nil } }
        switch responses.last {
        case .some(let response) where response.answer == .acknowledged: return []
        case .some(let response) where response.answer == .declined:
            // An instruction that wants an answer reports a refusal too.
            guard scheduled.instruction.nag != nil else { return [] }
            return [escalation(of: emitted, in: window, at: response.at)]
        case .some(let response) where emitted.round < snoozes.count:
            guard case .snoozed(let until) = response.answer else { return [] }
            let snooze = snooze(of: emitted, in: window, scheduled, until: until, askedAt: response.at, ordinal: snoozes.count)
            // A snoozed reminder that is never repeated is not forgotten: the staff is told.
            guard scheduled.instruction.nag != nil else { return [snooze] }
            return [snooze, escalation(of: emitted, in: window, at: deadline(of: emitted, in: window), ordinal: snoozes.count)]
        case .some, nil: return nags(after: emitted, in: window, scheduled, round: snoozes.count)
        }
    }

    /// The window in which `emitted` is repeated: today's times under the identity that it was emitted with, so that an
    /// edit neither stops the asking nor starts it over. Nil when what was emitted does not hold now, and will have its
    /// own reminder when it does.
    private func window(of emitted: EmittedReminder, in scheduled: ScheduledInstruction) -> Window? {
        let window = scheduled.window
        let edge = emitted.phase == .end ? window.closes : window.opens
        guard emitted.key.timingRevision == window.timingRevision || edge <= emitted.at + Occurrence.tolerance else { return nil }
        return Window(
            treatment: window.treatment, timingRevision: emitted.key.timingRevision, plan: window.plan,
            careProtocol: window.careProtocol, instruction: window.instruction, kind: window.kind, opens: window.opens,
            closes: window.closes)
    }

    /// Until when repeating `emitted` is of use.
    private func deadline(of emitted: EmittedReminder, in window: Window) -> Instant {
        emitted.phase == .end ? emitted.deadline : min(emitted.deadline, window.closes)
    }

    private func snooze(
        of emitted: EmittedReminder, in window: Window, _ scheduled: ScheduledInstruction, until: Instant, askedAt: Instant, ordinal: Int
    ) -> Occurrence {
        let deadline = deadline(of: emitted, in: window)
        let quietRule = schedule.record.quietHoursRule(for: scheduled.instruction)
        let due = quietRule.moved(until, deadline: deadline, earliest: askedAt + 1)
        return Occurrence(
            window: window, place: emitted.key.place, phase: emitted.phase == .end ? .end : .during, role: .snoozed,
            ordinal: ordinal, instant: until, due: due ?? until, deadline: deadline, exclusion: due == nil ? quietRule.exclusion : nil)
    }

    /// Asks again while the reminder is of use, outside quiet hours; then tells the staff, at the latest when it is of
    /// no more use.
    private func nags(after emitted: EmittedReminder, in window: Window, _ scheduled: ScheduledInstruction, round: Int) -> [Occurrence] {
        guard let nag = scheduled.instruction.nag, !nag.every.isZero else { return [] }
        let quietRule = schedule.record.quietHoursRule(for: scheduled.instruction)
        let deadline = deadline(of: emitted, in: window)
        var instants: [Instant] = []
        var last = emitted.at
        while instants.count < nag.times {
            let next = quietRule.waited(schedule.zone.adding(nag.every, to: last))
            guard next < deadline else { break }
            instants.append(next)
            last = next
        }
        // Where quiet hours or the deadline leave no room for all of them, it is asked as often as fits.
        let end = instants.count < nag.times ? deadline : schedule.zone.adding(nag.every, to: last)
        let nags = instants.enumerated().map { index, instant in
            Occurrence(
                window: window, place: emitted.key.place, phase: emitted.phase == .end ? .end : .during, role: .nag,
                // Each snooze starts the count over.
                ordinal: round * 1000 + index + 1, due: instant,
                deadline: min(deadline, index + 1 < instants.count ? instants[index + 1] : end))
        }
        return nags + [escalation(of: emitted, in: window, at: max(emitted.at, min(end, deadline)), ordinal: round)]
    }

    private func escalation(of emitted: EmittedReminder, in window: Window, at instant: Instant, ordinal: Int = 0) -> Occurrence {
        Occurrence(
            window: window, place: emitted.key.place, phase: emitted.phase, role: .escalation, ordinal: ordinal,
            due: instant, deadline: instant + Occurrence.staffGrace)
    }
}

extension EmittedReminder {
    /// The round of asking that it begins: each snooze begins one.
    fileprivate var round: Int { key.role == .snoozed ? key.ordinal : 0 }
}

extension Schedule {
    /// Ordinals from here on mark records which say that a reaction was entered in error.
    static let withdrawnReaction = 1000

    /// One record for each reaction, whatever the status of patient and plan, and one more if it was entered in error.
    func reactionReports() -> [(occurrence: Occurrence, reaction: Reaction)] {
        record.treatments.flatMap { treatment in
            reactions(to: treatment.id).enumerated().flatMap { index, reaction in
                let times = [(index, reaction.reportedAt), (Self.withdrawnReaction + index, reaction.enteredInErrorAt)]
                return times.compactMap { ordinal, due in
                    due.map { due in
                        (
                            staffNotice(about: treatment, .reaction, kind: .monitor, ordinal: ordinal, due: due, revision: 0),
                            reaction
                        )
                    }
                }
            }
        }
    }

    /// The earlier report that `withdrawal` marks as entered in error.
    func report(withdrawnBy withdrawal: Occurrence) -> OccurrenceKey {
        OccurrenceKey(
            treatment: withdrawal.window.treatment, timingRevision: 0, instruction: withdrawal.window.instruction, place: 0,
            role: .reaction, ordinal: withdrawal.ordinal - Self.withdrawnReaction)
    }

    /// One question to the staff for each treatment that should be over and must be confirmed.
    func confirmations() -> [Occurrence] {
        let unconfirmed = Set(instructions.filter { $0.isActive && $0.isUnconfirmed }.map(\.window.treatment))
        guard record.patient.status == .active else { return [] }
        return record.treatments.filter { unconfirmed.contains($0.id) }.map { treatment in
            staffNotice(
                about: treatment, .confirmation, kind: .followUp, ordinal: 0, due: treatment.end,
                revision: treatment.timingRevision)
        }
    }

    private func staffNotice(
        about treatment: Treatment, _ role: Role, kind: Instruction.Kind, ordinal: Int, due: Instant, revision: Int
    ) -> Occurrence {
        let careProtocol = record.assignedPlan(treatment.plan)?.careProtocol.reference
        let window = Window(
            treatment: treatment.id, timingRevision: revision, plan: treatment.plan,
            careProtocol: careProtocol ?? ProtocolReference(id: .unknown, version: 1),
            instruction: role == .reaction ? .reaction : .confirmation, kind: kind, opens: due,
            closes: due + Occurrence.staffGrace)
        return Occurrence(
            window: window, place: 0, phase: .start, role: role, ordinal: ordinal, due: due,
            deadline: due + Occurrence.staffGrace)
    }
}

extension InstructionID {
    /// Fills the instruction field in records of reactions and confirmations, which belong to no instruction.
    static let reaction = InstructionID(own: "reaction")
    static let confirmation = InstructionID(own: "confirmation")
}

extension ProtocolID {
    static let unknown = ProtocolID(own: "unknown")
}
