/// A page of the ledger as an audit needs it: every reminder that has a number, by its number, and what the numbers came
/// to, all of one moment.
package struct LedgerPage: Equatable, Codable, Sendable {
    /// The id of the store, in lower case.
    package var store: String
    /// The user that the service runs as.
    package var uid: UInt32
    /// The machines and users that have written records of the store, by their epochs.
    package var writers: [Writer]
    /// Ranges of numbers that no row is expected to have, first and last: they were left to another machine, or only the
    /// journal knows what bears them.
    package var left: [ClosedRange<Int64>]
    /// The first number that was asked for: 1, or where `since` begins.
    package var first: Int64
    /// The highest number that was given; 0: none was.
    package var highest: Int64
    /// Numbers that were given back and wait for the next reminder.
    package var free: [Int64]
    /// When a backup was put in place; nil: never.
    package var restoredAt: Instant?
    package var rows: [LedgerEntry]
    /// What to ask for as `after` to go on; nil: that was all.
    package var next: Int64?

    package init(
        store: String, uid: UInt32, writers: [Writer], left: [ClosedRange<Int64>], first: Int64, highest: Int64, free: [Int64],
        restoredAt: Instant?, rows: [LedgerEntry], next: Int64?
    ) {
        self.store = store
        self.uid = uid
        self.writers = writers
        self.left = left
        self.first = first
        self.highest = highest
        self.free = free
        self.restoredAt = restoredAt
        self.rows = rows
        self.next = next
    }
}
