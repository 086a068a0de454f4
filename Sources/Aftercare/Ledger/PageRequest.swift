/// Part of a listing: what comes after `after`, and at most `limit` of it.
package struct PageRequest: Equatable, Sendable {
    /// The id of the last one that was seen; nil: from the start.
    package let after: String?
    package let limit: Int

    package static let largest = 500

    package init(after: String? = nil, limit: Int = 100) {
        self.after = after
        self.limit = min(max(limit, 1), Self.largest)
    }
}

/// The position at which a listing of reminders stopped.
package struct ReminderCursor: Equatable, Sendable {
    package let due: Instant
    package let id: OccurrenceID

    package init(due: Instant, id: OccurrenceID) {
        self.due = due
        self.id = id
    }
}
