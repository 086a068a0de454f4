import CSQLite
import GRDB

extension StoreFolder {
    /// Reads through the store before it is opened, with a connection that writes nothing, not even when it is
    /// closed: whatever is found, the file stays as it is.
    ///
    /// It finds what is not a database or another program's, a newer schema, a truncated file and a broken
    /// structure. What it cannot find without a seal is a change within a value. And a log whose end is damaged after
    /// a crash counts, to SQLite, as one that ends there: commits behind the damage are gone without a word.
    ///
    /// - Parameter isSealed: whether the file is known to be as it was closed; then a quick look is enough.
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
            // Made by looking. Where it stays it does no harm.
            if logSize == nil { try? DiskFile.remove(log) }
        }
        try Self.inspect(store, isThorough: !isSealed)
    }

    /// - Throws: `StoreError`.
    static func inspect(_ path: String, isThorough: Bool) throws {
        do {
            let reader = try DatabaseQueue(path: path, configuration: inspecting(path))
            try reader.read { try examine($0, path, isThorough: isThorough) }
            try reader.close()
        } catch let error as DatabaseError {
            throw Self.fault(error, path)
        }
    }

    /// What is asked of every file before it is trusted.
    static func examine(_ db: Database, _ path: String, isThorough: Bool) throws {
        try Store.refuseForeign(db, path: path)
        if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.newerSchema(path: path) }
        let check = isThorough ? "integrity_check" : "quick_check"
        let finding = try String.fetchOne(db, sql: "PRAGMA \(check)(1)") ?? ""
        guard finding == "ok" else {
            throw StoreError.damaged(path: path, detail: finding.replacing("\n", with: " "))
        }
        if isThorough { try db.checkForeignKeys() }
    }

    /// What an error of `examine` says of the file.
    static func fault(_ error: DatabaseError, _ path: String) -> StoreError {
        error.resultCode == .SQLITE_CONSTRAINT
            ? .damaged(path: path, detail: "a row names another that is not there") : StoreError(error, path: path)
    }

    /// Alone with the file, as the store will be: a connection that others may join keeps its index in a file, for
    /// which there may be no room.
    private static func inspecting(_ path: String) -> Configuration {
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
