/// Something that a member of staff must do.
package struct StaffTask: Equatable, Codable, Sendable {
    /// The raw values are part of the interface; do not change them.
    package enum Kind: String, CaseIterable, Codable, Sendable {
        /// A reaction that nobody has cleared.
        case reaction
        /// The patient gets no reminders, because this machine does not know the patient's time zone.
        case zone = "zone-unknown"
        /// Nobody responded to a reminder that wants a response, or the response was no.
        case unanswered
        /// Nobody confirmed that a treatment took place.
        case unconfirmed
    }

    package var kind: Kind
    package var patient: PatientID
    /// Nil if it concerns no treatment.
    package var treatment: TreatmentID?
    package var since: Instant
    /// Only of a reaction.
    package var reaction: ReactionID?
    package var signs: [Reaction.Sign]?
    /// Only of an unanswered reminder; `label` is the instruction's short name.
    package var reminder: OccurrenceID?
    package var instruction: InstructionID?
    package var label: String?
    /// Only of an unknown zone: its name.
    package var zone: String?
    /// When somebody declined it; nil if nobody responded.
    package var declinedAt: Instant?

    package init(
        kind: Kind, patient: PatientID, treatment: TreatmentID?, since: Instant, reaction: ReactionID? = nil,
        signs: [Reaction.Sign]? = nil, reminder: OccurrenceID? = nil, instruction: InstructionID? = nil,
        label: String? = nil, zone: String? = nil, declinedAt: Instant? = nil
    ) {
        self.kind = kind
        self.patient = patient
        self.treatment = treatment
        self.since = since
        self.reaction = reaction
        self.signs = signs
        self.reminder = reminder
        self.instruction = instruction
        self.label = label
        self.zone = zone
        self.declinedAt = declinedAt
    }
}
