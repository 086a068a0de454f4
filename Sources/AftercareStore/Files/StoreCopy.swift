package import Aftercare
import Foundation
import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// A copy of the store that is being made while the store is in use.
///
/// It is made in steps, each in its own access to the store's only connection. SQLite adds to the copy whatever that
/// connection writes in between, so the copy shows the moment of its last step. The caller calls `step` until it is
/// done and then `finish`, or releases the copy, which removes all traces of it.
package final class StoreCopy {
    /// Of 4 KiB each: a step takes about a millisecond.
    private static let pagesPerStep: Int32 = 64

    private let store: Store
    private let path: String
    private let target: DatabaseQueue
    /// SQLite's state of the copy; only accessed while holding the store's connection.
    private var backup: OpaquePointer?
    /// Whether the file's name has been removed, so that another copy may have taken it.
    private var isFinished = false

    init(of store: Store, at path: String) throws {
        guard !store.isCopied.exchange(true, ordering: .relaxed) else { throw StoreError.backupUnderWay(path: store.path) }
        self.store = store
        self.path = path
        do {
            // A crash may have left one.
            try DiskFile.remove(path)
            _ = try DiskFile.create(path)
            target = try StoreCopy.open(path)
        } catch {
            unlink(path)
            store.isCopied.store(false, ordering: .relaxed)
            throw error
        }
    }

    deinit {
        abandon()
        // Finished or not, the file has no name any more.
        try? target.close()
        if !isFinished { release() }
    }

    private func release() {
        unlink(path)
        store.isCopied.store(false, ordering: .relaxed)
    }

    /// Copies a few more pages.
    ///
    /// - Returns: whether the copy is complete.
    /// - Throws: `StoreError`. The copy is useless then.
    package func step() throws -> Bool {
        try store.translating {
            try store.queue.inDatabase { source in
                try target.inDatabase { target in
                    if backup == nil {
                        backup = sqlite3_backup_init(target.sqliteConnection, "main", source.sqliteConnection, "main")
                        guard backup != nil else {
                            throw DatabaseError(resultCode: ResultCode(rawValue: sqlite3_errcode(target.sqliteConnection)))
                        }
                    }
                    let code = sqlite3_backup_step(backup, Self.pagesPerStep)
                    if code == SQLITE_OK { return false }
                    let final = sqlite3_backup_finish(backup)
                    backup = nil
                    guard code == SQLITE_DONE, final == SQLITE_OK else {
                        throw DatabaseError(
                            resultCode: ResultCode(rawValue: code == SQLITE_DONE ? final : code), message: "of the copy '\(path)'")
                    }
                    return true
                }
            }
        }
    }

    /// Marks a complete copy as a backup and reads it through.
    ///
    /// - Parameter takenAt: the time of the last step.
    package func finish(takenAt: Instant) throws -> StoreBackup {
        do {
            try target.close()
            let copy = try Self.open(path)
            let contents = try copy.inDatabase { db in
                // Leaves one file without a log.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try BackupMark.put(takenAt, db)
                try Store.undoImport(db, path: path)
                try db.execute(sql: "DROP TABLE IF EXISTS reserve")
                if try StoreCopy.isMostlyFree(db) { try db.execute(sql: "VACUUM") }
                return try StoreContents(db)
            }
            try copy.close()
            let file = try Descriptor(path, O_RDONLY)
            release()
            isFinished = true
            return try StoreBackup(takenAt: takenAt, contents: contents, file: file)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    private func abandon() {
        guard backup != nil else { return }
        store.queue.inDatabase { _ in _ = sqlite3_backup_finish(backup) }
        backup = nil
    }

    /// Whether most pages of the copy are free, as the store's reserve is, which a backup need not carry.
    private static func isMostlyFree(_ db: Database) throws -> Bool {
        let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
        let all = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        return free * 2 > all
    }

    /// Opens the copy without a journal or syncing: it is worthless until it is complete.
    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "aftercare.backup"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
