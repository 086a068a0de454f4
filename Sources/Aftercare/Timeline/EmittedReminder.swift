/// An emitted reminder and its claim.
package struct EmittedReminder: Equatable, Sendable {
    package let key: OccurrenceKey
    package let window: Window
    package let phase: Phase
    package let due: Instant
    package let deadline: Instant
    /// When the decision to emit it was made.
    package let at: Instant
    package let claim: Claim
    /// The other treatments that it named.
    package let alsoFor: [TreatmentID]

    package init(
        key: OccurrenceKey, window: Window, phase: Phase, due: Instant, deadline: Instant, at: Instant, claim: Claim,
        alsoFor: [TreatmentID] = []
    ) {
        self.key = key
        self.window = window
        self.phase = phase
        self.due = due
        self.deadline = deadline
        self.at = at
        self.claim = claim
        self.alsoFor = alsoFor
    }

    init(_ occurrence: Occurrence, claim: Claim, alsoFor: [TreatmentID], at now: Instant) {
        self.init(
            key: occurrence.key, window: occurrence.window, phase: occurrence.phase, due: occurrence.due,
            deadline: occurrence.deadline, at: now, claim: claim, alsoFor: alsoFor)
    }

    var instructionKey: InstructionKey { InstructionKey(window) }
}
