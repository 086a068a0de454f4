import Foundation
import GRDB
import GRDBSQLite

// Erased data must leave the store's files too, not only its tables.

extension Store {
    /// Removes erased bytes from the log and from the file's free pages.
    ///
    /// SQLite overwrites what it deletes. But where it moved rows from page to page earlier, copies of them may remain.
    /// If one containing `text` does, the file is rewritten, which takes about a second per hundred megabytes.
    ///
    /// - Parameter text: a text whose presence in the file proves that something is left; `nil` when there is none to
    ///   search for.
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

    /// Finishes an erasure that an earlier run began and could not finish.
    static func finishErasure(_ db: Database) throws {
        guard try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'erased'") != nil else { return }
        _ = try db.checkpoint(.truncate)
        try db.execute(sql: "DELETE FROM meta WHERE key = 'erased'")
    }

    /// The paths of stores that restores set aside. Nothing is erased from those.
    package func olderStores() -> [String] {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
        return names.filter { $0.hasPrefix("store.sqlite.replaced-") }.sorted().map { folder.path + "/" + $0 }
    }
}

extension Database {
    /// Whether the bytes of `text` are anywhere in the database's file.
    ///
    /// It reads through SQLite's own descriptor: closing another descriptor of the same file would drop SQLite's locks.
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
            // The parts overlap, so that text across a boundary is found too.
            var part = Data(count: Int(min(step + sqlite3_int64(wanted.count), size - offset)))
            let code = part.withUnsafeMutableBytes { read(file, $0.baseAddress, Int32($0.count), offset) }
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            if part.range(of: wanted) != nil { return true }
        }
        return false
    }
}
