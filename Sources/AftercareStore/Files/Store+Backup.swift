package import Aftercare
import Foundation
import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// A copy of the store that is being made while the store is in use.
///
/// It is made in steps, each in an access of its own to the store's one connection. What that connection writes in
/// between goes into the copy too (SQLite sees to that), so the copy is of the moment of its last step. Whoever makes
/// it steps it to its end and finishes it, or lets it go: then nothing of it stays.
package final class StoreCopy {
    /// Of 4 KiB: a millisecond or so.
    private static let pagesPerStep: Int32 = 64

    private let store: Store
    private let path: String
    private let target: DatabaseQueue
    /// SQLite's own state of the copy; only touched within an access to the store.
    private var backup: OpaquePointer?
    /// Its name is gone, and another copy may have taken it.
    private var isFinished = false

    init(of store: Store, at path: String) throws {
        guard !store.isCopied.exchange(true, ordering: .relaxed) else { throw StoreError.backupUnderWay(path: store.path) }
        self.store = store
        self.path = path
        do {
            // What a crash may have left.
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
        // Finished or not: the name is gone.
        try? target.close()
        if !isFinished { release() }
    }

    private func release() {
        unlink(path)
        store.isCopied.store(false, ordering: .relaxed)
    }

    /// Copies a few pages more.
    ///
    /// - Returns: whether that was all.
    /// - Throws: `StoreError`. The copy is of no use then.
    package func step() throws -> Bool {
        try store.translating {
            try store.queue.inDatabase { source in
                try target.inDatabase { target in
                    if backup == nil {
                        backup = sqlite3_backup_init(target.sqliteConnection, "main", source.sqliteConnection, "main")
                        guard backup != nil else { throw DatabaseError(resultCode: ResultCode(rawValue: sqlite3_errcode(target.sqliteConnection))) }
                    }
                    let code = sqlite3_backup_step(backup, Self.pagesPerStep)
                    if code == SQLITE_OK { return false }
                    let final = sqlite3_backup_finish(backup)
                    backup = nil
                    guard code == SQLITE_DONE, final == SQLITE_OK else {
                        throw DatabaseError(resultCode: ResultCode(rawValue: code == SQLITE_DONE ? final : code), message: "of the copy '\(path)'")
                    }
                    return true
                }
            }
        }
    }

    /// Marks the copy, once its last step is done, and reads it through.
    ///
    /// - Parameter takenAt: when the last step was.
    package func finish(takenAt: Instant) throws -> StoreBackup {
        do {
            try target.close()
            let copy = try Self.open(path)
            let contents = try copy.inDatabase { db in
                // One file and no log beside it.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try StoreMark.put(takenAt, db)
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

    /// The store's reserve need not be carried around.
    private static func isMostlyFree(_ db: Database) throws -> Bool {
        let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
        let all = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        return free * 2 > all
    }

    /// It is worthless until it is whole: no journal, no waiting for the disk.
    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "aftercare.backup"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}

/// A finished backup: what is in it, and its bytes. Its file has no name any more, and is gone when this is.
package final class StoreBackup: Sendable {
    package let takenAt: Instant
    package let contents: StoreContents
    /// In bytes.
    package let size: Int64
    /// SHA-256, in hexadecimal digits.
    package let digest: String
    private let file: Descriptor

    init(takenAt: Instant, contents: StoreContents, file: Descriptor) throws {
        self.takenAt = takenAt
        self.contents = contents
        self.file = file
        size = try file.size
        digest = try file.digest()
    }

    /// The bytes from `offset` on, at most `count`; empty: that was all.
    package func read(at offset: Int64, upTo count: Int) throws -> [UInt8] { try file.read(at: offset, upTo: count) }
}

extension Store {
    /// Begins a backup.
    ///
    /// - Parameter directory: where the copy lies while it is made; nil: beside the store.
    /// - Throws: `StoreError`, also while another one is under way.
    package func beginCopy(in directory: String? = nil) throws -> StoreCopy {
        guard let folder else { throw StoreError.unusable(path: path, detail: "a store in memory is not backed up") }
        return try translating { try StoreCopy(of: self, at: directory.map { $0 + "/store.sqlite.copy" } ?? folder.copy) }
    }

    /// How large it is on disk, in bytes.
    package func size() throws -> Int64 {
        try read { tx in
            (try Int64.fetchOne(tx.db, sql: "PRAGMA page_count") ?? 0) * (try Int64.fetchOne(tx.db, sql: "PRAGMA page_size") ?? 0)
        }
    }
}
