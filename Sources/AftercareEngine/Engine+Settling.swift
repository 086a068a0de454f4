import Aftercare
import AftercareStore

// What delivery found out, written down.

extension Engine {
    /// On record beside the receipt of a journal that does not outlive the power.
    private static let inMemoryReason = "journal-in-memory"

    /// - Returns: the reminders that are proven absent and go out again, with their next attempt.
    static func settle(
        _ batch: [Reminder], _ results: [OccurrenceID: Delivery.Result], now: Instant, bootID: String?,
        in tx: StoreTransaction
    ) throws -> [Reminder] {
        var again: [Reminder] = []
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
                let next = reminder.attempted(again: reminder.attempt + 1)
                if try tx.advance(
                    reminder.id, from: reminder.state, attempt: reminder.attempt, to: .sending, newAttempt: next.attempt,
                    bootID: bootID)
                {
                    again.append(next)
                }
            case .unknown, nil: break
            }
        }
        return again
    }
}
