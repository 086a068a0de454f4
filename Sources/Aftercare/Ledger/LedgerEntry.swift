/// A reminder as its number is accounted for: what an audit holds against the journal.
package struct LedgerEntry: Hashable, Codable, Sendable {
    package let id: OccurrenceID
    package let sequence: Int64
    package let attempt: Int
    package let state: ReminderState
    package let cursor: String?
    package let due: Instant
    package let emittedAt: Instant?
    package let settledAt: Instant?
    package let reason: String?
    /// The epoch in which it was sent; nil before epochs were stored.
    package let epoch: Int?

    package init(
        id: OccurrenceID, sequence: Int64, attempt: Int, state: ReminderState, cursor: String?, due: Instant,
        emittedAt: Instant?, settledAt: Instant?, reason: String?, epoch: Int? = nil
    ) {
        self.id = id
        self.sequence = sequence
        self.attempt = attempt
        self.state = state
        self.cursor = cursor
        self.due = due
        self.emittedAt = emittedAt
        self.settledAt = settledAt
        self.reason = reason
        self.epoch = epoch
    }
}
