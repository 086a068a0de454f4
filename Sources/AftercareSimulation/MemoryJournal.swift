package import Aftercare
package import AftercareEngine
import AftercareStore
import Dispatch
package import Synchronization

/// A journal in memory that can be told to misbehave.
package final class MemoryJournal: Journal {
    /// A record, and when it could first be read.
    package struct Entry: Equatable, Sendable {
        package let at: Instant
        package let record: OutgoingRecord
    }

    package struct State {
        package fileprivate(set) var entries: [Entry] = []
        /// Takes records and shows none of them, as a stopped journald does.
        package var isSilent = false
        /// Refuses records, as a dead listener does.
        package var isDead = false
        /// Takes records and forgets them, as a rate limit does.
        package var isDropping = false
        package var cannotSync = false
        package var cannotRead = false
        package var isLimiting = false
        package var isDamaged = false
        /// Every file but those in use is gone.
        package var isRotated = false
        /// What can be read here of other machines' journals.
        package var neighbours: [Neighbour] = []
        /// How many entries are safe from a power cut.
        fileprivate var synced = 0
        /// What was let through and what was not, since this window began, as journald counts.
        fileprivate var window: (begin: Instant, count: Int, dropped: Int)?
        fileprivate var notices = 0
        fileprivate var noticesTold = 0
        /// What a stopped journald has in its queue.
        package fileprivate(set) var queued: [OutgoingRecord] = []
        /// By field, for those that were ever asked for.
        fileprivate var indexes: [String: FieldIndex] = [:]
    }

    package let state = Mutex(State())
    /// Whose records it takes.
    package let owner: Author
    private let gate = Gate()
    /// The most records in 30 seconds of a journal that limits.
    package static let rateLimit = 400
    private let clock: any WallClock

    /// - Parameter owner: whose records it takes.
    package init(clock: any WallClock, owner: Author = Author(machine: "0123456789abcdef0123456789abcdef", uid: 999)) {
        self.clock = clock
        self.owner = owner
    }

    package var entries: [Entry] { state.withLock { $0.entries } }

    /// Every record but the marks that the service sends to itself.
    package var reminders: [OutgoingRecord] {
        entries.map(\.record).filter { $0["MESSAGE_ID"] != MessageID.barrier }
    }

    package func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    /// A stopped journald goes on and reads its queue.
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
            if state.isDead { throw Refused() }
            if state.isDropping { return }
            if state.isLimiting, !state.admits(at: now) { return }
            if state.isSilent { state.queued.append(record) } else { state.entries.append(Entry(at: now, record: record)) }
        }
    }

    /// From now on every look into it hangs, as in a file system that does not answer.
    package func hang() { gate.lock() }

    package func goOn() { gate.unlock() }

    package func find(_ field: String, _ values: [String]) -> [String: RecordLookup] {
        gate.pass()
        return state.withLock { state in
            state.indexes[field, default: FieldIndex(field)].take(in: state.entries)
            let index = state.indexes[field]
            return values.reduce(into: [:]) { answers, value in
                answers[value] =
                    state.cannotRead
                    ? .unknown(reason: "unreadable")
                    : index?.places[value].map { .found(cursor: "c\($0)") }
                        ?? (state.isDamaged ? .undecidable(reason: "damaged") : .absent)
            }
        }
    }

    package func sync() throws -> Durability {
        try state.withLock { state in
            if state.cannotSync { throw Refused() }
            state.synced = state.entries.count
        }
        return .onDisk
    }

    package func journaledReminders(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords {
        gate.pass()
        guard !state.withLock(\.cannotRead) else { return .unknown(reason: "unreadable") }
        let journaledReminders = readable(by: writers).compactMap { cursor, record -> JournaledReminder? in
            record[OutgoingRecord.storeField] == store ? JournaledReminder(record, cursor: cursor) : nil
        }
        func isNews(_ journaled: JournaledReminder) -> Bool { unknown.isNews(journaled.sequence, of: journaled.id) }
        return .told(journaledReminders.contains(where: isNews) ? journaledReminders.filter { isNews($0) || unknown.free.contains($0.sequence) } : [])
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
            defer { state.noticesTold = state.notices }
            return state.notices > state.noticesTold
        }
    }

    /// The power goes: what was not synced is lost, and so is what waited in a queue.
    ///
    /// - Parameter keeping: how many of the entries that were not synced have made it to the disk all the same.
    package func losePower(keeping: Int = 0) {
        change { state in
            state.entries = Array(state.entries.prefix(state.synced + keeping))
            state.synced = state.entries.count
            state.queued = []
            state.indexes = [:]
        }
    }

    package struct Refused: Error, CustomStringConvertible { package let description = "connection refused" }
}

/// What those who pass must wait at while it is locked.
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

/// Where each value of one field was first seen, so that a look costs the same however long the journal is.
private struct FieldIndex {
    let field: String
    private(set) var places: [String: Int] = [:]
    /// How many entries it knows.
    private var count = 0

    init(_ field: String) { self.field = field }

    /// Takes in what came since the last time.
    mutating func take(in entries: [MemoryJournal.Entry]) {
        for place in count..<entries.count {
            guard let value = entries[place].record[field], places[value] == nil else { continue }
            places[value] = place
        }
        count = entries.count
    }
}

extension MemoryJournal.State {
    /// Everything in it is gone, as with its disk.
    package mutating func forget() {
        entries = []
        synced = 0
        indexes = [:]
    }

    /// Counts a record as journald does: a window begins with its first record, and when it is over, the next record
    /// begins another and brings the notice of what was dropped.
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
