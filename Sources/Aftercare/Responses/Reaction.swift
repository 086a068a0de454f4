/// An abnormal reaction that a patient noticed after a treatment. Until a person has cleared it, the status shows it
/// first, and reminders that could harm are muted.
///
/// Source: "The Potential Risks and Benefits of Exosome Therapy" (patients should tell their provider of any abnormal
/// reaction).
package struct Reaction: Hashable, Codable, Sendable {
    package let id: ReactionID
    package let patient: PatientID
    package let treatment: TreatmentID
    package let signs: [Sign]
    package let reportedAt: Instant
    package private(set) var clearedAt: Instant?
    /// When somebody marked it as reported by mistake.
    package private(set) var enteredInErrorAt: Instant?

    package init(
        id: ReactionID, patient: PatientID, treatment: TreatmentID, signs: [Sign], reportedAt: Instant,
        clearedAt: Instant?, enteredInErrorAt: Instant? = nil
    ) {
        self.id = id
        self.patient = patient
        self.treatment = treatment
        self.signs = signs
        self.reportedAt = reportedAt
        self.clearedAt = clearedAt
        self.enteredInErrorAt = enteredInErrorAt
    }

    /// Whether a person must still see to it.
    package var isOpen: Bool { clearedAt == nil && enteredInErrorAt == nil }

    /// Whether it mutes reminders at `instant`.
    package func mutes(at instant: Instant) -> Bool {
        let end = [clearedAt, enteredInErrorAt].compactMap(\.self).min()
        return reportedAt <= instant && end.map { instant < $0 } ?? true
    }

    /// The same reaction, cleared by a person.
    func cleared(at now: Instant) -> Reaction {
        var cleared = self
        cleared.clearedAt = now
        return cleared
    }

    /// The same reaction, marked as reported by mistake.
    func inError(at now: Instant) -> Reaction {
        var mistaken = self
        mistaken.enteredInErrorAt = now
        return mistaken
    }

    /// The signs that can be reported. Free text about a person never reaches the journal, so there is none.
    ///
    /// Source: published aftercare sheets (emergency signs and same-day signs).
    package enum Sign: String, CaseIterable, Codable, Sendable {
        case breathing, swelling, collapse, vision, skin, pain, infection, fever, numbness, bleeding, other

        package var words: String {
            switch self {
            case .breathing: "trouble breathing"
            case .swelling: "swelling"
            case .collapse: "collapse"
            case .vision: "a change of vision"
            case .skin: "blanching, mottled or cool skin"
            case .pain: "pain out of proportion"
            case .infection: "signs of infection"
            case .fever: "fever"
            case .numbness: "numbness"
            case .bleeding: "bleeding that does not stop"
            case .other: "another abnormal reaction"
            }
        }
    }
}

package typealias ReactionID = ID<Reaction>
