import Aftercare
import AftercareStore
import Dispatch
import Foundation

/// Sends batches and reads them back, on its own queue, so that a slow or silent journal never holds up the engine.
final class Delivery: Sendable {
    /// The result for one reminder of a batch.
    enum Result: Equatable, Sendable {
        /// The reminder is in the journal, as durable as this journal is.
        case settled(cursor: String, Durability)
        /// The reminder is in the journal, but the sync to disk failed, with the reason.
        case seen(cursor: String, reason: String)
        case printed
        /// The reminder is not in the journal, and nothing that was sent before can still arrive.
        case absent
        /// The reminder may be in a journal file that is damaged for good, and nowhere else.
        case undecidable(reason: String)
        /// The outcome is not known yet.
        case unknown(reason: String)
    }

    /// The results of a batch.
    struct Outcomes: Equatable, Sendable {
        var results: [OccurrenceID: Result]
        /// Whether journald reported dropping records because they arrived too fast.
        var isSuppressed = false

        func count(_ isCounted: (Result) -> Bool) -> Int { results.values.count(where: isCounted) }

        /// The number of records that were found: the reminders of a message share one.
        var records: Int {
            Set(results.values.compactMap { if case .settled(let cursor, _) = $0 { cursor } else { nil } }).count
        }
    }

    /// The result of searching another machine's journal.
    struct Abroad: Sendable {
        var outcomes: Outcomes
        /// Why a record that was not found may still exist somewhere; nil when it cannot.
        var doubt: String?
    }

    /// The current and former writers of a store.
    enum Survey: Equatable, Sendable {
        /// - Parameters:
        ///   - former: the writer of the records whose receipts were looked up.
        ///   - epochs: the writers of each epoch, according to the journals.
        case told(own: Author, former: Author?, epochs: [Writer])
        case unknown(reason: String)
    }

    let queue = DispatchQueue(label: "aftercare.delivery")
    private let outlet: Outlet
    private let store: UUID
    private let key: [UInt8]?
    private let command: String
    private let onDelivered: @Sendable (Message) -> Void
    private let onProgress: @Sendable (EngineProgress) -> Void
    private let patience: TimeInterval

    /// - Parameters:
    ///   - store: the id of the store that holds the reminders.
    ///   - key: seals every record; nil when records are not sealed.
    ///   - onDelivered: called for each delivered message, to show it on the terminal.
    ///   - onProgress: called before and after the journal is synced, since the sync itself cannot be observed.
    ///   - patience: seconds to wait for records to become readable before the outcome is unknown.
    init(
        outlet: Outlet, store: UUID, key: [UInt8]?, command: String, patience: TimeInterval,
        onDelivered: @escaping @Sendable (Message) -> Void,
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

    /// Sends `messages` and looks them up in the journal; `done` gets one result for each reminder.
    func deliver(_ messages: [Message], now: Instant, done: @escaping @Sendable (Outcomes) -> Void) {
        queue.async { [self] in
            let batch = messages.flatMap(\.reminders)
            switch outlet {
            case .terminal: done(Outcomes(results: show(batch) { _ in .printed }))
            case .journal(let journal):
                do {
                    for message in messages {
                        try journal.send(OutgoingRecord(message, store: store, now: now, command: command, key: key))
                    }
                } catch {
                    // Only some records were handed over: settle those that are found; the rest wait for a barrier.
                    return done(confirm(batch, in: journal, patience: 0) { _ in .unknown(reason: "\(error)") })
                }
                let look = { Self.look(for: $0, of: messages, in: journal) }
                done(
                    confirm(batch, in: journal, patience: patience, looking: look) { lookup in
                        guard case .unknown(let reason) = lookup else {
                            return .unknown(reason: "the journal took the records but does not show them")
                        }
                        return .unknown(reason: reason)
                    })
            }
        }
    }

    /// Determines the outcome of `batch`, which was sent earlier, perhaps by a process that has ended.
    func reconcile(_ batch: [Reminder], done: @escaping @Sendable (Outcomes) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else {
                // Without a journal there is nothing to look up; show the reminders on the terminal.
                return done(Outcomes(results: show(batch) { _ in .printed }))
            }
            let obstacle: String?
            do {
                // Sockets are first in, first out: a record that is missing behind the barrier will never arrive.
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

    /// Checks whether the records of `batch`, which have receipts, are still in the journal. A record counts as settled
    /// when its file cannot be read or was removed, as journald does with old files.
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

    /// Finds the journal's records that this store does not know; see `Journal.journaledReminders`.
    ///
    /// - Parameter isRestored: whether records sent before a backup replaced the store may still be on their way.
    func findUnknownRecords(
        _ unknown: UnknownNumbers, by writers: [Author], isRestored: Bool, done: @escaping @Sendable (UnknownRecords) -> Void
    ) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else { return done(.told([])) }
            do {
                guard try !isRestored || passBarrier(in: journal) else { return done(.unknown(reason: "the journal is not reading")) }
                let memory = journal.unknownRecords(of: OutgoingRecord.text(store), unknown: unknown, by: writers)
                try keep(memory.journaledReminders, in: journal, by: writers)
                done(memory)
            } catch {
                done(.unknown(reason: "\(error)"))
            }
        }
    }

    /// Makes the records to be adopted durable: from then on they count as sent.
    private func keep(_ journaledReminders: [JournaledReminder], in journal: any Journal, by writers: [Author]) throws {
        guard !journaledReminders.isEmpty else { return }
        let ids = journaledReminders.map(\.id.text)
        _ = journal.find(OutgoingRecord.reminderIDField, ids)
        _ = try sync(journal)
        for author in Set(writers) { _ = journal.find(OutgoingRecord.reminderIDField, ids, by: author) }
    }

    /// Determines the machine and user of this process, and the earlier writers that the journals show.
    ///
    /// - Parameter receipts: receipts of a store that dates from before writers were recorded.
    func survey(_ writers: [Author], receipts: [Receipt], done: @escaping @Sendable (Survey) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else { return done(.unknown(reason: "there is no journal")) }
            do {
                let own = try journal.author()
                done(
                    .told(
                        own: own, former: receipts.isEmpty ? nil : journal.author(of: receipts),
                        epochs: journal.epochs(of: OutgoingRecord.text(store), by: writers + [own])))
            } catch {
                done(.unknown(reason: "\(error)"))
            }
        }
    }

    /// Determines the outcome of `batch`, which another writer of the store sent.
    ///
    /// - Parameter receipts: receipts of records that are certain to be in that writer's journal.
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
                } else {
                    outcomes.results[reminder.id] = Self.fate(of: lookup, doubting: doubt)
                }
            }
            show(batch.filter { if case .settled = outcomes.results[$0.id] { true } else { false } })
            done(Abroad(outcomes: outcomes, doubt: doubt ?? outcomes.reason))
        }
    }

    /// The outcome of a reminder that was not found.
    ///
    /// - Parameter doubt: why the record may still exist somewhere; nil when it can never appear.
    private static func fate(of lookup: RecordLookup, doubting doubt: String?) -> Result {
        switch (lookup, doubt) {
        case (.unknown(let reason), _), (_, let reason?): .unknown(reason: reason)
        case (.undecidable(let reason), nil): .undecidable(reason: reason)
        case (_, nil): .absent
        }
    }

    /// When an earlier store of this service wrote its last record; see `Journal.newestRecord`.
    func findFormerStore(before instant: Instant, done: @escaping @Sendable (Instant?) -> Void) {
        queue.async { [self] in
            guard case .journal(let journal) = outlet else { return done(nil) }
            done(journal.newestRecord(ofStoresOtherThan: OutgoingRecord.text(store), before: instant))
        }
    }

    /// Looks the batch up until all of it is there or the patience runs out; then makes the records found durable.
    ///
    /// - Parameters:
    ///   - look: looks for the reminders that are still missing; nil: for each of them by its id.
    ///   - judge: returns the result for a reminder that was not found, from what the lookup returned.
    private func confirm(
        _ batch: [Reminder], in journal: any Journal, patience: TimeInterval, onDelivered: Bool = true,
        looking look: (([OccurrenceID]) -> [OccurrenceID: RecordLookup])? = nil, otherwise judge: (RecordLookup) -> Result
    ) -> Outcomes {
        let wanted = batch.map(\.id)
        var lookups: [OccurrenceID: RecordLookup] = [:]
        var cursors: [OccurrenceID: String] = [:]
        poll(for: patience) {
            let missing = wanted.filter { cursors[$0] == nil }
            for (id, lookup) in look?(missing) ?? Self.look(for: missing, in: journal) {
                lookups[id] = lookup
                if case .found(let cursor) = lookup { cursors[id] = cursor }
            }
            return cursors.count == wanted.count
        }
        // After a failed sync the reminders stay `seen`; the engine logs the failure and retries.
        let seen: (String) -> Result
        do {
            let durability = cursors.isEmpty ? .onDisk : try sync(journal)
            seen = { .settled(cursor: $0, durability) }
        } catch {
            seen = { .seen(cursor: $0, reason: "\(error)") }
        }
        func result(_ reminder: Reminder) -> Result {
            cursors[reminder.id].map(seen) ?? judge(lookups[reminder.id] ?? .absent)
        }
        return Outcomes(results: onDelivered ? show(batch, as: result) : Dictionary(batch.map { ($0.id, result($0)) }) { $1 })
    }

    private func sync(_ journal: any Journal) throws -> Durability {
        onProgress(.syncing)
        defer { onProgress(.synced) }
        return try journal.sync()
    }

    /// One look for each message: all of its reminders are in its record, or none.
    private static func look(
        for ids: [OccurrenceID], of messages: [Message], in journal: any Journal
    ) -> [OccurrenceID: RecordLookup] {
        let missing = Set(ids)
        let keys = messages.filter { missing.contains($0.first.id) }.map { (message: $0, key: MessageKey($0)) }
        let found = journal.find(keys.map(\.key))
        let lookups = keys.flatMap { message, key in message.reminders.map { ($0.id, found[key] ?? .absent) } }
        return Dictionary(lookups) { first, _ in first }
    }

    private static func look(for ids: [OccurrenceID], in journal: any Journal) -> [OccurrenceID: RecordLookup] {
        let texts = Dictionary(ids.map { ($0.text, $0) }) { first, _ in first }
        let found = journal.find(OutgoingRecord.reminderIDField, Array(texts.keys))
        return Dictionary(found.compactMap { text, lookup in texts[text].map { ($0, lookup) } }) { first, _ in first }
    }

    /// Sends a barrier behind all earlier records and waits until it can be read.
    private func passBarrier(in journal: any Journal) throws -> Bool {
        let nonce = UUID().uuidString.lowercased()
        try journal.send(.barrier(nonce: nonce))
        return poll(for: patience) {
            if case .found = journal.find(OutgoingRecord.barrierField, [nonce])[nonce] { true } else { false }
        }
    }

    private func show(_ batch: [Reminder], as result: (Reminder) -> Result) -> [OccurrenceID: Result] {
        var results: [OccurrenceID: Result] = [:]
        var delivered: [Reminder] = []
        for reminder in batch {
            let outcome = result(reminder)
            results[reminder.id] = outcome
            switch outcome {
            case .settled, .printed: delivered.append(reminder)
            case .seen, .absent, .undecidable, .unknown: break
            }
        }
        show(delivered)
        return results
    }

    private func show(_ delivered: [Reminder]) {
        for message in Message.list(of: delivered) { onDelivered(message) }
    }

    /// Polls, first after 1 ms and finally every 100 ms. The journal notifies its readers of changes only every 250 ms,
    /// so polling is faster than waiting for a notification.
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
