import Aftercare
import GRDB

/// The store as seen by one transaction: everything that can be read and written, table by table.
///
/// It is passed to a closure and is invalid after it.
package struct StoreTransaction {
    let db: Database
    /// The store's file, for error messages.
    let path: String
    /// Shared by all transactions of the store.
    let protocols: DecodedProtocols
    /// What this transaction has read of them.
    let knownProtocols = KnownProtocols()

    /// Runs a statement that is prepared once and cached; only for text that never changes.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

/// The protocol versions that a transaction has read: of many patients with one protocol, its text is fetched once.
final class KnownProtocols {
    private var known: [ProtocolReference: CareProtocol] = [:]

    func careProtocol(_ reference: ProtocolReference, otherwise read: () throws -> CareProtocol?) rethrows -> CareProtocol? {
        if let found = known[reference] { return found }
        let found = try read()
        known[reference] = found
        return found
    }

    /// After a write.
    func forget() { known = [:] }
}
