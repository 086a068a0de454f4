package import Aftercare
package import AftercareStore

/// The journal as the engine needs it: send a record, look for records, make them durable.
///
/// The calls block and run on the delivery queue alone. Only records of our own user id count.
package protocol Journal: Sendable {
    /// Hands a record over. Success proves nothing; `find` does.
    func send(_ record: Record) throws
    /// Looks for records by the exact value of one field. The answer holds every value that was asked for.
    func find(_ field: String, _ values: [String]) -> [String: Sighting]
    /// Makes durable what was found since the last call. After an error it must be found again.
    func sync() throws -> Durability
    /// The records of `store` that bear a number above `known`, and, if there are any, those with one of `free`.
    func traces(of store: String, above known: Int64, or free: Set<Int64>) -> Memory
    /// Those of `cursors` whose files have been removed since, as journald does with old ones.
    func rotatedAway(of cursors: [String]) -> Set<String>
    /// When the newest record was written of those that other stores of ours than `store` wrote before `instant`; nil:
    /// there is none, or the journal cannot be read.
    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant?
    /// Whether the journal says of itself that it dropped records because they came too fast, and has not said
    /// so at the last call.
    func hasSuppressed() -> Bool
}

/// What a look into the journal tells of one record.
package enum Sighting: Equatable, Sendable {
    case found(cursor: String)
    /// It was not there at the time. It may still come, unless a later record has been seen.
    case absent
    /// The journal could not be read.
    case unknown(reason: String)
    /// The journal can be read but for a file that is damaged for good: nobody will ever know.
    case undecidable(reason: String)
}

/// What the journal has that the store does not know.
package enum Memory: Equatable, Sendable {
    case told([Trace])
    /// As far as the journal can be read; the rest is damaged for good.
    case partly([Trace], reason: String)
    /// It cannot be read now.
    case unknown(reason: String)
}

/// How long a record lasts.
package enum Durability: Equatable, Sendable {
    case onDisk
    /// The journal is kept in memory: it is gone when the power is.
    case inMemory
}

/// One journal record: fields in order.
package struct Record: Equatable, Sendable {
    package var fields: [(name: String, value: String)]

    package init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    package static func == (one: Self, other: Self) -> Bool {
        one.fields.elementsEqual(other.fields, by: { $0.name == $1.name && $0.value == $1.value })
    }

    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// Where reminders go.
package enum Outlet: Sendable {
    case journal(any Journal)
    /// There is no journal: reminders are shown on the terminal, and never counted as delivered.
    case terminal

    var hasReceipts: Bool {
        if case .journal = self { true } else { false }
    }
}
