/// One planned reminder (FHIR R4: CommunicationRequest).
package struct Occurrence: Hashable, Sendable {
    package let window: Window
    /// Its index in the instruction's cadence, counted from 0 at the start of the window.
    package let place: Int
    package let phase: Phase
    package let role: Role
    /// Which of several in this role it is.
    package let ordinal: Int
    /// The instant that the instruction gives.
    package let instant: Instant
    /// When to emit it: its instant, unless quiet hours moved it, possibly to before its window opens. An occurrence
    /// that lies outside its window is due when the window closes.
    package let due: Instant
    /// Until when emitting it is of use.
    package let deadline: Instant
    /// Why it is not emitted, whatever else happens: it falls into quiet hours and is left out, or neither later nor
    /// earlier would do, or it lies outside its window. Nil when it may be emitted.
    package let exclusion: SuppressReason?
    /// The reminder that it corrects.
    package let replaces: OccurrenceKey?

    package init(
        window: Window, place: Int, phase: Phase, role: Role = .reminder, ordinal: Int = 0, instant: Instant? = nil,
        due: Instant, deadline: Instant, exclusion: SuppressReason? = nil, replaces: OccurrenceKey? = nil
    ) {
        self.window = window
        self.place = place
        self.phase = phase
        self.role = role
        self.ordinal = ordinal
        self.instant = instant ?? due
        self.due = due
        self.deadline = deadline
        self.exclusion = exclusion
        self.replaces = replaces
    }

    package var key: OccurrenceKey {
        OccurrenceKey(
            treatment: window.treatment, timingRevision: window.timingRevision, instruction: window.instruction,
            place: place, role: role, ordinal: ordinal)
    }

    /// How long a closing reminder ("the 24 hours are over") is of use after its window closed, in seconds.
    package static let closingGrace: Int64 = 24 * 3600
    /// How long a record for the staff is of use after the event: 30 days, in seconds.
    static let staffGrace: Int64 = 30 * 86_400
    /// How far apart two reminders may be and count as simultaneous, and by how much a stated time may be off before it
    /// counts as wrong: 15 minutes, in seconds. Treatments rarely end to the minute, and nobody wants everything
    /// repeated for that.
    package static let tolerance: Int64 = 900

    /// The seconds of a delay that count as late: none within the minute that people call punctual.
    package static func lateness(_ seconds: Int64) -> Int64 { seconds < 60 ? 0 : seconds }
}
