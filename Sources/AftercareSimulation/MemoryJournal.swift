package import Aftercare
package import AftercareEngine
import AftercareStore
import Dispatch
package import Synchronization

/// A journal in memory that can be made to misbehave.
package final class MemoryJournal: Journal {
    /// A record, and when it first became readable.
    package struct Entry: Equatable, Sendable {
        package let at: Instant
        package let record: OutgoingRecord
    }

    package struct State {
        package fileprivate(set) var entries: [Entry] = []
        /// Accepts records but shows none of them, like a stopped journald.
        package var isSilent = false
        /// Refuses records, like a socket whose listener is gone.
        package var isDead = false
        /// Accepts records and discards them, like a rate limit.
        package var isDropping = false
        package var cannotSync = false
        package var cannotRead = false
        package var isLimiting = false
        package var isDamaged = false
        /// All files except those in use have been removed.
        package var isRotated = false
        /// What can be read here of other machines' journals.
        package var otherJournals: [OtherJournal] = []
        /// How many entries survive a power cut.
        fileprivate var synced = 0
        /// The rate limit's current window, counted as journald does: its begin, and the records accepted and dropped
        /// since.
        fileprivate var window: (begin: Instant, count: Int, dropped: Int)?
        fileprivate var notices = 0
        fileprivate var noticesReported = 0
        /// The records in the queue of a stopped journald.
        package fileprivate(set) var queued: [OutgoingRecord] = []
        /// Indexes of all fields that were searched so far.
        fileprivate var indexes: [String: FieldIndex] = [:]
    }

    package let state = Mutex(State())
    /// The machine and user whose records it contains.
    package let owner: Author
    private let gate = Gate()
    /// How many records a limiting journal accepts in 30 seconds.
    package static let rateLimit = 400
    private let clock: any WallClock

    /// - Parameter owner: the machine and user whose records it contains.
    package init(clock: any WallClock, owner: Author = Author(machine: "0123456789abcdef0123456789abcdef", uid: 999)) {
        self.clock = clock
        self.owner = owner
    }

    package var entries: [Entry] { state.withLock { $0.entries } }

    /// All records except the barriers that the service sends to itself.
    package var reminders: [OutgoingRecord] {
        entries.map(\.record).filter { $0["MESSAGE_ID"] != MessageID.barrier }
    }

    package func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    /// A stopped journald continues and reads its queue.
    package func wake() {
        let now = clock.now
        change {
            $0.isSilent = false
            $0.entries += $0.queued.map { Entry(at: now, record: $0) }
            $0.queued = []
        }
    }

    package func send(_ record: OutgoingRecord) throws {
        let now = clock.now
        try state.withLock { state in
            if state.isDead { throw RefusedError() }
            if state.isDropping { return }
            if state.isLimiting, !state.admits(at: now) { return }
            if state.isSilent { state.queued.append(record) } else { state.entries.append(Entry(at: now, record: record)) }
        }
    }

    /// Makes every read block from now on, like a file system that does not respond.
    package func hang() { gate.lock() }

    package func resume() { gate.unlock() }

    package func find(_ field: String, _ values: [String]) -> [String: RecordLookup] {
        gate.pass()
        return state.withLock { state in
            state.indexes[field, default: FieldIndex(field)].add(state.entries)
            let index = state.indexes[field]
            return values.reduce(into: [:]) { answers, value in
                answers[value] =
                    state.cannotRead
                    ? .unknown(reason: "unreadable")
                    : index?.firstIndexes[value].map { .found(cursor: "c\($0)") }
                        ?? (state.isDamaged ? .undecidable(reason: "damaged") : .absent)
            }
        }
    }

    package func find(_ messages: [MessageKey]) -> [MessageKey: RecordLookup] {
        let ids = find(OutgoingRecord.reminderIDField, messages.map(\.reminder))
        let entries = entries
        return messages.reduce(into: [:]) { answers, key in
            guard case .found(let cursor)? = ids[key.reminder], let first = Int(cursor.dropFirst()) else {
                answers[key] = ids[key.reminder] ?? .absent
                return
            }
            // The first record of the reminder, or one of a later attempt.
            let place = entries[first...].firstIndex { entry in
                entry.record[OutgoingRecord.sequenceField] == key.sequence
                    && entry.record.values(of: OutgoingRecord.reminderIDField).contains(key.reminder)
            }
            answers[key] = place.map { .found(cursor: "c\($0)") } ?? .absent
        }
    }

    package func sync() throws -> Durability {
        try state.withLock { state in
            if state.cannotSync { throw RefusedError() }
            state.synced = state.entries.count
        }
        return .onDisk
    }

    package func unknownRecords(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords {
        gate.pass()
        guard !state.withLock(\.cannotRead) else { return .unknown(reason: "unreadable") }
        let messages = readable(by: writers).filter { $0.record[OutgoingRecord.storeField] == store }
            .map { JournaledReminder.list(of: $0.record, cursor: $0.cursor) }
        func isNews(_ message: [JournaledReminder]) -> Bool { message.contains { unknown.isNews($0.sequence, of: $0.id) } }
        func isFree(_ message: [JournaledReminder]) -> Bool { message.contains { unknown.free.contains($0.sequence) } }
        return .told(messages.contains(where: isNews) ? messages.filter { isNews($0) || isFree($0) }.flatMap(\.self) : [])
    }

    package func rotatedAway(of cursors: [String]) -> Set<String> { state.withLock { $0.isRotated ? Set(cursors) : [] } }

    package func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant? {
        gate.pass()
        return state.withLock { state in
            guard !state.cannotRead else { return nil }
            return state.entries.last { entry in
                entry.at < instant && entry.record[OutgoingRecord.storeField].map { $0 != store } ?? false
            }?.at
        }
    }

    package func hasSuppressed() -> Bool {
        state.withLock { state in
            defer { state.noticesReported = state.notices }
            return state.notices > state.noticesReported
        }
    }

    /// Simulates a power cut: entries that were not synced and queued records are lost.
    ///
    /// - Parameter keeping: how many of the unsynced entries reached the disk nevertheless.
    package func losePower(keeping: Int = 0) {
        change { state in
            state.entries = Array(state.entries.prefix(state.synced + keeping))
            state.synced = state.entries.count
            state.queued = []
            state.indexes = [:]
        }
    }

    package struct RefusedError: Error, CustomStringConvertible { package let description = "connection refused" }
}

/// A gate that blocks its callers while it is locked.
private final class Gate: Sendable {
    private let isLocked = Mutex(false)
    private let opened = DispatchSemaphore(value: 0)

    func lock() { isLocked.withLock { $0 = true } }

    func unlock() {
        isLocked.withLock { $0 = false }
        opened.signal()
    }

    func pass() {
        guard isLocked.withLock({ $0 }) else { return }
        opened.wait()
        opened.signal()
    }
}

extension MemoryJournal.State {
    /// Removes all entries, as if the disk were lost.
    package mutating func removeAll() {
        entries = []
        synced = 0
        indexes = [:]
    }

    /// Counts a record as journald does: a window begins with its first record; after its end, the next record begins
    /// another one, and a notice reports what was dropped.
    fileprivate mutating func admits(at now: Instant) -> Bool {
        if let window, window.begin <= now, now - window.begin <= 30 {
            guard window.count < MemoryJournal.rateLimit else {
                self.window?.dropped += 1
                return false
            }
            self.window?.count += 1
            return true
        }
        if let window, window.dropped > 0 { notices += 1 }
        window = (now, 1, 0)
        return true
    }
}
