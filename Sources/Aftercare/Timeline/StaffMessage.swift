import Foundation

/// The messages to the staff, in the clinic's language if the service has it, else in English.
extension Schedule {
    func staffPayload(for occurrence: Occurrence, now: Instant) -> Payload? {
        let isGerman = record.clinic.language.base == .german
        let language: Language = isGerman ? .german : .english
        let patient = record.patient.id
        let treatment = occurrence.window.treatment
        let contact = record.clinic.contact
        let text: String
        switch occurrence.role {
        case .reaction:
            guard
                let reaction = record.reactions.filter({ $0.treatment == treatment }).dropFirst(
                    occurrence.ordinal % Schedule.withdrawnReaction
                ).first
            else { return nil }
            if occurrence.ordinal >= Schedule.withdrawnReaction {
                text =
                    isGerman
                    ? "\(reaction.id) war ein Irrtum: \(patient) hat nach \(treatment) nichts gemeldet. Es schweigt nichts mehr deswegen."
                    : "\(reaction.id) was entered in error: \(patient) reported nothing after \(treatment). Nothing is muted for it any more."
                break
            }
            let signs = reaction.signs.map { isGerman ? $0.germanWords : $0.words }.joined(separator: ", ")
            let clear = "\(record.clinic.command) reaction clear \(reaction.id)"
            text =
                isGerman
                ? "\(patient) meldet nach \(treatment): \(signs). Jemand muss sich kümmern. Kompressen und Hinweise dieser "
                    + "Behandlung schweigen bis '\(clear)'. Kontakt der Praxis: \(contact)."
                : "\(patient) reports after \(treatment): \(signs). A person must see to it. Compresses and advice of this "
                    + "treatment are muted until '\(clear)'. The clinic's contact: \(contact)."
        case .confirmation:
            let say = "\(record.clinic.command) treatment complete \(treatment) --as-planned"
            let otherwise = "\(record.clinic.command) treatment cancel \(treatment) --no-show"
            text =
                isGerman
                ? "Fand \(treatment) von \(patient) statt? Bis jemand es bestätigt, wird nichts gesagt, was darauf folgt: "
                    + "'\(say)', oder '\(otherwise)'."
                : "Did \(treatment) of \(patient) take place? Nothing that follows it is said before somebody confirms it: "
                    + "'\(say)', or '\(otherwise)'."
        case .escalation: return escalation(occurrence, asked: nil)
        case .reminder, .nag, .snoozed, .standing, .correction: return nil
        }
        return Payload(filling: text, language: language)
    }

    /// - Parameter asked: how often the patient was asked; nil when unknown.
    func escalation(_ occurrence: Occurrence, asked: Int?) -> Payload {
        let isGerman = record.clinic.language.base == .german
        let language: Language = isGerman ? .german : .english
        let label = record.label(of: occurrence.window, in: language)
        let what: String =
            if isDeclined(occurrence) {
                isGerman ? "hat abgelehnt" : "declined"
            } else if asked == 1 {
                isGerman ? "wurde nur einmal gefragt und hat noch nicht geantwortet" : "was asked only once, and has not answered yet"
            } else {
                isGerman ? "hat nicht geantwortet" : "did not answer"
            }
        let text =
            "\(record.patient.id) \(what): \(label) (\(occurrence.window.treatment)). "
            + (isGerman ? "Bitte melden Sie sich." : "Please get in touch.")
        return Payload(filling: text, language: language)
    }

    private func isDeclined(_ occurrence: Occurrence) -> Bool {
        record.responses.last { $0.reminder == occurrence.key.base }?.answer == .declined
    }
}

extension Reaction.Sign {
    fileprivate var germanWords: String {
        switch self {
        case .breathing: "Atemnot"
        case .swelling: "Schwellung"
        case .collapse: "Zusammenbruch"
        case .vision: "Sehstörungen"
        case .skin: "blasse, marmorierte oder kühle Haut"
        case .pain: "unverhältnismäßig starke Schmerzen"
        case .infection: "Anzeichen einer Infektion"
        case .fever: "Fieber"
        case .numbness: "Taubheit"
        case .bleeding: "eine Blutung, die nicht aufhört"
        case .other: "eine andere ungewöhnliche Reaktion"
        }
    }
}
