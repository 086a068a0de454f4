import GRDB

/// The store as one transaction sees it: what can be read and written, table by table.
///
/// It is handed to a closure and ends with it.
package struct StoreTransaction {
    let db: Database
    /// Of the store's file, for messages.
    let path: String
    /// Shared by all transactions of the store.
    let protocols: DecodedProtocols

    /// Carries out a statement that is prepared once and kept: only for text that is always the same.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
