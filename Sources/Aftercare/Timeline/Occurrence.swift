/// One planned reminder (FHIR R4: CommunicationRequest).
package struct Occurrence: Hashable, Sendable {
    package let window: Window
    /// Its place in the instruction's cadence, counted from 0 at the start of the window.
    package let place: Int
    package let phase: Phase
    package let role: Role
    /// Which of several of this role it is.
    package let ordinal: Int
    /// The instant that the instruction names.
    package let instant: Instant
    /// When it is to be said: its instant, unless quiet hours moved it, before the opening of its window too; of one
    /// that lies outside its window, when that closes.
    package let due: Instant
    /// Until when saying it is still of use.
    package let deadline: Instant
    /// Why it is not said, whatever else happens: it falls into quiet hours and is left out, or neither later nor
    /// earlier would do, or it lies outside its window; nil: it may be said.
    package let exclusion: SuppressReason?
    /// What it corrects.
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

    /// How long a last word ("the 24 hours are over") is still of use after its window closed, in seconds.
    package static let closingGrace: Int64 = 24 * 3600
    /// How long the staff is told of something after it happened: 30 days, in seconds.
    static let staffGrace: Int64 = 30 * 86_400
    /// Within how much time two sayings count as one moment, and by how much a time may differ from what was
    /// said of it before that counts as wrong: 15 minutes, in seconds. Treatments rarely end to the minute, and
    /// nobody wants everything repeated for that.
    package static let tolerance: Int64 = 900

    /// Seconds of delay that count, of `seconds` after its instant: none within the minute that people call punctual.
    package static func lateness(_ seconds: Int64) -> Int64 { seconds < 60 ? 0 : seconds }
}
