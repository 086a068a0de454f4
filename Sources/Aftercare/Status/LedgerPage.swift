/// A page of the ledger for an audit: reminders by their number, and which numbers are in use, all read at one moment.
package struct LedgerPage: Equatable, Codable, Sendable {
    /// The id of the store, in lower case.
    package var store: String
    /// The user id that the service runs as.
    package var uid: UInt32
    /// The machines and users that have written records of the store, by epoch.
    package var writers: [Writer]
    /// Ranges of numbers without a row: they were left to another machine, or only the journal has their reminders.
    package var left: [ClosedRange<Int64>]
    /// The first number asked for: 1, or the first one since `since`.
    package var first: Int64
    /// The highest number given; 0 before the first.
    package var highest: Int64
    /// Numbers given back, for the next reminders.
    package var free: [Int64]
    /// When a backup was put in place; nil if none was.
    package var restoredAt: Instant?
    package var rows: [LedgerEntry]
    /// The `after` of the next page; nil on the last one.
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
