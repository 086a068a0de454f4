import Foundation

/// The words of one reminder, rendered at the moment of sending.
package struct Message: Equatable, Sendable {
    package let text: String
    package let language: Language

    package init(text: String, language: Language) {
        self.text = text
        self.language = language
    }
}

extension CareRecord {
    /// What `occurrence` says at `now`; nil where the protocol has no sentence for its part of the window,
    /// which `check` finds beforehand.
    package func message(for occurrence: Occurrence, clinic: Clinic, now: Instant) -> Message? {
        guard let course = course(occurrence.window.plan),
            let instruction = course.careProtocol.instruction(occurrence.window.instruction),
            let (wording, language) = instruction.text.first(of: [patient.language, course.careProtocol.language])
        else { return nil }
        let phrases = wording.phrases(for: course.plan.modality(of: instruction))
        let isLate = Reminder.lateness(now - occurrence.due) > 0
        guard var text = phrases.phrase(for: occurrence.phase, isLate: isLate) else { return nil }
        let clock = SpokenClock(zone: zone, language: language)
        for placeholder in Placeholder.allCases where text.contains("{\(placeholder)}") {
            let words =
                switch placeholder {
                case .until: clock.moment(occurrence.window.closes, seenFrom: now)
                case .left: clock.length(of: max(0, occurrence.window.closes - now))
                case .next:
                    clock.moment(self.occurrence(following: occurrence)?.due ?? occurrence.window.closes, seenFrom: now)
                case .session: clock.length(of: instruction.session?.longest ?? 0)
                case .contact: clinic.spokenContact(in: language)
                }
            text = text.replacingOccurrences(of: "{\(placeholder)}", with: words)
        }
        return Message(text: text, language: language)
    }
}

extension CareProtocol {
    /// A short name for `instruction` under `plan`, in `language` where there is one: "cold compress".
    package func label(of instruction: Instruction, plan: Plan?, language: Language) -> String {
        guard let (label, spoken) = instruction.label.first(of: [language, self.language]) else {
            return instruction.id.rawValue
        }
        guard let modality = plan?.modality(of: instruction), instruction.modality == .planDecides else { return label }
        return spoken.base == .english ? "\(modality) \(label)" : "\(label) (\(modality.spoken(in: spoken)))"
    }
}

extension Modality {
    fileprivate func spoken(in language: Language) -> String {
        switch (self, language.base.tag) {
        case (.cold, "de"): "kalt"
        default: rawValue
        }
    }
}

extension Clinic {
    /// The contact, with a warning where nobody answers.
    func spokenContact(in language: Language) -> String {
        isContactMonitored ? contact : "\(contact) (\(Self.unmonitored(in: language)))"
    }

    private static func unmonitored(in language: Language) -> String {
        switch language.base.tag {
        case "de": "nicht rund um die Uhr besetzt; im Notfall den Notruf wählen"
        default: "not monitored around the clock; in an emergency call the emergency services"
        }
    }
}

/// Times and lengths as a patient reads them, by the clock on their wall and in their language.
struct SpokenClock {
    let zone: Zone
    let language: Language

    /// `Friday 18:30` within the next six days, `Friday 12 June, 18:30` beyond.
    func moment(_ instant: Instant, seenFrom now: Instant) -> String {
        let local = zone.local(instant)
        let days = local.date.dayNumber - zone.local(now).date.dayNumber
        // The local clock is laid out as if it were UTC's, so that only our own zone data counts.
        let date = Date(timeIntervalSince1970: TimeInterval(local.asIfUTC.seconds))
        var style = Date.FormatStyle(locale: locale, calendar: Calendar(identifier: .gregorian), timeZone: .gmt)
            .weekday(.wide)
        if !(-1...6).contains(days) { style = style.day().month(.wide).year() }
        return "\(date.formatted(style))\((-1...6).contains(days) ? "" : ",") \(local.time)"
    }

    /// `5 hours, 12 minutes`: the two largest units.
    func length(of seconds: Int64) -> String {
        guard seconds >= 60 else {
            return Duration.seconds(seconds).formatted(.units(allowed: [.minutes], width: .wide).locale(locale))
        }
        let style = Duration.UnitsFormatStyle.units(
            allowed: [.weeks, .days, .hours, .minutes], width: .wide, maximumUnitCount: 2
        ).locale(locale)
        return Duration.seconds(seconds).formatted(style)
    }

    private var locale: Locale { Locale(identifier: language.tag) }
}
