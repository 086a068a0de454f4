package import Foundation
import GRDB
import Synchronization

/// Everything that must survive: patients, plans, treatments, the ledger of decisions, the audit rows.
///
/// It uses one SQLite connection with a write-ahead log, syncs every commit to disk before acknowledging it, and locks
/// the directory against any other process for as long as the store is open. Calls block; callers page the longest
/// reads.
package final class Store: Sendable {
    package let path: String
    /// Part of the identity of every occurrence: two stores never produce the same reminder id.
    package let id: UUID
    let queue: DatabaseQueue
    /// `nil` for a store in memory.
    let folder: StoreFolder?
    let reserve: StoreReserve
    /// Whether the store was created by opening it.
    package let isNew: Bool
    /// The identities of the files that the store has open; empty in memory.
    let files: [FileIdentity]
    private let protocols = DecodedProtocols()
    /// Called before each commit; set only for a simulation's store.
    private let onCommit: (@Sendable () throws -> Void)?
    /// Whether a copy is being made.
    let isCopied = Atomic(false)
    /// Whether the store may be sealed when it is closed.
    private let isTrusted = Mutex(true)

    /// Opens the store of `directory`, or creates it: the directory with mode 0700, the file with mode 0600.
    ///
    /// Before anything is written, the file is checked against its seal and read through.
    ///
    /// - Parameter reserve: how much space to set aside for a full disk, if there is room now.
    /// - Throws: `StoreError`. A file that is not a store, is damaged, or has a newer schema is left untouched.
    package init(directory: String, reserve: StoreReserve = .none) throws {
        let folder = try StoreFolder(directory)
        let path = folder.store
        do {
            try folder.finishRestore()
            try folder.removeLeftovers()
            try folder.inspect(isSealed: try folder.checkSeal())
            folder.restoreKeptLog()
            try folder.removeSeal()
            // Created before SQLite would do it, so that its mode is right from the start.
            isNew = !DiskFile.exists(path)
            if isNew { _ = try DiskFile.create(path) }
            let queue = try DatabaseQueue(path: path, configuration: Self.onDisk())
            try Self.secure(queue, path: path)
            id = try queue.write { try Self.identity($0) }
            try queue.inDatabase { try Self.finishErasure($0) }
            try queue.write { try Self.undoImport($0, path: path) }
            self.queue = queue
            self.path = path
            self.folder = folder
            self.reserve = reserve
            files = folder.files()
            onCommit = nil
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
        do { while try !growReserve() {} } catch StoreError.full {
            // The store works without a reserve as long as there is room.
        }
    }

    /// Creates an empty store in memory, for simulations: the same tables, rules and refusals, but nothing on disk.
    /// Closing or releasing it discards everything.
    ///
    /// - Parameters:
    ///   - id: the store's id, passed in so that two runs over the same data produce the same reminder ids.
    ///   - onCommit: called before each commit; if it throws, the transaction is rolled back.
    /// - Throws: `StoreError`.
    package init(inMemory id: UUID, onCommit: (@Sendable () throws -> Void)? = nil) throws {
        path = ":memory:"
        folder = nil
        reserve = .none
        isNew = false
        files = []
        self.onCommit = onCommit
        do {
            queue = try DatabaseQueue(named: nil, configuration: Self.configuration())
            try Schema.migrator.migrate(queue)
            self.id = try queue.write { try Self.identity($0, ofNew: id) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Closes the connection, seals the file and releases the lock. A closed store cannot be reopened.
    package func close() throws {
        let seals = isTrusted.withLock { isTrusted in
            defer { isTrusted = false }
            return isTrusted
        }
        if reserve.log > 0 { folder?.keepLog() }
        try queue.close()
        if reserve.log > 0 { folder?.emptyKeptLog(keeping: reserve.log) }
        // A store that cannot be sealed is still sound; it only takes longer to check when it is opened again.
        if seals { try? folder?.writeSeal() }
        folder?.unlock()
    }

    /// Runs one write transaction. It is durable when the call returns; if `body` throws, it is rolled back.
    package func write<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        try translating {
            try queue.write { db in
                let result = try body(StoreTransaction(db: db, path: path, protocols: protocols))
                try onCommit?()
                return result
            }
        }
    }

    /// Runs reads over one consistent snapshot. A `body` that writes is refused, and leaves nothing behind.
    ///
    /// GRDB's own `read` sets a pragma before and after, for which SQLite prepares every cached statement anew.
    package func read<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
        try translating {
            try queue.writeWithoutTransaction { db in
                let changes = db.totalChangesCount
                try db.beginTransaction(.deferred)
                let outcome = Result { try body(StoreTransaction(db: db, path: path, protocols: protocols)) }
                try db.rollback()
                let value = try outcome.get()
                guard db.totalChangesCount == changes else { throw DatabaseError(resultCode: .SQLITE_READONLY) }
                return value
            }
        }
    }

    /// Translates GRDB's errors to `StoreError`. An error that may mean damage leaves the file unsealed, so that the
    /// next start reads it through.
    func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            do { return try body() } catch let error as DatabaseError { throw StoreError(error, path: path) }
        } catch let error as StoreError where error.mayMeanDamage {
            isTrusted.withLock { $0 = false }
            throw error
        }
    }
}

extension Store {
    /// The settings of every store.
    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "aftercare.store"
        configuration.foreignKeysEnabled = true
        return configuration
    }

    /// The settings of a store on disk.
    ///
    /// GRDB's own setup for a write-ahead log weakens `synchronous`, and creates and drops a table, for which a full
    /// disk has no room; so it is not used.
    private static func onDisk() -> Configuration {
        var configuration = configuration()
        configuration.busyMode = .immediateError
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            // Not every build of SQLite overwrites deleted data by default.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// Throws for a database with another application id, or with none and yet with tables: it belongs to another
    /// program.
    static func refuseForeign(_ db: Database, path: String) throws {
        let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard mark == Schema.applicationID || (mark == 0 && tables == 0) else {
            throw StoreError.foreignDatabase(path: path)
        }
    }

    /// Verifies that the safety settings took effect, then migrates.
    private static func secure(_ queue: DatabaseQueue, path: String) throws {
        try queue.inDatabase { db in
            let transaction = StoreTransaction(db: db, path: path, protocols: DecodedProtocols())
            for (setting, wanted) in [("synchronous", "2"), ("journal_mode", "wal"), ("locking_mode", "exclusive")] {
                let value = try transaction.setting(setting)
                guard value == wanted else { throw StoreError.unsafe(path: path, setting: setting, value: value) }
            }
        }
        try Schema.migrator.migrate(queue)
    }

    private static func identity(_ db: Database, ofNew fresh: UUID = UUID()) throws -> UUID {
        if let text = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'store-id'"),
            let id = UUID(uuidString: text)
        {
            return id
        }
        try db.execute(
            sql: "INSERT INTO meta (key, value) VALUES ('store-id', ?)", arguments: [fresh.uuidString.lowercased()])
        return fresh
    }
}
