import GRDB

/// The store as one transaction sees it: what can be read and written, table by table.
///
/// It is handed to a closure and ends with it.
package struct StoreTransaction {
    let db: Database
    /// Of the store's file, for messages.
    let path: String
    let protocols = DecodedProtocols()
}
