import Foundation
import GRDB
import Glibc

extension Store {
    /// The bytes available on the store's file system; `nil` when they cannot be determined.
    package func freeSpace() -> Int64? { folder.flatMap { DiskFile.free(at: $0.path) } }

    /// Sets aside one part of the reserve, as far as there is room; it takes a few milliseconds.
    ///
    /// - Returns: whether the reserve is complete. Half of it counts as complete: it is not topped up for every page.
    /// - Throws: `StoreError`; `full` if there is no room even for the log.
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

    /// Fills a table, then drops it: its pages become free and stay in the file. The table exists only while the
    /// reserve grows.
    private static func growReserve(_ wanted: Int64, _ db: Database) throws -> Bool {
        let isGrowing = try db.tableExists("reserve")
        if !isGrowing {
            let pages = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
            guard pages * pageSize < wanted / 2 else { return true }
            try db.execute(sql: "CREATE TABLE reserve (part BLOB NOT NULL) STRICT")
        }
        let parts = try Int64.fetchOne(db, sql: "SELECT count(*) FROM reserve") ?? 0
        guard parts * StoreReserve.partSize < wanted else {
            try free(db)
            return true
        }
        do {
            try db.execute(sql: "INSERT INTO reserve (part) VALUES (zeroblob(?))", arguments: [StoreReserve.partSize])
        } catch {
            try free(db)
            throw error
        }
        return false
    }

    /// Drops the table without overwriting it. Debian's SQLite overwrites deleted data; these pages hold only zeros,
    /// and rewriting all of them at once would block everyone.
    private static func free(_ db: Database) throws {
        let usual = try Int.fetchOne(db, sql: "PRAGMA secure_delete") ?? 1
        try db.execute(sql: "PRAGMA secure_delete = OFF")
        // This only sets a flag of the connection, so it cannot fail.
        defer { try? db.execute(sql: "PRAGMA secure_delete = \(usual)") }
        try db.execute(sql: "DROP TABLE reserve")
    }

    /// Allocates the log's blocks. The log then ends in zeros, which SQLite correctly reads as no more commits.
    private static func allocate(_ bytes: Int64, for log: String) throws {
        // Closing a second descriptor is harmless here: SQLite's locks are on the database, not on its log.
        let descriptor = try Descriptor(log, O_WRONLY)
        let code = posix_fallocate(descriptor.number, 0, off_t(bytes))
        guard code == 0 || code == EOPNOTSUPP || code == EBADF else { throw StoreError(errno: code, path: log) }
    }
}
