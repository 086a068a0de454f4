/// A response to a reminder.
package struct Response: Hashable, Sendable {
    /// The original reminder, even if a repetition of it was answered.
    package let reminder: OccurrenceKey
    package let answer: Answer
    package let at: Instant

    package init(reminder: OccurrenceKey, answer: Answer, at: Instant) {
        self.reminder = reminder
        self.answer = answer
        self.at = at
    }

    package enum Answer: Hashable, Sendable {
        case acknowledged
        /// Remind again at that instant. A new snooze replaces an old one.
        case snoozed(until: Instant)
        /// Not done, and not to be asked again.
        case declined

        /// The raw values are stored and shown; do not change them.
        package enum Kind: String, CaseIterable, Codable, Sendable {
            case acknowledged, snoozed, declined
        }

        package var kind: Kind {
            switch self {
            case .acknowledged: .acknowledged
            case .snoozed: .snoozed
            case .declined: .declined
            }
        }
    }
}
