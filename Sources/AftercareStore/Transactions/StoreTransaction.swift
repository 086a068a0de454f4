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

    /// Runs a statement that is prepared once and cached; only for text that never changes.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
