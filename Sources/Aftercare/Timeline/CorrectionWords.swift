import Foundation

extension Schedule {
    /// The content of a correction.
    enum CorrectionWords {
        case holds(ScheduledInstruction)
        case later(ScheduledInstruction)
        case over(ScheduledInstruction)
        case withdrawn
    }

    /// Renders `occurrence`, a correction that replaces `earlier`, at `now`.
    func rendered(
        correcting earlier: EarlierReminder, _ words: CorrectionWords, at now: Instant, as occurrence: Occurrence,
        named: Set<Set<TreatmentID>>
    ) -> RenderedReminder {
        switch words {
        case .holds(let scheduled):
            let restated = Occurrence(
                window: scheduled.window, place: 0, phase: phase(of: scheduled, like: earlier, now: now), due: now,
                deadline: occurrence.deadline)
            return corrected(restated, of: scheduled, at: now, named: named) ?? withdrawal(of: earlier, like: occurrence)
        case .over(let scheduled):
            let restated = Occurrence(window: scheduled.window, place: 0, phase: .end, due: now, deadline: occurrence.deadline)
            return corrected(restated, of: scheduled, at: now, named: named) ?? withdrawal(of: earlier, like: occurrence)
        case .later(let scheduled): return later(scheduled, earlier, at: now)
        case .withdrawn: return withdrawal(of: earlier, like: occurrence)
        }
    }

    /// `Correction: No alcohol until Friday 18:30.`
    private func corrected(
        _ restated: Occurrence, of scheduled: ScheduledInstruction, at now: Instant, named: Set<Set<TreatmentID>>
    ) -> RenderedReminder? {
        guard let rendered = rendered(restated, of: scheduled, at: now, named: named) else { return nil }
        let payload = rendered.payload
        let text = sentences(for: scheduled.window.plan, in: payload.language).correction
            .replacingOccurrences(of: "{sentence}", with: payload.text)
        return RenderedReminder(
            payload: Payload(filling: text, language: payload.language, alsoFor: payload.alsoFor), claim: rendered.claim)
    }

    /// The phase whose sentence names a time, if the earlier reminder named one.
    private func phase(of scheduled: ScheduledInstruction, like earlier: EarlierReminder, now: Instant) -> Phase {
        guard earlier.emitted.claim.until != nil else { return .start }
        let times: [Phase] = [.start, .during].filter { phase in
            let restated = Occurrence(window: scheduled.window, place: 0, phase: phase, due: now, deadline: now)
            return rendered(restated, of: scheduled, at: now)?.claim.until != nil
        }
        return times.first ?? .start
    }

    /// `Correction: not now, but from Monday 09:00 until Tuesday 09:00: no alcohol.`
    private func later(_ scheduled: ScheduledInstruction, _ earlier: EarlierReminder, at now: Instant) -> RenderedReminder {
        let language = language(of: scheduled.instruction, plan: scheduled.window.plan)
        let clock = PatientTimeFormat(zone: zone, language: language)
        let end = end(of: scheduled, at: now)
        let label = label(of: earlier, in: language)
        let text = sentences(for: scheduled.window.plan, in: language).later
            .replacingOccurrences(of: "{label}", with: label)
            .replacingOccurrences(of: "{from}", with: clock.moment(scheduled.window.opens, seenFrom: now))
            .replacingOccurrences(of: "{until}", with: clock.moment(end, seenFrom: now))
        let claim = Claim(
            until: end, clock: zone.local(end), modality: scheduled.topic.modality, topic: scheduled.topic, label: label)
        return RenderedReminder(payload: Payload(filling: text, language: language), claim: claim)
    }

    private func withdrawal(of earlier: EarlierReminder, like occurrence: Occurrence) -> RenderedReminder {
        let language = language(of: instruction(of: earlier.instructionKey), plan: occurrence.window.plan)
        let claim = Claim(topic: earlier.topic, label: label(of: earlier, in: language))
        return RenderedReminder(payload: withdrawal(of: [claim], like: occurrence), claim: claim)
    }

    /// `Correction: this no longer holds: no alcohol and no smoking.`
    func withdrawal(of claims: [Claim], like occurrence: Occurrence) -> Payload {
        let language = language(
            of: instruction(of: InstructionKey(occurrence.window)), plan: occurrence.window.plan)
        let labels = PatientTimeFormat(zone: zone, language: language).list(claims.compactMap(\.label))
        let text = sentences(for: occurrence.window.plan, in: language).withdrawn
            .replacingOccurrences(of: "{label}", with: labels)
        return Payload(filling: text, language: language)
    }

    /// The language that `plan` uses for this patient.
    private func language(of instruction: Instruction?, plan: PlanID) -> Language {
        guard let careProtocol = record.assignedPlan(plan)?.careProtocol else { return record.patient.language }
        let wanted = [record.patient.language, careProtocol.language]
        if let instruction { return instruction.text.first(of: wanted)?.language ?? record.patient.language }
        return careProtocol.hasSentences(in: record.patient.language) ? record.patient.language : careProtocol.language
    }

    /// The name that the patient knows it by: the current label, or the label at the time of the reminder, or else the
    /// sentence that was sent.
    private func label(of earlier: EarlierReminder, in language: Language) -> String {
        if let instruction = earlier.planned?.instruction ?? instruction(of: earlier.instructionKey),
            let label = patientLabel(of: instruction, plan: earlier.emitted.window.plan, in: language)
        {
            return label
        }
        if let label = earlier.emitted.claim.label { return label }
        let sentence =
            earlier.emitted.claim.template
            ?? earlier.planned?.instruction.text.first(of: [language])?.text.all
            .lazy.flatMap(\.all).first
        guard let sentence else { return earlier.emitted.key.instruction.rawValue }
        return "“\(sentence.withoutPlaceholders)”"
    }

    func instruction(of instructionKey: InstructionKey) -> Instruction? {
        treatment(instructionKey.treatment).flatMap { record.assignedPlan($0.plan) }?.careProtocol.instruction(instructionKey.instruction)
    }
}

extension String {
    /// Turns `No retinol until {until}.` into `No retinol until …`.
    fileprivate var withoutPlaceholders: String {
        var text = self
        for name in Placeholder.names(in: self) { text = text.replacingOccurrences(of: "{\(name)}", with: "…") }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
