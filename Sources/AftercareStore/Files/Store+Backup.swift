import GRDB

extension Store {
    /// Begins a backup.
    ///
    /// - Parameter directory: where to make the copy; `nil` for the store's own directory.
    /// - Throws: `StoreError`, also while another backup is under way.
    package func beginCopy(in directory: String? = nil) throws -> StoreCopy {
        guard let folder else { throw StoreError.unusable(path: path, detail: "a store in memory is not backed up") }
        return try translating { try StoreCopy(of: self, at: directory.map { $0 + "/store.sqlite.copy" } ?? folder.copy) }
    }

    /// The store's size on disk, in bytes.
    package func size() throws -> Int64 {
        try read { tx in
            (try Int64.fetchOne(tx.db, sql: "PRAGMA page_count") ?? 0) * (try Int64.fetchOne(tx.db, sql: "PRAGMA page_size") ?? 0)
        }
    }
}
