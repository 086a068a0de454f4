package import Aftercare

/// The journal as the engine needs it: send a record, look for records, make them durable.
///
/// The calls block and run on the delivery queue alone. Of this machine's records only those of our own user id count;
/// of another machine's, those of the store's writers, or with a good seal.
package protocol Journal: Sendable {
    /// Hands a record over. Success proves nothing; `find` does.
    func send(_ record: OutgoingRecord) throws
    /// Looks for records by the exact value of one field. The answer holds every value that was asked for.
    func find(_ field: String, _ values: [String]) -> [String: RecordLookup]
    /// Makes durable what was found since the last call. After an error it must be found again.
    func sync() throws -> Durability
    /// The records of `store` that bear a number that it does not know, and, if there are any, those with one that it
    /// takes to be free, in this machine's journal and in all others that can be read here.
    func journaledReminders(of store: String, unknown: UnknownNumbers, by writers: [Author]) -> UnknownRecords
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
    func find(_ field: String, _ values: [String], by author: Author) -> [String: RecordLookup]
    /// Why a record of `author` that is not found may still be somewhere; nil: all that it wrote is here.
    ///
    /// - Parameter receipts: what is here for sure, where that journal is here in whole.
    func doubt(about author: Author, receipts: [Receipt]) -> String?
    /// Whether the journal says of itself that it dropped records because they came too fast, and has not said
    /// so at the last call.
    func hasSuppressed() -> Bool
}
