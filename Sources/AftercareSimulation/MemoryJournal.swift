package import Aftercare
package import AftercareEngine
package import Synchronization

/// A journal in memory that can be told to misbehave.
package final class MemoryJournal: Journal {
    /// A record, and when it could first be read.
    package struct Entry: Equatable, Sendable {
        package let at: Instant
        package let record: Record
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
        /// What a stopped journald has in its queue.
        package fileprivate(set) var queued: [Record] = []
        /// By field, for those that were ever asked for.
        fileprivate var indexes: [String: FieldIndex] = [:]
    }

    package let state = Mutex(State())
    private let clock: any WallClock

    package init(clock: any WallClock) { self.clock = clock }

    package var entries: [Entry] { state.withLock { $0.entries } }

    /// Every record but the marks that the service sends to itself.
    package var reminders: [Record] {
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

    package func send(_ record: Record) throws {
        let now = clock.now
        try state.withLock { state in
            if state.isDead { throw Refused() }
            if state.isDropping { return }
            if state.isSilent { state.queued.append(record) } else { state.entries.append(Entry(at: now, record: record)) }
        }
    }

    package func find(_ field: String, _ values: [String]) -> [String: Sighting] {
        state.withLock { state in
            state.indexes[field, default: FieldIndex(field)].take(in: state.entries)
            let index = state.indexes[field]
            return values.reduce(into: [:]) { answers, value in
                answers[value] =
                    state.cannotRead
                    ? .unknown(reason: "unreadable") : index?.places[value].map { .found(cursor: "c\($0)") } ?? .absent
            }
        }
    }

    package func sync() throws -> Durability {
        if state.withLock({ $0.cannotSync }) { throw Refused() }
        return .onDisk
    }

    package struct Refused: Error, CustomStringConvertible { package let description = "connection refused" }
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
