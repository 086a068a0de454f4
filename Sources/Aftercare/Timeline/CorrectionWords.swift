import Foundation

extension Agenda {
    /// What a correction tells.
    enum CorrectionWords {
        case holds(Holding)
        case later(Holding)
        case over(Holding)
        case withdrawn
    }

    /// What `occurrence`, a correction, tells at `now` in the place of `word`.
    func telling(
        correcting word: Told, _ words: CorrectionWords, at now: Instant, as occurrence: Occurrence,
        named: Set<Set<TreatmentID>>
    ) -> Telling {
        switch words {
        case .holds(let holding):
            let saying = Occurrence(
                window: holding.window, place: 0, phase: phase(of: holding, like: word, now: now), due: now,
                deadline: occurrence.deadline)
            return corrected(saying, of: holding, at: now, named: named) ?? withdrawal(of: word, like: occurrence)
        case .over(let holding):
            let saying = Occurrence(window: holding.window, place: 0, phase: .end, due: now, deadline: occurrence.deadline)
            return corrected(saying, of: holding, at: now, named: named) ?? withdrawal(of: word, like: occurrence)
        case .later(let holding): return later(holding, word, at: now)
        case .withdrawn: return withdrawal(of: word, like: occurrence)
        }
    }

    /// `Correction: No alcohol until Friday 18:30.`
    private func corrected(_ saying: Occurrence, of holding: Holding, at now: Instant, named: Set<Set<TreatmentID>>) -> Telling? {
        guard let telling = telling(of: saying, of: holding, at: now, named: named) else { return nil }
        let message = telling.message
        let text = sentences(for: holding.window.plan, in: message.language).correction
            .replacingOccurrences(of: "{sentence}", with: message.text)
        return Telling(
            message: Message(filling: text, language: message.language, alsoFor: message.alsoFor), claim: telling.claim)
    }

    /// The part of the window whose sentence names a time, where the patient was told one.
    private func phase(of holding: Holding, like word: Told, now: Instant) -> Phase {
        guard word.said.claim.until != nil else { return .start }
        let times: [Phase] = [.start, .during].filter { phase in
            let saying = Occurrence(window: holding.window, place: 0, phase: phase, due: now, deadline: now)
            return telling(of: saying, of: holding, at: now)?.claim.until != nil
        }
        return times.first ?? .start
    }

    /// `Correction: not now, but from Monday 09:00 until Tuesday 09:00: no alcohol.`
    private func later(_ holding: Holding, _ word: Told, at now: Instant) -> Telling {
        let language = language(of: holding.instruction, plan: holding.window.plan)
        let clock = SpokenClock(zone: zone, language: language)
        let end = end(of: holding, at: now)
        let label = label(of: word, in: language)
        let text = sentences(for: holding.window.plan, in: language).later
            .replacingOccurrences(of: "{label}", with: label)
            .replacingOccurrences(of: "{from}", with: clock.moment(holding.window.opens, seenFrom: now))
            .replacingOccurrences(of: "{until}", with: clock.moment(end, seenFrom: now))
        let claim = Claim(
            until: end, clock: zone.local(end), modality: holding.topic.modality, topic: holding.topic, label: label)
        return Telling(message: Message(filling: text, language: language), claim: claim)
    }

    private func withdrawal(of word: Told, like occurrence: Occurrence) -> Telling {
        let language = language(of: instruction(of: word.strand), plan: occurrence.window.plan)
        let claim = Claim(topic: word.topic, label: label(of: word, in: language))
        return Telling(message: withdrawal(of: [claim], like: occurrence), claim: claim)
    }

    /// `Correction: this no longer holds: no alcohol and no smoking.`
    func withdrawal(of claims: [Claim], like occurrence: Occurrence) -> Message {
        let language = language(
            of: instruction(of: Strand(occurrence.window)), plan: occurrence.window.plan)
        let labels = SpokenClock(zone: zone, language: language).list(claims.compactMap(\.label))
        let text = sentences(for: occurrence.window.plan, in: language).withdrawn
            .replacingOccurrences(of: "{label}", with: labels)
        return Message(filling: text, language: language)
    }

    /// The language in which `plan` speaks to this patient.
    private func language(of instruction: Instruction?, plan: PlanID) -> Language {
        guard let careProtocol = record.course(plan)?.careProtocol else { return record.patient.language }
        let wanted = [record.patient.language, careProtocol.language]
        if let instruction { return instruction.text.first(of: wanted)?.language ?? record.patient.language }
        let isSpoken = [Sentences.own, careProtocol.sentences].contains { sentences in
            sentences.map { $0.byLanguage[wanted[0]] ?? $0.byLanguage[wanted[0].base] } != nil
        }
        return wanted[isSpoken ? 0 : 1]
    }

    /// What a patient knows it by: the name that it has now, or had when it was said, or what was said of it.
    private func label(of word: Told, in language: Language) -> String {
        if let instruction = word.planned?.instruction ?? instruction(of: word.strand),
            let label = spokenLabel(of: instruction, plan: word.said.window.plan, in: language)
        {
            return label
        }
        if let label = word.said.claim.label { return label }
        let sentence = word.said.claim.template ?? word.planned?.instruction.text.first(of: [language])?.text.all
            .lazy.flatMap(\.all).first
        guard let sentence else { return word.said.key.instruction.rawValue }
        return "“\(sentence.withoutPlaceholders)”"
    }

    func instruction(of strand: Strand) -> Instruction? {
        treatment(strand.treatment).flatMap { record.course($0.plan) }?.careProtocol.instruction(strand.instruction)
    }
}

extension String {
    /// `No retinol until …` of `No retinol until {until}.`
    fileprivate var withoutPlaceholders: String {
        var text = self
        for name in Placeholder.names(in: self) { text = text.replacingOccurrences(of: "{\(name)}", with: "…") }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
