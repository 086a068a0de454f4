package import Aftercare
import AftercareStore
import Foundation

extension Engine {
    /// Reminders that have a number, by number.
    ///
    /// - Parameters:
    ///   - since: begin at the first number of what was due then or later; nil: at 1.
    ///   - after: go on behind this number.
    ///   - uid: the user that the service runs as.
    package func ledger(since: Instant?, after: Int64?, limit: Int, uid: UInt32) throws -> LedgerPage {
        try reading { tx in
            let highest = try tx.highestSequence()
            let first = try since.map { try tx.firstSequence(since: $0) ?? highest + 1 } ?? 1
            let rows = try tx.delivered(after: max(first - 1, after ?? 0), limit: limit)
            return LedgerPage(
                store: store.id.uuidString.lowercased(), uid: uid, writers: try tx.writers(),
                left: try tx.foreignSequences() + tx.recoveredSequences(), first: first, highest: highest,
                free: try tx.freeSequences(), restoredAt: try tx.restoredAt(), rows: rows,
                next: rows.count < limit ? nil : rows.last?.sequence)
        }
    }
}
