/// One planned reminder (FHIR R4: CommunicationRequest).
package struct Occurrence: Hashable, Sendable {
    package let window: Window
    /// Its place in the instruction's cadence, counted from 0 at the start of the window.
    package let place: Int
    package let phase: Phase
    /// When it is to be said.
    package let due: Instant
    /// Until when saying it is still of use.
    package let deadline: Instant

    package init(window: Window, place: Int, phase: Phase, due: Instant, deadline: Instant) {
        self.window = window
        self.place = place
        self.phase = phase
        self.due = due
        self.deadline = deadline
    }

    package var key: OccurrenceKey {
        OccurrenceKey(
            treatment: window.treatment, timingRevision: window.timingRevision, instruction: window.instruction,
            place: place)
    }

    /// How long a last word ("the 24 hours are over") is still of use after its window closed, in seconds.
    package static let closingGrace: Int64 = 24 * 3600
}

/// What makes an occurrence the same one: its treatment and that treatment's timing revision, its
/// instruction, and its place in it.
package struct OccurrenceKey: Hashable, Sendable {
    package let treatment: TreatmentID
    package let timingRevision: Int
    package let instruction: InstructionID
    package let place: Int

    package init(treatment: TreatmentID, timingRevision: Int, instruction: InstructionID, place: Int) {
        self.treatment = treatment
        self.timingRevision = timingRevision
        self.instruction = instruction
        self.place = place
    }
}
