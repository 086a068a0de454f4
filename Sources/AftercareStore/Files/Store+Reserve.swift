import Foundation
import GRDB
import Glibc

/// Room on the disk that is the store's already, so that reminders still change state when other programs have
/// filled the disk to the last byte.
///
/// Two kinds, both measured on full disks: free pages within the database file (blocks allocated beyond its end are
/// lost at the next checkpoint, which truncates the file to its length; free pages are part of it), and blocks of the
/// log, which lie beside the store while it is closed, so that it can be opened on a full disk too. On file systems that
/// write in other places than they read (btrfs, or any with snapshots) neither helps.
package struct StoreReserve: Equatable, Sendable {
    /// In bytes.
    let file: Int64
    let log: Int64

    /// For tens of thousands of reminders.
    package static let usual = StoreReserve(file: 16 << 20, log: 8 << 20)
    package static let none = StoreReserve(file: 0, log: 0)

    /// How much is taken from the disk for a new one.
    package var size: Int64 { file + log }
    /// What is put aside in one step.
    static let portion: Int64 = 1 << 20
}

extension Store {
    /// Bytes that are free on the store's file system; nil: nobody can tell.
    package func freeSpace() -> Int64? { folder.flatMap { DiskFile.free(at: $0.path) } }

    /// Puts a part of the reserve aside, as far as there is room; a few milliseconds.
    ///
    /// - Returns: whether that was all. Half is as good: it is not filled up for every page.
    /// - Throws: `StoreError`, `full` where not even the log has room.
    package func growReserve() throws -> Bool {
        guard let folder, reserve != .none else { return true }
        return try translating {
            try queue.inDatabase { db in
                try Self.allocate(reserve.log, for: folder.log)
                guard freeSpace() ?? .max > reserve.size else { return true }
                return try Self.growReserve(reserve.file, db)
            }
        }
    }

    /// A table is filled and dropped: its pages are free, and stay in the file. While it grows it is there.
    private static func growReserve(_ wanted: Int64, _ db: Database) throws -> Bool {
        let isGrowing = try db.tableExists("reserve")
        if !isGrowing {
            let pages = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
            guard pages * pageSize < wanted / 2 else { return true }
            try db.execute(sql: "CREATE TABLE reserve (part BLOB NOT NULL) STRICT")
        }
        let parts = try Int64.fetchOne(db, sql: "SELECT count(*) FROM reserve") ?? 0
        guard parts * StoreReserve.portion < wanted else {
            try free(db)
            return true
        }
        do {
            try db.execute(sql: "INSERT INTO reserve (part) VALUES (zeroblob(?))", arguments: [StoreReserve.portion])
        } catch {
            try free(db)
            throw error
        }
        return false
    }

    /// Debian's SQLite overwrites what is deleted. These pages are zeros, and to write all of them again at once
    /// would hold everybody up.
    private static func free(_ db: Database) throws {
        let usual = try Int.fetchOne(db, sql: "PRAGMA secure_delete") ?? 1
        try db.execute(sql: "PRAGMA secure_delete = OFF")
        // Sets a flag of the connection: it has nothing to fail at.
        defer { try? db.execute(sql: "PRAGMA secure_delete = \(usual)") }
        try db.execute(sql: "DROP TABLE reserve")
    }

    /// Gives the log its blocks. Its end is zeros then, which SQLite takes for what it is: no more commits.
    private static func allocate(_ bytes: Int64, for log: String) throws {
        // Closing a second descriptor is harmless here: SQLite's locks are on the database, not on its log.
        let descriptor = try Descriptor(log, O_WRONLY)
        let failure = posix_fallocate(descriptor.number, 0, off_t(bytes))
        guard failure == 0 || failure == EOPNOTSUPP || failure == EBADF else { throw StoreError(errno: failure, path: log) }
    }
}
