package import Aftercare
import AftercareStore

/// A page of the ledger by its numbers, and what its numbers came to, all of one moment.
package struct LedgerPage: Equatable, Sendable {
    /// The first number that was asked for.
    package let first: Int64
    /// The highest number that was given; 0: none was.
    package let highest: Int64
    /// Numbers that were given back and wait for the next reminder.
    package let free: [Int64]
    /// When a backup was put in place; nil: never.
    package let restoredAt: Instant?
    package let writers: [Writer]
    /// Ranges of numbers that were left to another machine.
    package let left: [ClosedRange<Int64>]
    package let entries: [LedgerEntry]
}

extension Engine {
    /// Reminders that have a number, by number.
    ///
    /// - Parameters:
    ///   - since: begin at the first number of what was due then or later; nil: at 1.
    ///   - after: go on behind this number.
    package func ledger(since: Instant?, after: Int64?, limit: Int) throws -> LedgerPage {
        try reading { tx in
            let highest = try tx.highestSequence()
            let first = try since.map { try tx.firstSequence(since: $0) ?? highest + 1 } ?? 1
            return LedgerPage(
                first: first, highest: highest, free: try tx.freeSequences(), restoredAt: try tx.restoredAt(),
                writers: try tx.writers(), left: try tx.foreignSequences() + tx.recoveredSequences(),
                entries: try tx.delivered(after: max(first - 1, after ?? 0), limit: limit))
        }
    }
}
