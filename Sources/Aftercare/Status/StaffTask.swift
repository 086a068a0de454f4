/// Something that a person must see to.
package struct StaffTask: Equatable, Codable, Sendable {
    /// The raw values are part of the interface; do not change them.
    package enum Kind: String, CaseIterable, Codable, Sendable {
        /// A reaction that nobody has cleared.
        case reaction
        /// Nothing is said to the patient, since this machine does not know the patient's time zone.
        case zone = "zone-unknown"
        /// Nobody answered a reminder that wants an answer, or the answer was no.
        case unanswered
        /// Nobody confirmed that a treatment took place.
        case unconfirmed
    }

    package var kind: Kind
    package var patient: PatientID
    /// nil: it is about no treatment.
    package var treatment: TreatmentID?
    package var since: Instant
    /// Of a reaction.
    package var reaction: ReactionID?
    package var signs: [Reaction.Sign]?
    /// Of what was not answered; `label` is the instruction's short name.
    package var reminder: OccurrenceID?
    package var instruction: InstructionID?
    package var label: String?
    /// The name of the zone that is unknown.
    package var zone: String?
    /// When somebody said no to it; nil: nobody answered.
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
