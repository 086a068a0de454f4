import Aftercare
import AftercareEngine

/// Another machine's journal, as far as it is available here.
package struct OtherJournal: Sendable {
    package let journal: MemoryJournal
    /// How many of its records are here, from the first on; `nil` for all of them, in its own files.
    package let collected: Int?

    package init(_ journal: MemoryJournal, collected: Int? = nil) {
        self.journal = journal
        self.collected = collected
    }

    var records: [(cursor: String, record: OutgoingRecord)] {
        let records = journal.entries.map(\.record)
        return records.prefix(collected ?? records.count).enumerated().map { ("\(journal.owner.machine)/c\($0)", $1) }
    }
}
