/// What an occurrence is for. The raw values are stored and shown; do not change them.
package enum Role: String, CaseIterable, Codable, Sendable {
    /// Said as the instruction has it.
    case reminder
    /// Said again, since nobody answered.
    case nag
    /// Said again when somebody asked for it.
    case snoozed
    /// Says what still holds: at the end of a silence that it fell into, or when its treatment became known.
    case standing
    /// Says anew what was said and is now wrong.
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
