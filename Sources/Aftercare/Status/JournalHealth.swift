/// Whether reminders reach the journal.
package struct JournalHealth: Equatable, Codable, Sendable {
    /// The raw values are part of the interface; do not change them.
    package enum State: String, Codable, Sendable {
        case ok
        /// No journal here; reminders are shown on the terminal.
        case none
        /// The journal takes no records; they wait.
        case failing
    }

    package var state: State
    /// Only of a failing journal: why, since when, and when the engine tries again.
    package var reason: String?
    package var since: Instant?
    package var retryAt: Instant?

    package init(state: State, reason: String? = nil, since: Instant? = nil, retryAt: Instant? = nil) {
        self.state = state
        self.reason = reason
        self.since = since
        self.retryAt = retryAt
    }

    package static let ok = JournalHealth(state: .ok)
    package static let none = JournalHealth(state: .none)

    package static func failing(reason: String, since: Instant, retryAt: Instant) -> JournalHealth {
        JournalHealth(state: .failing, reason: reason, since: since, retryAt: retryAt)
    }
}
