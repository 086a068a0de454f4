import Aftercare

/// What a look into the journal tells of one record.
package enum RecordLookup: Equatable, Sendable {
    case found(cursor: String)
    /// It was not there at the time. It may still come, unless a later record has been seen.
    case absent
    /// The journal could not be read.
    case unknown(reason: String)
    /// The journal can be read but for a file that is damaged for good: nobody will ever know.
    case undecidable(reason: String)
}

/// How long a record lasts.
package enum Durability: Equatable, Sendable {
    case onDisk
    /// The journal is kept in memory: it is gone when the power is.
    case inMemory
}
