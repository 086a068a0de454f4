package import Aftercare

/// The journal as the engine needs it: sends records, looks them up, and makes them durable.
///
/// The calls block and run only on the delivery queue. From this machine, only records of the service's own user id
/// count; from another machine, only those of the store's writers or with a valid seal.
package protocol Journal: Sendable {
    /// Hands a record over. Success proves nothing; only `find` does.
    func send(_ record: OutgoingRecord) throws
    /// Looks records up by the exact value of one field. The result has an entry for every requested value.
    func find(_ field: String, _ values: [String]) -> [String: RecordLookup]
    /// Looks up the record of each message that was sent a moment ago: the one that bears its number and its first
    /// reminder. The result has an entry for every key.
    func find(_ messages: [MessageKey]) -> [MessageKey: RecordLookup]
    /// Makes the records found since the last call durable. After an error they must be looked up again.
    func sync() throws -> Durability
    /// Finds the records of `store` whose numbers it does not know. If there are any, the result also includes those
    /// whose numbers the store considers free. Searches this machine's journal and all others that can be read here.
    func unknownRecords(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords
    /// Those of `cursors` whose files have since been removed, as journald does with old files.
    func rotatedAway(of cursors: [String]) -> Set<String>
    /// When other stores of this service than `store` wrote their newest record before `instant`; nil when there is
    /// none or the journal cannot be read.
    func newestRecord(ofStoresOtherThan store: String, before instant: Instant) -> Instant?
    /// The machine and user under which records from this process arrive.
    func author() throws -> Author
    /// The writer, on any machine, of the records with these receipts; nil when no journal that can be read here has
    /// one of them.
    func author(of receipts: [Receipt]) -> Author?
    /// The writer of each epoch of `store`, with the time of its first record, from every journal that can be read
    /// here.
    func epochs(of store: String, by writers: [Author]) -> [Writer]
    /// Whether another machine's journal can be read here.
    var hasOthers: Bool { get }
    /// Looks up records of another writer of the store. A record not found may still exist somewhere; see `doubt`.
    func find(_ field: String, _ values: [String], by author: Author) -> [String: RecordLookup]
    /// Why a record of `author` that is not found may still exist somewhere; nil when all of its records are here.
    ///
    /// - Parameter receipts: receipts of records that are certain to be here when that journal is here in full.
    func doubt(about author: Author, receipts: [Receipt]) -> String?
    /// Whether journald has reported, since the last call, that it dropped records because they arrived too fast.
    func hasSuppressed() -> Bool
}
