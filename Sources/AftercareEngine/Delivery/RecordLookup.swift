import Aftercare

/// The result of looking up one record in the journal.
package enum RecordLookup: Equatable, Sendable {
    case found(cursor: String)
    /// The record was absent at the time. It may still arrive, unless a later record has been seen.
    case absent
    /// The journal could not be read.
    case unknown(reason: String)
    /// All of the journal was read except a file that is damaged for good, so the answer can never be known.
    case undecidable(reason: String)
}

/// How durable a record is.
package enum Durability: Equatable, Sendable {
    case onDisk
    /// The journal is kept in memory and is lost in a power cut.
    case inMemory
}
