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
    /// What this transaction has added.
    let newPatients = NewPatients()
    /// The import to which new rows belong.
    private(set) var importing: ImportNumber?

    init(db: Database, path: String, protocols: DecodedProtocols) {
        self.db = db
        self.path = path
        self.protocols = protocols
    }

    /// The same transaction; rows that it adds belong to an import.
    func adding(to importing: ImportNumber) -> StoreTransaction {
        var copy = self
        copy.importing = importing
        return copy
    }

    /// Runs a part of the transaction that is taken back, to see what would come of it.
    package func tryOut(_ body: () throws -> Void) throws {
        defer { newPatients.forget() }
        try db.inSavepoint {
            try body()
            return .rollback
        }
    }

    /// Runs a statement that is prepared once and cached; only for text that never changes.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

/// The protocol versions that a transaction has read: of many patients with one protocol, its text is fetched once.
final class KnownProtocols {
    private var known: [ProtocolReference: CareProtocol] = [:]
    private var newest: [ProtocolID: CareProtocol] = [:]
    private var offered: [CareProtocol]?

    func newest(_ id: ProtocolID, otherwise read: () throws -> CareProtocol?) rethrows -> CareProtocol? {
        if let found = newest[id] { return found }
        let found = try read()
        newest[id] = found
        return found
    }

    func offered(otherwise read: () throws -> [CareProtocol]) rethrows -> [CareProtocol] {
        if let offered { return offered }
        let found = try read()
        offered = found
        return found
    }

    func careProtocol(_ reference: ProtocolReference, otherwise read: () throws -> CareProtocol?) rethrows -> CareProtocol? {
        if let found = known[reference] { return found }
        let found = try read()
        known[reference] = found
        return found
    }

    /// After a write.
    func forget() {
        known = [:]
        newest = [:]
        offered = nil
    }
}
