import Aftercare
import AftercareEngine

/// A journal as a service sees it that may be dead: the dead send nothing, and see nothing.
struct CrashingJournal: Journal {
    private let journal: MemoryJournal
    private let fate: Fate

    init(_ journal: MemoryJournal, fate: Fate) {
        self.journal = journal
        self.fate = fate
    }

    private static let reason = "killed"

    func send(_ record: OutgoingRecord) throws {
        guard fate.send() else { throw MemoryJournal.Refused() }
        try journal.send(record)
    }

    func find(_ field: String, _ values: [String]) -> [String: RecordLookup] {
        guard !fate.isDead else {
            return Dictionary(values.map { ($0, .unknown(reason: Self.reason)) }) { first, _ in first }
        }
        return journal.find(field, values)
    }

    func sync() throws -> Durability {
        guard !fate.isDead else { throw MemoryJournal.Refused() }
        return try journal.sync()
    }

    func journaledReminders(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords {
        fate.isDead ? .unknown(reason: Self.reason) : journal.journaledReminders(of: store, unknown: unknown, by: writers)
    }

    func author() throws -> Author {
        guard !fate.isDead else { throw MemoryJournal.Refused() }
        return try journal.author()
    }

    func author(of receipts: [Receipt]) -> Author? { fate.isDead ? nil : journal.author(of: receipts) }

    func epochs(of store: String, by writers: [Author]) -> [Writer] { fate.isDead ? [] : journal.epochs(of: store, by: writers) }

    var hasOthers: Bool { journal.hasOthers }

    func find(_ field: String, _ values: [String], by author: Author) -> [String: RecordLookup] {
        guard !fate.isDead else {
            return Dictionary(values.map { ($0, .unknown(reason: Self.reason)) }) { first, _ in first }
        }
        return journal.find(field, values, by: author)
    }

    func doubt(about author: Author, receipts: [Receipt]) -> String? {
        fate.isDead ? Self.reason : journal.doubt(about: author, receipts: receipts)
    }

    func rotatedAway(of cursors: [String]) -> Set<String> { journal.rotatedAway(of: cursors) }

    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant? {
        fate.isDead ? nil : journal.newestRecord(ofStoresOtherThan: store, before: instant)
    }

    func hasSuppressed() -> Bool { journal.hasSuppressed() }
}
