import Foundation
import GRDB
import GRDBSQLite

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
        guard folder != nil else { return }
        try translating {
            try queue.inDatabase { db in
                _ = try db.checkpoint(.truncate)
                if let text, try db.fileHolds(text) {
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

extension Database {
    /// Whether the bytes of `text` are anywhere in the database's file.
    ///
    /// It is read through SQLite's own descriptor: closing another one of the same file would drop SQLite's locks.
    fileprivate func fileHolds(_ text: String) throws -> Bool {
        let wanted = Data(text.utf8)
        guard !wanted.isEmpty else { return false }
        var found: UnsafeMutablePointer<sqlite3_file>?
        var size: sqlite3_int64 = 0
        guard sqlite3_file_control(sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &found) == SQLITE_OK, let file = found,
            let methods = file.pointee.pMethods?.pointee, let read = methods.xRead, methods.xFileSize?(file, &size) == SQLITE_OK
        else { throw DatabaseError(resultCode: .SQLITE_IOERR, message: "its file cannot be read through") }
        let step: sqlite3_int64 = 1 << 20
        for offset in stride(from: sqlite3_int64(0), to: size, by: Int(step)) {
            // What lies across the border of two parts is found too.
            var part = Data(count: Int(min(step + sqlite3_int64(wanted.count), size - offset)))
            let code = part.withUnsafeMutableBytes { read(file, $0.baseAddress, Int32($0.count), offset) }
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            if part.range(of: wanted) != nil { return true }
        }
        return false
    }
}
