import Foundation

/// The words of one reminder, rendered at the moment of sending.
package struct Message: Hashable, Sendable {
    package let text: String
    package let language: Language
    /// The other treatments that it speaks for.
    package let alsoFor: [TreatmentID]

    package init(text: String, language: Language, alsoFor: [TreatmentID] = []) {
        self.text = text
        self.language = language
        self.alsoFor = alsoFor
    }
}

extension CareRecord {
    /// What `occurrence` says at `now`; nil where the protocol has no sentence for its part of the window,
    /// which `check` finds beforehand.
    package func message(for occurrence: Occurrence, now: Instant) -> Message? {
        Agenda(self).message(for: occurrence, now: now)
    }
}

extension Agenda {
    func message(for occurrence: Occurrence, now: Instant) -> Message? {
        switch occurrence.role {
        case .reaction, .confirmation, .escalation: return staffMessage(for: occurrence, now: now)
        case .correction: return correction(for: occurrence, now: now)
        case .reminder, .nag, .snoozed:
            let planned = holdings.first { $0.window == occurrence.window }
                // What is said again keeps the identity of what it repeats, though its treatment was replanned.
                ?? (occurrence.role == .reminder ? nil : holding(of: Strand(occurrence.window)))
            return planned.flatMap { message(for: occurrence, of: $0, now: now) }
        }
    }

    /// What `occurrence` claims at `now`; nil: it has no words.
    func claim(of occurrence: Occurrence, of holding: Holding, at now: Instant) -> Claim? {
        guard let (phrase, _) = phrase(for: occurrence, of: holding, now: now) else { return nil }
        let namesTime = occurrence.phase == .end || Placeholder.times.contains { phrase.contains("{\($0)}") }
        return Claim(until: namesTime ? end(of: holding) : nil, modality: holding.topic.modality)
    }

    private func phrase(for occurrence: Occurrence, of holding: Holding, now: Instant) -> (String, Language)? {
        guard let careProtocol = record.course(holding.window.plan)?.careProtocol,
            let (wording, language) = holding.instruction.text.first(of: [record.patient.language, careProtocol.language])
        else { return nil }
        let isLate = Reminder.lateness(now - occurrence.due) > 0
        return wording.phrases(for: holding.topic.modality).phrase(for: occurrence.phase, isLate: isLate).map { ($0, language) }
    }

    fileprivate func message(for occurrence: Occurrence, of holding: Holding, now: Instant) -> Message? {
        guard let (phrase, language) = phrase(for: occurrence, of: holding, now: now) else { return nil }
        let others = self.others(than: holding, at: now)
        let text = filled(phrase, for: occurrence, of: holding, in: language, now: now)
        guard !others.isEmpty else { return Message(text: text, language: language) }
        let sentences = sentences(for: holding.window.plan, in: language)
        let clock = SpokenClock(zone: zone, language: language)
        let treatments = ([holding.window.treatment] + others).compactMap(record.treatment)
        let starts = treatments.map(\.start).sorted()
        let sessions = sentences.sessions.replacingOccurrences(
            of: "{sessions}", with: clock.days(starts, seenFrom: now))
        return Message(text: "\(text) \(sessions)", language: language, alsoFor: others)
    }

    /// The other treatments that ask for the same at `now`, or prolong it.
    private func others(than holding: Holding, at now: Instant) -> [TreatmentID] {
        let same = holding.topic.merges ? stretch(of: holding) : companions(of: holding, at: now)
        var others: [TreatmentID] = []
        for treatment in same.map(\.window.treatment) where treatment != holding.window.treatment && !others.contains(treatment) {
            others.append(treatment)
        }
        return others
    }

    /// Whoever asks for the same as `holding` by the moment that counts as one with `now`, and may say so.
    private func companions(of holding: Holding, at now: Instant) -> [Holding] {
        holdings.filter { other in
            other.isInForce && other.topic == holding.topic && other.window.overlaps(now...now + Occurrence.tolerance)
                && other.window.closes > now && !other.isUnconfirmed && silence(of: other, at: now) == nil
        }
    }

    private func filled(
        _ phrase: String, for occurrence: Occurrence, of holding: Holding, in language: Language, now: Instant
    ) -> String {
        var text = phrase
        let next = phrase.contains("{\(Placeholder.next)}") ? next(after: occurrence, of: holding, at: now) : nil
        if next == nil { text = Placeholder.withoutNext(phrase) ?? record.label(of: holding.window, in: language).asSentence }
        // What is said within its minute counts from its own instant, so that it reads as it was foreseen.
        let moment = Reminder.lateness(now - occurrence.due) == 0 ? min(occurrence.due, now) : now
        let clock = SpokenClock(zone: zone, language: language)
        for placeholder in Placeholder.allCases where text.contains("{\(placeholder)}") {
            let words =
                switch placeholder {
                case .until: clock.moment(end(of: holding), seenFrom: now)
                case .left: clock.length(of: max(0, end(of: holding) - moment))
                case .next: clock.moment(next ?? holding.window.closes, seenFrom: now)
                case .session: clock.length(of: holding.instruction.session?.nominal ?? 0)
                case .contact: record.clinic.spokenContact(sentences(for: holding.window.plan, in: language))
                }
            text = text.replacingOccurrences(of: "{\(placeholder)}", with: words)
        }
        return text
    }

    fileprivate func correction(for occurrence: Occurrence, now: Instant) -> Message? {
        let strand = Strand(occurrence.window)
        let holding = speaker(for: strand, at: now)
        let careProtocol = record.course(occurrence.window.plan)?.careProtocol
        let language = careProtocol.flatMap { careProtocol in
            (holding?.instruction ?? instruction(of: strand))?.text
                .first(of: [record.patient.language, careProtocol.language])?.language
        } ?? record.patient.language
        let sentences = sentences(for: occurrence.window.plan, in: language)
        let label = record.label(of: holding?.window ?? occurrence.window, in: language)
        let withdrawn = Message(
            text: sentences.withdrawn.replacingOccurrences(of: "{label}", with: label), language: language)
        guard let holding else { return withdrawn }
        if stretch(of: holding).allSatisfy({ $0.window.opens > now }) {
            let clock = SpokenClock(zone: zone, language: language)
            let text = sentences.later.replacingOccurrences(of: "{label}", with: label)
                .replacingOccurrences(of: "{from}", with: clock.moment(holding.window.opens, seenFrom: now))
                .replacingOccurrences(of: "{until}", with: clock.moment(end(of: holding), seenFrom: now))
            return Message(text: text, language: language)
        }
        let said = Occurrence(
            window: holding.window, place: occurrence.place, phase: occurrence.phase == .end ? .end : .start, due: now,
            deadline: occurrence.deadline)
        guard let message = message(for: said, of: holding, now: now) else { return withdrawn }
        return Message(
            text: sentences.correction.replacingOccurrences(of: "{sentence}", with: message.text),
            language: message.language, alsoFor: message.alsoFor)
    }

    private func sentences(for plan: PlanID, in language: Language) -> Sentences {
        record.course(plan)?.careProtocol.sentences(in: language) ?? Sentences.builtIn(in: language)
    }
}

extension CareProtocol {
    /// A short name for `instruction` under `plan`, in `language` where there is one: "cold compress".
    package func label(of instruction: Instruction, plan: Plan?, language: Language) -> String {
        guard let (label, spoken) = instruction.label.first(of: [language, self.language]) else {
            return instruction.id.rawValue
        }
        guard instruction.modality == .planDecides else { return label }
        let sentence: String? =
            switch plan?.modality(of: instruction) {
            case .warm: sentences(in: spoken).warm
            case .cold: sentences(in: spoken).cold
            case .some(.none), .planDecides, nil: nil
            }
        return sentence?.replacingOccurrences(of: "{label}", with: label) ?? label
    }
}

extension Clinic {
    /// The contact, with a warning where nobody answers.
    func spokenContact(_ sentences: Sentences) -> String {
        isContactMonitored ? contact : "\(contact) (\(sentences.unmonitored))"
    }
}
