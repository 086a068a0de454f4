import CSQLite
import GRDB

extension StoreFolder {
    /// Reads through the store before it is opened, over a connection that writes nothing, not even when it closes:
    /// whatever is found, the file stays as it is.
    ///
    /// It finds a file that is no database or another program's, a newer schema, a truncated file and a broken
    /// structure. Without a seal it cannot find a change within a value. And SQLite takes a log whose end was damaged
    /// by a crash for one that ends there: the commits after the damage are lost silently.
    ///
    /// - Parameter isSealed: whether the file is known to be as it was closed; then a quick check is enough.
    func inspect(isSealed: Bool) throws {
        let logSize = DiskFile.size(log)
        let size = DiskFile.size(store) ?? 0
        guard size > 0 else {
            guard logSize ?? 0 == 0 else {
                throw StoreError.damaged(path: store, detail: "the file is empty or gone, and its log is not")
            }
            return
        }
        defer {
            // The check itself made this file. If it cannot be removed, it does no harm.
            if logSize == nil { try? DiskFile.remove(log) }
        }
        try Self.inspect(store, isThorough: !isSealed)
    }

    /// - Throws: `StoreError`.
    static func inspect(_ path: String, isThorough: Bool) throws {
        do {
            let reader = try DatabaseQueue(path: path, configuration: exclusive(path))
            try reader.read { try examine($0, path, isThorough: isThorough) }
            try reader.close()
        } catch let error as DatabaseError {
            throw Self.storeError(error, path)
        }
    }

    /// Runs the checks that every file must pass before it is trusted.
    static func examine(_ db: Database, _ path: String, isThorough: Bool) throws {
        try Store.refuseForeign(db, path: path)
        if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.newerSchema(path: path) }
        let check = isThorough ? "integrity_check" : "quick_check"
        let result = try String.fetchOne(db, sql: "PRAGMA \(check)(1)") ?? ""
        guard result == "ok" else {
            throw StoreError.damaged(path: path, detail: result.replacing("\n", with: " "))
        }
        if isThorough { try db.checkForeignKeys() }
    }

    /// The store's error for a database error that `examine` threw.
    static func storeError(_ error: DatabaseError, _ path: String) -> StoreError {
        error.resultCode == .SQLITE_CONSTRAINT
            ? .damaged(path: path, detail: "a row names another that is not there") : StoreError(error, path: path)
    }

    /// Opens the file exclusively, as the store will. A shared connection would keep its index in a file, for which
    /// there may be no room.
    private static func exclusive(_ path: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = "aftercare.inspection"
        configuration.busyMode = .immediateError
        configuration.prepareDatabase { db in
            guard aftercare_keep_log_on_close(db.sqliteConnection) == 0 else {
                throw StoreError.unsafe(path: path, setting: "log", value: "copied back")
            }
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA query_only = ON")
        }
        return configuration
    }
}
