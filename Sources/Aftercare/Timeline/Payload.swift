import Foundation

/// What a message says of one reminder, rendered at the moment of sending (FHIR R4: Communication.payload). Reminders that
/// share a sentence have the same payload.
package struct Payload: Hashable, Sendable {
    package let text: String
    package let language: Language
    /// The other treatments that it covers.
    package let alsoFor: [TreatmentID]

    package init(text: String, language: Language, alsoFor: [TreatmentID] = []) {
        self.text = text
        self.language = language
        self.alsoFor = alsoFor
    }

    /// A text with filled-in placeholders, cut if it would be too long to be shown. `check` prevents that for
    /// everything entered today.
    init(filling text: String, language: Language, alsoFor: [TreatmentID] = []) {
        var fitting = text
        if text.utf8.count > Phrases.maxBytes {
            let room = Phrases.maxBytes - "…".utf8.count
            var bytes = 0
            fitting =
                text.prefix { character in
                    bytes += character.utf8.count
                    return bytes <= room
                } + "…"
        }
        self.init(text: fitting, language: language, alsoFor: alsoFor)
    }
}

extension Payload {
    /// What a message with these payloads says: a line each, and one for neighbours that share a sentence.
    package static func text(of payloads: [Payload]) -> String {
        Runs(of: payloads[...], by: \.text).compactMap(\.first?.text).joined(separator: "\n")
    }
}

/// What a reminder says, and what it claims by that.
struct RenderedReminder {
    let payload: Payload
    let claim: Claim
}

extension Schedule {
    /// What `occurrence` says at `now`; nil where the protocol has no sentence for its part of the window, which `check`
    /// finds beforehand. A correction's words depend on what was said before: a look has them.
    package func payload(for occurrence: Occurrence, now: Instant) -> Payload? {
        switch occurrence.role {
        case .reaction, .confirmation, .escalation: return staffPayload(for: occurrence, now: now)
        case .correction: return nil
        case .reminder, .nag, .snoozed, .standing:
            let planned =
                planned(in: occurrence.window)
                // A repetition keeps the identity of what it repeats, though its treatment was replanned.
                ?? (occurrence.role == .reminder ? nil : inForce(InstructionKey(occurrence.window)))
            return planned.flatMap { rendered(occurrence, of: $0, at: now)?.payload }
        }
    }

    /// Renders `occurrence` at `now`; nil when it has no text.
    ///
    /// - Parameter named: sets of sessions that were named a moment ago and need not be named again.
    func rendered(
        _ occurrence: Occurrence, of scheduled: ScheduledInstruction, at now: Instant, named: Set<Set<TreatmentID>> = []
    ) -> RenderedReminder? {
        guard let (phrase, language) = phrase(for: occurrence, of: scheduled, now: now) else { return nil }
        let used = Placeholder.used(in: phrase)
        let namesTime = occurrence.phase == .end || !used.isDisjoint(with: Placeholder.times)
        let end = end(of: scheduled, at: now)
        let text = filled(phrase, using: used, for: occurrence, of: scheduled, in: language, now: now)
        let claim = Claim(
            until: namesTime ? end : nil, clock: used.contains(.until) ? zone.local(end) : nil,
            modality: scheduled.topic.modality, topic: scheduled.topic,
            label: patientLabel(of: scheduled.instruction, plan: scheduled.window.plan, in: language), template: phrase)
        let others = others(than: scheduled, at: now)
        let sessions = Set(others + [scheduled.window.treatment])
        guard !others.isEmpty, !named.contains(sessions) else {
            return RenderedReminder(payload: Payload(filling: text, language: language, alsoFor: others), claim: claim)
        }
        let sentence = sessionsSentence(sessions, plan: scheduled.window.plan, in: language, now: now)
        // If the text gets too long, the list of many sessions is the first part to go.
        let whole = "\(text) \(sentence)"
        return RenderedReminder(
            payload: Payload(filling: whole.utf8.count > Phrases.maxBytes ? text : whole, language: language, alsoFor: others),
            claim: claim)
    }

    /// `This counts for your sessions of Monday and Tuesday.`
    func sessionsSentence(_ sessions: Set<TreatmentID>, plan: PlanID, in language: Language, now: Instant) -> String {
        sentences(for: plan, in: language).sessions
            .replacingOccurrences(of: "{sessions}", with: names(of: sessions, in: language, now: now))
    }

    /// The days of these sessions.
    private func names(of sessions: Set<TreatmentID>, in language: Language, now: Instant) -> String {
        let starts = sessions.compactMap(treatment).map(\.start).sorted()
        return PatientTimeFormat(zone: zone, language: language).days(starts, seenFrom: now)
    }

    func phrase(for occurrence: Occurrence, of scheduled: ScheduledInstruction, now: Instant) -> (String, Language)? {
        guard let careProtocol = record.assignedPlan(scheduled.window.plan)?.careProtocol,
            let (wording, language) = scheduled.instruction.text.first(of: [record.patient.language, careProtocol.language])
        else { return nil }
        let isLate = Occurrence.lateness(now - occurrence.due) > 0
        return wording.phrases(for: scheduled.topic.modality).phrase(for: occurrence.phase, isLate: isLate).map { ($0, language) }
    }

    /// The other treatments that ask for the same at `now`, or prolong it.
    private func others(than scheduled: ScheduledInstruction, at now: Instant) -> [TreatmentID] {
        var others: [TreatmentID] = []
        var seen: Set = [scheduled.window.treatment]
        for other in overlapping(scheduled, at: now) where !seen.contains(other.window.treatment) {
            let isAsked = other.window.closes > now && !other.isUnconfirmed && suppressReason(for: other, at: now) == nil
            guard isAsked else { continue }
            seen.insert(other.window.treatment)
            others.append(other.window.treatment)
        }
        return others
    }

    /// - Parameter used: the placeholders of the phrase.
    private func filled(
        _ phrase: String, using used: Set<Placeholder>, for occurrence: Occurrence, of scheduled: ScheduledInstruction,
        in language: Language, now: Instant
    ) -> String {
        var text = phrase
        var next: Instant?
        if used.contains(.next) {
            next = self.next(after: occurrence, of: scheduled, at: now)
            if next == nil { text = Placeholder.withoutNext(phrase) ?? record.label(of: scheduled.window, in: language).asSentence }
        }
        // A reminder within its minute counts from its own instant, so that it reads as the preview showed it.
        let moment = Occurrence.lateness(now - occurrence.due) == 0 ? min(occurrence.due, now) : now
        let clock = PatientTimeFormat(zone: zone, language: language)
        return Placeholder.filled(text) { placeholder in
            switch placeholder {
            case .until: clock.moment(end(of: scheduled, at: now), seenFrom: now)
            case .left: clock.length(of: max(0, end(of: scheduled, at: now) - moment))
            case .next: clock.moment(next ?? scheduled.window.closes, seenFrom: now)
            case .session: clock.length(of: scheduled.instruction.session?.nominal ?? 0)
            case .contact: record.clinic.contactText(sentences(for: scheduled.window.plan, in: language))
            }
        }
    }

    func sentences(for plan: PlanID, in language: Language) -> Sentences {
        record.assignedPlan(plan)?.careProtocol.sentences(in: language) ?? Sentences.builtIn(in: language)
    }

    /// A short name that a patient understands: the protocol's, or the vocabulary's; nil when there is none.
    func patientLabel(of instruction: Instruction, plan: PlanID, in language: Language) -> String? {
        guard let assigned = record.assignedPlan(plan) else { return nil }
        if !instruction.label.byLanguage.isEmpty {
            return assigned.careProtocol.label(of: instruction, plan: assigned.plan, language: language)
        }
        return instruction.subject.flatMap { assigned.careProtocol.vocabulary.label(for: $0, instruction.kind, in: language) }
    }
}

extension CareProtocol {
    /// A short name for `instruction` under `plan`, in `language` where there is one: "cold compress".
    package func label(of instruction: Instruction, plan: Plan?, language: Language) -> String {
        guard let (label, labelLanguage) = instruction.label.first(of: [language, self.language]) else {
            return instruction.id.rawValue
        }
        guard instruction.modality == .planDecides else { return label }
        let sentence: String? =
            switch plan?.modality(of: instruction) {
            case .warm: sentences(in: labelLanguage).warm
            case .cold: sentences(in: labelLanguage).cold
            case .some(.none), .planDecides, nil: nil
            }
        return sentence?.replacingOccurrences(of: "{label}", with: label) ?? label
    }
}

extension Clinic {
    /// The contact, with a warning if nobody may answer there.
    func contactText(_ sentences: Sentences) -> String {
        isContactMonitored ? contact : "\(contact) (\(sentences.unmonitored))"
    }
}
