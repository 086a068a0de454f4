import Foundation
import GRDB

// What was erased must be gone from the store's files too, not only from its tables.

extension Store {
    /// Removes the bytes of what was erased from the log, and from what the file has free.
    ///
    /// SQLite overwrites what it deletes. Where it once moved rows from page to page, copies of them may have stayed
    /// behind; if one of `text` did, the file is written anew, which takes a second for every hundred megabytes or so.
    ///
    /// - Parameter text: what tells that something is left; nil: nothing does.
    /// - Throws: `StoreError`; the next start tries again.
    package func finishErasure(of text: String?) throws {
        guard let folder else { return }
        try translating {
            try queue.inDatabase { db in
                _ = try db.checkpoint(.truncate)
                if let text, try folder.holds(text) {
                    try db.execute(sql: "VACUUM")
                    _ = try db.checkpoint(.truncate)
                }
                try db.execute(sql: "DELETE FROM meta WHERE key = 'erased'")
            }
        }
    }

    /// The same for what a run erased that ended before it could finish.
    static func finishErasure(_ db: Database) throws {
        guard try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'erased'") != nil else { return }
        _ = try db.checkpoint(.truncate)
        try db.execute(sql: "DELETE FROM meta WHERE key = 'erased'")
    }

    /// Stores that were set aside when backups were restored: nothing is erased from those.
    package func olderStores() -> [String] {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return names.filter { $0.hasPrefix("store.sqlite.replaced-") }.sorted().map { folder.path + "/" + $0 }
    }
}

extension StoreFolder {
    /// Whether the bytes of `text` are anywhere in the store's file.
    fileprivate func holds(_ text: String) throws -> Bool {
        let wanted = Data(text.utf8)
        guard !wanted.isEmpty else { return false }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: store), options: .alwaysMapped).range(of: wanted) != nil
        } catch {
            throw StoreError.unusable(path: store, detail: error.localizedDescription)
        }
    }
}
