package import Aftercare
package import AftercareEngine
import Synchronization

extension MemoryJournal {
    package func author() throws -> Author { owner }

    package var hasOthers: Bool { state.withLock { !$0.otherJournals.isEmpty } }

    package func author(of receipts: [Receipt]) -> Author? {
        let ids = Set(receipts.map(\.id.text))
        func isAsked(_ record: OutgoingRecord) -> Bool { !ids.isDisjoint(with: record.values(of: OutgoingRecord.reminderIDField)) }
        if entries.contains(where: { isAsked($0.record) }) { return owner }
        return otherJournals.first { $0.records.contains { isAsked($0.record) } }?.journal.owner
    }

    package func epochs(of store: String, by writers: [Author]) -> [Writer] {
        let journals = [(owner, entries)] + otherJournals.map { ($0.journal.owner, Array($0.journal.entries.prefix($0.collected ?? .max))) }
        var writers: [Int: [Author: Instant]] = [:]
        for (author, entries) in journals {
            for entry in entries where entry.record[OutgoingRecord.storeField] == store {
                guard let epoch = entry.record[OutgoingRecord.epochField].flatMap({ Int($0) }) else { continue }
                writers[epoch, default: [:]][author] = min(writers[epoch]?[author] ?? entry.at, entry.at)
            }
        }
        return writers.flatMap { epoch, authors in authors.map { Writer(epoch: epoch, author: $0.key, since: $0.value) } }
    }

    package func find(_ field: String, _ values: [String], by author: Author) -> [String: RecordLookup] {
        var lookups: [String: RecordLookup] = author == owner ? find(field, values) : [:]
        for (cursor, record) in otherJournals.filter({ $0.journal.owner == author }).flatMap(\.records) {
            for value in record.values(of: field) { lookups[value] = .found(cursor: cursor) }
        }
        return Dictionary(values.map { ($0, lookups[$0] ?? .absent) }) { first, _ in first }
    }

    package func doubt(about author: Author, receipts: [Receipt]) -> String? {
        if author == owner { return nil }
        guard let other = otherJournals.first(where: { $0.journal.owner == author && $0.collected == nil }) else {
            return "that machine's journal is not here"
        }
        let ids = Set(other.records.flatMap { $0.record.values(of: OutgoingRecord.reminderIDField) })
        return receipts.allSatisfy { ids.contains($0.id.text) } ? nil : "what is here of that machine's journal is an older copy"
    }

    private var otherJournals: [OtherJournal] { state.withLock(\.otherJournals) }

    /// The records that count for a store: this machine's own, and those of the other writers.
    func readable(by writers: [Author]) -> [(cursor: String, record: OutgoingRecord)] {
        entries.enumerated().map { ("c\($0)", $1.record) }
            + otherJournals.filter { writers.contains($0.journal.owner) }.flatMap(\.records)
    }
}
