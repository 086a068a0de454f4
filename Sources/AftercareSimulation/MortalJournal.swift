import Aftercare
import AftercareEngine

/// A journal as a service sees it that may be dead: the dead send nothing, and see nothing.
struct MortalJournal: Journal {
    private let journal: MemoryJournal
    private let fate: Fate

    init(_ journal: MemoryJournal, fate: Fate) {
        self.journal = journal
        self.fate = fate
    }

    private static let reason = "killed"

    func send(_ record: Record) throws {
        guard fate.send() else { throw MemoryJournal.Refused() }
        try journal.send(record)
    }

    func find(_ field: String, _ values: [String]) -> [String: Sighting] {
        guard !fate.isDead else {
            return Dictionary(values.map { ($0, .unknown(reason: Self.reason)) }) { first, _ in first }
        }
        return journal.find(field, values)
    }

    func sync() throws -> Durability {
        guard !fate.isDead else { throw MemoryJournal.Refused() }
        return try journal.sync()
    }

    func traces(of store: String, above known: Int64, or free: Set<Int64>) -> Memory {
        fate.isDead ? .unknown(reason: Self.reason) : journal.traces(of: store, above: known, or: free)
    }

    func rotatedAway(of cursors: [String]) -> Set<String> { journal.rotatedAway(of: cursors) }

    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant? {
        fate.isDead ? nil : journal.newestRecord(ofStoresOtherThan: store, before: instant)
    }

    func hasSuppressed() -> Bool { journal.hasSuppressed() }
}
