import Aftercare
import AftercareStore

// Recording the results of delivery.

/// A batch whose outcome is known and not stored yet.
struct SettledBatch: Sendable {
    let reminders: [Reminder]
    let outcomes: Delivery.Outcomes
}

extension Engine {
    func settle(_ batch: SettledBatch?) throws {
        guard let batch else { return }
        let now = environment.clock.now
        try store.write { tx in try Self.settle(batch.reminders, batch.outcomes.results, now: now, in: tx) }
        noteStoreWorks()
    }

    /// Moves each reminder to the state that matches its result. A reminder proven absent from the journal becomes
    /// undecided again: if it still applies, it goes out as the next attempt, with its current text. It was never sent,
    /// unless a power cut destroyed its record.
    static func settle(
        _ batch: [Reminder], _ results: [OccurrenceID: Delivery.Result], now: Instant, in tx: StoreTransaction
    ) throws {
        for reminder in batch {
            switch results[reminder.id] {
            case .settled(let cursor, let durability):
                _ = try tx.advance(
                    reminder.id, from: reminder.state, attempt: reminder.attempt, to: .settled, cursor: cursor,
                    emittedAt: now, settledAt: now, reason: durability == .inMemory ? Reminder.inMemoryReason : nil)
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
