/// The identity of an occurrence: its treatment with the timing revision, its instruction and its index in the cadence,
/// its role and its ordinal in that role.
package struct OccurrenceKey: Hashable, Sendable {
    package let treatment: TreatmentID
    package let timingRevision: Int
    package let instruction: InstructionID
    package let place: Int
    package let role: Role
    package let ordinal: Int

    package init(
        treatment: TreatmentID, timingRevision: Int, instruction: InstructionID, place: Int, role: Role = .reminder,
        ordinal: Int = 0
    ) {
        self.treatment = treatment
        self.timingRevision = timingRevision
        self.instruction = instruction
        self.place = place
        self.role = role
        self.ordinal = ordinal
    }

    /// The original reminder that this repeats, or is itself.
    package var base: OccurrenceKey {
        OccurrenceKey(treatment: treatment, timingRevision: timingRevision, instruction: instruction, place: place)
    }
}
