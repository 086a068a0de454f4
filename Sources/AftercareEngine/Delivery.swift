import Aftercare
import Dispatch
import Foundation

/// Sends batches and reads them back, on a queue of its own, so that a slow or silent journal never holds
/// up the engine.
final class Delivery: Sendable {
    /// What became of one reminder of a batch.
    enum Result: Equatable, Sendable {
        /// In the journal, as durable as this journal is.
        case settled(cursor: String, Durability)
        /// In the journal, but the sync to disk failed, and why.
        case seen(cursor: String, reason: String)
        case printed
        /// Not in the journal, and nothing that was sent before can still arrive.
        case absent
        /// Nobody can tell.
        case unknown(reason: String)

        /// Why there is no receipt yet; nil: there is one, or there will be none.
        var reason: String? {
            switch self {
            case .seen(_, let reason), .unknown(let reason): reason
            case .settled, .printed, .absent: nil
            }
        }
    }

    let queue = DispatchQueue(label: "aftercare.delivery")
    private let outlet: Outlet
    private let store: UUID
    private let shows: @Sendable (Reminder) -> Void
    private let patience: TimeInterval

    /// - Parameters:
    ///   - store: the id of the store that the reminders lie in.
    ///   - shows: called for each reminder that has been delivered, to show it to whoever is watching.
    ///   - patience: seconds to wait for records to become readable before the outcome is unknown.
    init(outlet: Outlet, store: UUID, patience: TimeInterval, shows: @escaping @Sendable (Reminder) -> Void) {
        self.outlet = outlet
        self.store = store
        self.patience = patience
        self.shows = shows
    }

    /// Sends `batch` and looks for it; `done` gets one result for each reminder.
    func deliver(_ batch: [Reminder], now: Instant, done: @escaping @Sendable ([OccurrenceID: Result]) -> Void) {
        queue.async { [self] in
            switch outlet {
            case .terminal: done(show(batch, as: { _ in .printed }))
            case .journal(let journal):
                do {
                    for reminder in batch { try journal.send(Record(reminder, store: store, now: now)) }
                } catch {
                    // Some were handed over, some not: what is found is settled, the rest waits for a barrier.
                    return done(confirm(batch, in: journal, patience: 0, otherwise: .unknown(reason: "\(error)")))
                }
                let silence = Result.unknown(reason: "the journal took the records but does not show them")
                done(confirm(batch, in: journal, patience: patience, otherwise: silence))
            }
        }
    }

    /// Finds out what became of `batch`, which was sent earlier, perhaps by a process that is gone.
    func reconcile(_ batch: [Reminder], done: @escaping @Sendable ([OccurrenceID: Result]) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else {
                // Without a journal there is nothing to look into; they were to be shown, so show them.
                done(show(batch, as: { _ in .printed }))
                return
            }
            let missing: Result
            do {
                // Sockets are first in, first out: what is not there behind the barrier will never be.
                missing = try passBarrier(in: journal) ? .absent : .unknown(reason: "the journal is not reading")
            } catch {
                missing = .unknown(reason: "\(error)")
            }
            done(confirm(batch, in: journal, patience: 0, otherwise: missing))
        }
    }

    /// Looks for the batch until it is all there or patience ends; then makes what is there durable.
    ///
    /// - Parameter missing: what became of those that were readably not there.
    private func confirm(
        _ batch: [Reminder], in journal: any Journal, patience: TimeInterval, otherwise missing: Result
    ) -> [OccurrenceID: Result] {
        let wanted = Dictionary(uniqueKeysWithValues: batch.map { ($0.id.spoken, $0.id) })
        var cursors: [OccurrenceID: String] = [:]
        var unreadable: [OccurrenceID: String] = [:]
        poll(for: patience) {
            unreadable = [:]
            let missing = wanted.filter { cursors[$0.value] == nil }.map(\.key)
            for (text, sighting) in journal.find(Record.reminderIDField, missing) {
                guard let id = wanted[text] else { continue }
                switch sighting {
                case .found(let cursor): cursors[id] = cursor
                case .unknown(let reason): unreadable[id] = reason
                case .absent: break
                }
            }
            return cursors.count == wanted.count
        }
        // A failed sync leaves them seen; the engine says so and comes back to them.
        let seen: (String) -> Result
        do {
            let durability = cursors.isEmpty ? .onDisk : try journal.sync()
            seen = { .settled(cursor: $0, durability) }
        } catch {
            seen = { .seen(cursor: $0, reason: "\(error)") }
        }
        return show(batch) { reminder in
            if let cursor = cursors[reminder.id] { return seen(cursor) }
            return unreadable[reminder.id].map { .unknown(reason: $0) } ?? missing
        }
    }

    /// Sends a mark behind everything that came before and waits until it can be read.
    private func passBarrier(in journal: any Journal) throws -> Bool {
        let nonce = UUID().uuidString.lowercased()
        try journal.send(.barrier(nonce: nonce))
        return poll(for: patience) {
            if case .found = journal.find(Record.barrierField, [nonce])[nonce] { true } else { false }
        }
    }

    private func show(_ batch: [Reminder], as result: (Reminder) -> Result) -> [OccurrenceID: Result] {
        var results: [OccurrenceID: Result] = [:]
        for reminder in batch {
            let outcome = result(reminder)
            results[reminder.id] = outcome
            switch outcome {
            case .settled, .printed: shows(reminder)
            case .seen, .absent, .unknown: break
            }
        }
        return results
    }

    /// Asks again and again, at first after 1 ms, at last every 100 ms. Readers of the journal are told of
    /// changes only every 250 ms, so asking is quicker than waiting to be told.
    @discardableResult
    private func poll(for patience: TimeInterval, until isDone: () -> Bool) -> Bool {
        let deadline = DispatchTime.now() + patience
        var pause: UInt32 = 1_000
        while !isDone() {
            guard DispatchTime.now() < deadline else { return false }
            usleep(pause)
            pause = min(pause * 2, 100_000)
        }
        return true
    }
}
