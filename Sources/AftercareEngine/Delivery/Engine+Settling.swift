import Aftercare
import AftercareStore

// What delivery found out, written down.

extension Engine {
    /// On record beside the receipt of a journal that does not outlive the power.
    private static let inMemoryReason = "journal-in-memory"

    /// Moves each reminder on as it was found. What is proven not to be in the journal is undecided again, so that what
    /// still holds of it, in the words of today, goes out as the next attempt. It was never said, unless the power took it.
    static func settle(
        _ batch: [Reminder], _ results: [OccurrenceID: Delivery.Result], now: Instant, in tx: StoreTransaction
    ) throws {
        for reminder in batch {
            switch results[reminder.id] {
            case .settled(let cursor, let durability):
                _ = try tx.advance(
                    reminder.id, from: reminder.state, attempt: reminder.attempt, to: .settled, cursor: cursor,
                    emittedAt: now, settledAt: now, reason: durability == .inMemory ? Self.inMemoryReason : nil)
            case .seen(let cursor, _):
                _ = try tx.advance(
                    reminder.id, from: reminder.state, attempt: reminder.attempt, to: .seen, cursor: cursor, emittedAt: now)
            case .printed:
                _ = try tx.advance(
                    reminder.id, from: reminder.state, attempt: reminder.attempt, to: .printed, emittedAt: now)
            case .absent:
                let isOfEarlierBoot = try reminder.sequence ?? 0 <= tx.lastOfEarlierBoot()
                _ = try tx.withdraw(reminder, isOfEarlierBoot ? .uncertain : .proven)
            case .undecidable: _ = try tx.withdraw(reminder, .uncertain)
            case .unknown, nil: break
            }
        }
    }
}
