package import Aftercare
package import AftercareStore

/// The journal as the engine needs it: send a record, look for records, make them durable.
///
/// The calls block and run on the delivery queue alone. Of this machine's records only those of our own user id count;
/// of another machine's, those of the store's writers, or with a good seal.
package protocol Journal: Sendable {
    /// Hands a record over. Success proves nothing; `find` does.
    func send(_ record: Record) throws
    /// Looks for records by the exact value of one field. The answer holds every value that was asked for.
    func find(_ field: String, _ values: [String]) -> [String: Sighting]
    /// Makes durable what was found since the last call. After an error it must be found again.
    func sync() throws -> Durability
    /// The records of `store` that bear a number that it does not know, and, if there are any, those with one that it
    /// takes to be free, in this machine's journal and in all others that can be read here.
    func traces(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> Memory
    /// Those of `cursors` whose files have been removed since, as journald does with old ones.
    func rotatedAway(of cursors: [String]) -> Set<String>
    /// When the newest record was written of those that other stores of ours than `store` wrote before `instant`; nil:
    /// there is none, or the journal cannot be read.
    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant?
    /// Under which machine and user what is sent arrives.
    func author() throws -> Author
    /// Who wrote the records that these are the receipts of, on whatever machine; nil: no journal that can be read here
    /// has one of them.
    func author(of receipts: [Receipt]) -> Author?
    /// Who wrote for `store` in which epoch, by every journal that can be read here, with the time of the first record.
    func epochs(of store: String, by writers: [Author]) -> [Writer]
    /// Whether another machine's journal can be looked into here.
    var hasOthers: Bool { get }
    /// Looks for records that another writer of the store wrote. What is not found may still be somewhere: see `doubt`.
    func find(_ field: String, _ values: [String], by author: Author) -> [String: Sighting]
    /// Why a record of `author` that is not found may still be somewhere; nil: all that it wrote is here.
    ///
    /// - Parameter receipts: what is here for sure, where that journal is here in whole.
    func doubt(about author: Author, receipts: [Receipt]) -> String?
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

/// Numbers that a store does not know to be given, or not for good.
package struct UnknownNumbers: Equatable, Sendable {
    /// The highest that it knows.
    package let known: Int64
    /// Given back, or never to be given again.
    package let free: Set<Int64>
    /// Left to another machine.
    package let left: [ClosedRange<Int64>]
    /// Given, and without a receipt: the newer store may have taken it back, and given it to another reminder.
    package let open: [Int64: OccurrenceID]

    package init(known: Int64, free: Set<Int64> = [], left: [ClosedRange<Int64>] = [], open: [Int64: OccurrenceID] = [:]) {
        self.known = known
        self.free = free
        self.left = left
        self.open = open
    }

    /// Whether a record that bears `number` and is of this reminder shows that the store is an older copy.
    package func isNews(_ number: Int64, of id: OccurrenceID) -> Bool {
        number > known || left.contains { $0.contains(number) } || open[number].map { $0 != id } ?? false
    }
}

/// What proves that a reminder is in the journal.
package struct Receipt: Hashable, Sendable {
    package let id: OccurrenceID
    package let cursor: String

    package init(id: OccurrenceID, cursor: String) {
        self.id = id
        self.cursor = cursor
    }
}

/// What the journal has that the store does not know.
package enum Memory: Equatable, Sendable {
    case told([Trace])
    /// As far as the journal can be read; the rest is damaged for good.
    case partly([Trace], reason: String)
    /// It cannot be read now.
    case unknown(reason: String)

    var traces: [Trace] {
        switch self {
        case .told(let traces), .partly(let traces, _): traces
        case .unknown: []
        }
    }
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
