import Aftercare
import AftercareStore
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
        /// It may be in a journal file that is damaged for good, and nowhere else.
        case undecidable(reason: String)
        /// Nobody can tell yet.
        case unknown(reason: String)
    }

    /// What became of a batch.
    struct Outcomes: Equatable, Sendable {
        var results: [OccurrenceID: Result]
        /// Whether the journal says that it dropped records because they came too fast.
        var isSuppressed = false

        func count(_ isCounted: (Result) -> Bool) -> Int { results.values.count(where: isCounted) }
    }

    /// What came of looking into another machine's journal.
    struct Abroad: Sendable {
        var outcomes: Outcomes
        /// Why what was not found may still be somewhere; nil: it is not.
        var doubt: String?
    }

    /// Who writes, and who did.
    enum Survey: Equatable, Sendable {
        /// - Parameters:
        ///   - former: who wrote the records of the receipts that were asked about.
        ///   - epochs: as the journals tell.
        case told(own: Author, former: Author?, epochs: [Writer])
        case unknown(reason: String)
    }

    let queue = DispatchQueue(label: "aftercare.delivery")
    private let outlet: Outlet
    private let store: UUID
    private let key: [UInt8]?
    private let command: String
    private let onDelivered: @Sendable (Reminder) -> Void
    private let onProgress: @Sendable (EngineProgress) -> Void
    private let patience: TimeInterval

    /// - Parameters:
    ///   - store: the id of the store that the reminders lie in.
    ///   - key: seals every record; nil: none is sealed.
    ///   - shows: called for each reminder that has been delivered, to show it to whoever is watching.
    ///   - moves: told when the journal is synced, which nobody can look into.
    ///   - patience: seconds to wait for records to become readable before the outcome is unknown.
    init(
        outlet: Outlet, store: UUID, key: [UInt8]?, command: String, patience: TimeInterval, onDelivered: @escaping @Sendable (Reminder) -> Void,
        onProgress: @escaping @Sendable (EngineProgress) -> Void
    ) {
        self.outlet = outlet
        self.store = store
        self.key = key
        self.command = command
        self.onDelivered = onDelivered
        self.onProgress = onProgress
        self.patience = patience
    }

    /// Sends `batch` and looks for it; `done` gets one result for each reminder.
    func deliver(_ batch: [Reminder], now: Instant, done: @escaping @Sendable (Outcomes) -> Void) {
        queue.async { [self] in
            switch outlet {
            case .terminal: done(Outcomes(results: show(batch) { _ in .printed }))
            case .journal(let journal):
                do {
                    for reminder in batch { try journal.send(OutgoingRecord(reminder, store: store, now: now, command: command, key: key)) }
                } catch {
                    // Some were handed over, some not: what is found is settled, the rest waits for a barrier.
                    return done(confirm(batch, in: journal, patience: 0) { _ in .unknown(reason: "\(error)") })
                }
                done(
                    confirm(batch, in: journal, patience: patience) { lookup in
                        guard case .unknown(let reason) = lookup else {
                            return .unknown(reason: "the journal took the records but does not show them")
                        }
                        return .unknown(reason: reason)
                    })
            }
        }
    }

    /// Finds out what became of `batch`, which was sent earlier, perhaps by a process that is gone.
    func reconcile(_ batch: [Reminder], done: @escaping @Sendable (Outcomes) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else {
                // Without a journal there is nothing to look into; they were to be shown, so show them.
                return done(Outcomes(results: show(batch) { _ in .printed }))
            }
            let obstacle: String?
            do {
                // Sockets are first in, first out: what is not there behind the barrier will never be.
                obstacle = try passBarrier(in: journal) ? nil : "the journal is not reading"
            } catch {
                obstacle = "\(error)"
            }
            var outcomes = confirm(batch, in: journal, patience: 0) { lookup in
                Self.fate(of: lookup, doubting: obstacle)
            }
            outcomes.isSuppressed = outcomes.count { $0 == .absent } > 0 && journal.hasSuppressed()
            done(outcomes)
        }
    }

    /// Looks whether the records of `batch`, which have their receipts, are still in the journal. One whose file
    /// was removed, as the journal does with old ones, or cannot be read, counts as settled.
    func recheck(_ batch: [Reminder], done: @escaping @Sendable (Outcomes) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else { return done(Outcomes(results: [:])) }
            let cursors = Dictionary(batch.map { ($0.id, $0.cursor ?? "") }) { first, _ in first }
            var outcomes = confirm(batch, in: journal, patience: 0, onDelivered: false) { lookup in
                switch lookup {
                case .unknown(let reason): .unknown(reason: reason)
                case .undecidable(let reason): .undecidable(reason: reason)
                case .found, .absent: .absent
                }
            }
            let absent = outcomes.results.filter { $0.value == .absent }.keys
            let gone = absent.isEmpty ? [] : journal.rotatedAway(of: absent.compactMap { cursors[$0] })
            for id in absent {
                guard let cursor = cursors[id], gone.contains(cursor) else { continue }
                outcomes.results[id] = .settled(cursor: cursor, .onDisk)
            }
            done(outcomes)
        }
    }

    /// What the journal has of this store that it does not know: see `Journal.journaledReminders`.
    ///
    /// - Parameter isRestored: what was sent before a backup took the store's place may still be on its way.
    func findUnknownRecords(_ unknown: UnknownNumbers, by writers: [Author], isRestored: Bool, done: @escaping @Sendable (UnknownRecords) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else { return done(.told([])) }
            do {
                guard try !isRestored || passBarrier(in: journal) else { return done(.unknown(reason: "the journal is not reading")) }
                let memory = journal.journaledReminders(of: OutgoingRecord.text(store), unknown: unknown, by: writers)
                try keep(memory.journaledReminders, in: journal, by: writers)
                done(memory)
            } catch {
                done(.unknown(reason: "\(error)"))
            }
        }
    }

    /// Makes durable what is to be adopted: it counts as said from then on.
    private func keep(_ journaledReminders: [JournaledReminder], in journal: any Journal, by writers: [Author]) throws {
        guard !journaledReminders.isEmpty else { return }
        let ids = journaledReminders.map(\.id.text)
        _ = journal.find(OutgoingRecord.reminderIDField, ids)
        _ = try journal.sync()
        for author in Set(writers) { _ = journal.find(OutgoingRecord.reminderIDField, ids, by: author) }
    }

    /// Under which machine and user this process writes, and what the journals tell of who did so before.
    ///
    /// - Parameter receipts: of a store from before writers were kept.
    func survey(_ writers: [Author], receipts: [Receipt], done: @escaping @Sendable (Survey) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else { return done(.unknown(reason: "there is no journal")) }
            do {
                let own = try journal.author()
                done(.told(
                    own: own, former: receipts.isEmpty ? nil : journal.author(of: receipts),
                    epochs: journal.epochs(of: OutgoingRecord.text(store), by: writers + [own])))
            } catch {
                done(.unknown(reason: "\(error)"))
            }
        }
    }

    /// Finds out what became of `batch`, which another writer of the store sent.
    ///
    /// - Parameter receipts: what is in that writer's journal for sure.
    func reconcile(_ batch: [Reminder], by author: Author, receipts: [Receipt], done: @escaping @Sendable (Abroad) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else { return done(Abroad(outcomes: Outcomes(results: [:]), doubt: nil)) }
            let doubt = journal.doubt(about: author, receipts: receipts)
            let wanted = Dictionary(batch.map { ($0.id.text, $0) }) { first, _ in first }
            var outcomes = Outcomes(results: [:])
            for (text, lookup) in journal.find(OutgoingRecord.reminderIDField, Array(wanted.keys), by: author) {
                guard let reminder = wanted[text] else { continue }
                if case .found(let cursor) = lookup {
                    outcomes.results[reminder.id] = .settled(cursor: cursor, .onDisk)
                    onDelivered(reminder)
                } else {
                    outcomes.results[reminder.id] = Self.fate(of: lookup, doubting: doubt)
                }
            }
            done(Abroad(outcomes: outcomes, doubt: doubt ?? outcomes.reason))
        }
    }

    /// What became of a reminder that was not found.
    ///
    /// - Parameter doubt: why it may still be somewhere; nil: what is not found will never be.
    private static func fate(of lookup: RecordLookup, doubting doubt: String?) -> Result {
        switch (lookup, doubt) {
        case (.unknown(let reason), _), (_, let reason?): .unknown(reason: reason)
        case (.undecidable(let reason), nil): .undecidable(reason: reason)
        case (_, nil): .absent
        }
    }

    /// When an earlier store of ours wrote its last record: see `Journal.newestRecord`.
    func findFormerStore(before instant: Instant, done: @escaping @Sendable (Instant?) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else { return done(nil) }
            done(journal.newestRecord(ofStoresOtherThan: OutgoingRecord.text(store), before: instant))
        }
    }

    /// Looks for the batch until it is all there or patience ends; then makes what is there durable.
    ///
    /// - Parameter judge: what became of those that were not found, by what was seen instead.
    private func confirm(
        _ batch: [Reminder], in journal: any Journal, patience: TimeInterval, onDelivered: Bool = true,
        otherwise judge: (RecordLookup) -> Result
    ) -> Outcomes {
        let wanted = Dictionary(uniqueKeysWithValues: batch.map { ($0.id.text, $0.id) })
        var lookups: [OccurrenceID: RecordLookup] = [:]
        var cursors: [OccurrenceID: String] = [:]
        poll(for: patience) {
            let missing = wanted.filter { cursors[$0.value] == nil }.map(\.key)
            for (text, lookup) in journal.find(OutgoingRecord.reminderIDField, missing) {
                guard let id = wanted[text] else { continue }
                lookups[id] = lookup
                if case .found(let cursor) = lookup { cursors[id] = cursor }
            }
            return cursors.count == wanted.count
        }
        // A failed sync leaves them seen; the engine says so and comes back to them.
        let seen: (String) -> Result
        do {
            if !cursors.isEmpty { onProgress(.syncing) }
            let durability = cursors.isEmpty ? .onDisk : try journal.sync()
            seen = { .settled(cursor: $0, durability) }
        } catch {
            seen = { .seen(cursor: $0, reason: "\(error)") }
        }
        func result(_ reminder: Reminder) -> Result {
            cursors[reminder.id].map(seen) ?? judge(lookups[reminder.id] ?? .absent)
        }
        return Outcomes(results: onDelivered ? show(batch, as: result) : Dictionary(batch.map { ($0.id, result($0)) }) { $1 })
    }

    /// Sends a mark behind everything that came before and waits until it can be read.
    private func passBarrier(in journal: any Journal) throws -> Bool {
        let nonce = UUID().uuidString.lowercased()
        try journal.send(.barrier(nonce: nonce))
        return poll(for: patience) {
            if case .found = journal.find(OutgoingRecord.barrierField, [nonce])[nonce] { true } else { false }
        }
    }

    private func show(_ batch: [Reminder], as result: (Reminder) -> Result) -> [OccurrenceID: Result] {
        var results: [OccurrenceID: Result] = [:]
        for reminder in batch {
            let outcome = result(reminder)
            results[reminder.id] = outcome
            switch outcome {
            case .settled, .printed: onDelivered(reminder)
            case .seen, .absent, .undecidable, .unknown: break
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
