/// What an occurrence is for. The raw values are stored and shown; do not change them.
package enum Role: String, CaseIterable, Codable, Sendable {
    /// A reminder as the instruction has it.
    case reminder
    /// A repetition, since nobody answered.
    case nag
    /// A repetition that somebody asked for.
    case snoozed
    /// What still holds: emitted when a suppression ends, or when its treatment became known.
    case standing
    /// Replaces an earlier reminder that is now wrong.
    case correction
    /// Tells the staff that nobody answered.
    case escalation
    /// Asks the staff whether a treatment took place.
    case confirmation
    /// Tells the staff of a reaction.
    case reaction

    /// Whether it is for the clinic, and not for the patient. The staff has no quiet hours.
    package var isForStaff: Bool { self == .escalation || self == .confirmation || self == .reaction }
}
