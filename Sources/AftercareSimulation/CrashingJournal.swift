import Aftercare
import AftercareEngine

/// A journal as seen by a service that may crash: after the crash nothing can be sent or read.
struct CrashingJournal: Journal {
    private let journal: MemoryJournal
    private let crashPlan: CrashPlan

    init(_ journal: MemoryJournal, crashPlan: CrashPlan) {
        self.journal = journal
        self.crashPlan = crashPlan
    }

    private static let reason = "killed"

    func send(_ record: OutgoingRecord) throws {
        guard crashPlan.countSend() else { throw MemoryJournal.RefusedError() }
        try journal.send(record)
    }

    func find(_ field: String, _ values: [String]) -> [String: RecordLookup] {
        guard !crashPlan.hasCrashed else {
            return Dictionary(values.map { ($0, .unknown(reason: Self.reason)) }) { first, _ in first }
        }
        return journal.find(field, values)
    }

    func find(_ messages: [MessageKey]) -> [MessageKey: RecordLookup] {
        guard !crashPlan.hasCrashed else {
            return Dictionary(messages.map { ($0, .unknown(reason: Self.reason)) }) { first, _ in first }
        }
        return journal.find(messages)
    }

    func sync() throws -> Durability {
        guard !crashPlan.hasCrashed else { throw MemoryJournal.RefusedError() }
        return try journal.sync()
    }

    func unknownRecords(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords {
        crashPlan.hasCrashed ? .unknown(reason: Self.reason) : journal.unknownRecords(of: store, unknown: unknown, by: writers)
    }

    func author() throws -> Author {
        guard !crashPlan.hasCrashed else { throw MemoryJournal.RefusedError() }
        return try journal.author()
    }

    func author(of receipts: [Receipt]) -> Author? { crashPlan.hasCrashed ? nil : journal.author(of: receipts) }

    func epochs(of store: String, by writers: [Author]) -> [Writer] { crashPlan.hasCrashed ? [] : journal.epochs(of: store, by: writers) }

    var hasOthers: Bool { journal.hasOthers }

    func find(_ field: String, _ values: [String], by author: Author) -> [String: RecordLookup] {
        guard !crashPlan.hasCrashed else {
            return Dictionary(values.map { ($0, .unknown(reason: Self.reason)) }) { first, _ in first }
        }
        return journal.find(field, values, by: author)
    }

    func doubt(about author: Author, receipts: [Receipt]) -> String? {
        crashPlan.hasCrashed ? Self.reason : journal.doubt(about: author, receipts: receipts)
    }

    func rotatedAway(of cursors: [String]) -> Set<String> { journal.rotatedAway(of: cursors) }

    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant? {
        crashPlan.hasCrashed ? nil : journal.newestRecord(ofStoresOtherThan: store, before: instant)
    }

    func hasSuppressed() -> Bool { journal.hasSuppressed() }
}
