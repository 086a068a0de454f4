package import Foundation
import GRDB
import Synchronization

/// Everything that must survive: patients, plans, treatments, the ledger of decisions, the audit rows.
///
/// One SQLite connection, write-ahead log, every commit synced to disk before it is acknowledged, and the
/// directory locked against any other process for as long as the store is open. The calls block; the longest
/// reads are paged by their callers.
package final class Store: Sendable {
    package let path: String
    /// Part of the identity of every occurrence: two stores never give the same reminder id.
    package let id: UUID
    let queue: DatabaseQueue
    /// nil: in memory.
    let folder: StoreFolder?
    let reserve: StoreReserve
    /// Whether there was none before it was opened.
    package let isNew: Bool
    /// Those that it has open; empty: in memory.
    let files: [FileIdentity]
    private let protocols = DecodedProtocols()
    /// Called before each commit, of a simulation's store alone.
    private let onCommit: (@Sendable () throws -> Void)?
    /// Whether a copy of it is being made.
    let isCopied = Atomic(false)
    /// Whether it may be sealed when it is closed.
    private let isTrusted = Mutex(true)

    /// Opens the store of `directory`, and makes it where there is none: the directory with mode 0700, the file 0600.
    ///
    /// Before anything is written to it, the file is held against its seal and read through.
    ///
    /// - Parameter reserve: what to put aside for a full disk, if there is room for it now.
    /// - Throws: `StoreError`. A file that is not a store, is damaged, or of a newer schema, is left untouched.
    package init(directory: String, reserve: StoreReserve = .none) throws {
        let folder = try StoreFolder(directory)
        let path = folder.store
        do {
            try folder.finishRestore()
            try folder.sweep()
            try folder.inspect(isSealed: try folder.checkSeal())
            folder.putLogBack()
            try folder.removeSeal()
            // Made before SQLite does, so that its mode is ours from the first moment.
            isNew = !DiskFile.exists(path)
            if isNew { _ = try DiskFile.create(path) }
            let queue = try DatabaseQueue(path: path, configuration: Self.onDisk())
            try Self.secure(queue, path: path)
            id = try queue.write { try Self.identity($0) }
            try queue.inDatabase { try Self.finishErasure($0) }
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
            // It works without, as long as there is room.
        }
    }

    /// Makes an empty store in memory, for simulations: the same tables, rules and refusals, and nothing on disk.
    /// When it is closed or let go, everything in it is gone.
    ///
    /// - Parameters:
    ///   - id: given, so that two runs over the same data tell the same reminder ids.
    ///   - onCommit: called before each commit; where it throws, nothing of that transaction has happened.
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

    /// Closes the connection, seals the file and releases the lock. Once closed, it stays so.
    package func close() throws {
        let seals = isTrusted.withLock { isTrusted in
            defer { isTrusted = false }
            return isTrusted
        }
        if reserve.log > 0 { folder?.holdLog() }
        try queue.close()
        if reserve.log > 0 { folder?.emptyHeldLog(keeping: reserve.log) }
        // One that cannot be sealed is whole all the same; it is read through more slowly when it is opened again.
        if seals { try? folder?.putSeal() }
        folder?.leave()
    }

    /// One transaction. It is durable when the call returns; when `body` throws, nothing of it happened.
    package func write<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        try translating {
            try queue.write { db in
                let result = try body(StoreTransaction(db: db, path: path, protocols: protocols))
                try onCommit?()
                return result
            }
        }
    }

    /// One consistent view.
    package func read<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        try translating { try queue.read { try body(StoreTransaction(db: $0, path: path, protocols: protocols)) } }
    }

    /// The library's errors in our words. What hints at damage leaves the file unsealed, so that the next start
    /// reads it through.
    func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            do { return try body() } catch let error as DatabaseError { throw StoreError(error, path: path) }
        } catch let error as StoreError where error.castsDoubt {
            isTrusted.withLock { $0 = false }
            throw error
        }
    }
}

extension Store {
    /// What holds for every store.
    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "aftercare.store"
        configuration.foreignKeysEnabled = true
        return configuration
    }

    /// What holds for one on disk.
    ///
    /// The library's own set-up for a write-ahead log weakens `synchronous`, and writes a table and drops it, for
    /// which a full disk has no room; so it is not asked for.
    private static func onDisk() -> Configuration {
        var configuration = configuration()
        configuration.busyMode = .immediateError
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            // Not every build of SQLite overwrites what is deleted.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// A database that bears another mark, or none and yet has tables, belongs to somebody else.
    static func refuseForeign(_ db: Database, path: String) throws {
        let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard mark == Schema.applicationID || (mark == 0 && tables == 0) else {
            throw StoreError.foreignDatabase(path: path)
        }
    }

    /// Makes sure that what was set holds, then migrates.
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
