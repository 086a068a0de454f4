/// A reminder as its number is accounted for: what an audit holds against the journal.
package struct LedgerEntry: Hashable, Codable, Sendable {
    package var id: OccurrenceID
    package var sequence: Int64
    package var attempt: Int
    package var state: ReminderState
    package var cursor: String?
    package var due: Instant
    package var emittedAt: Instant?
    package var settledAt: Instant?
    package var reason: String?
    /// In which it was sent; nil: before epochs were kept.
    package var epoch: Int?

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
