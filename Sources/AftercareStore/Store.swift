package import Foundation
import GRDB

/// Everything that must survive: patients, plans, treatments, the ledger of decisions, the audit rows.
///
/// One SQLite connection, write-ahead log, every commit synced to disk before it is acknowledged, and the
/// file locked against any other process for as long as the store is open. The calls block; the longest
/// reads are paged by their callers.
package final class Store: Sendable {
    package let path: String
    /// Part of the identity of every occurrence: two stores never give the same reminder id.
    package let id: UUID
    private let queue: DatabaseQueue
    private let protocols = DecodedProtocols()
    /// Called before each commit, of a simulation's store alone.
    private let onCommit: (@Sendable () throws -> Void)?

    /// Opens the store of `directory`, and makes it where there is none: the directory with mode 0700, the file 0600.
    ///
    /// - Throws: `StoreError`. A file that is not a store, or of a newer schema, is left untouched.
    package init(directory: String) throws {
        let path = directory + "/store.sqlite"
        do {
            try Self.makeFile(path, in: directory)
            let queue = try DatabaseQueue(path: path, configuration: Self.configuration(path: path))
            try Self.secure(queue, path: path)
            id = try queue.write { try Self.identity($0) }
            self.queue = queue
            self.path = path
            onCommit = nil
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        } catch let error as CocoaError {
            throw StoreError.unusable(path: path, detail: error.localizedDescription)
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
        self.onCommit = onCommit
        do {
            queue = try DatabaseQueue(named: nil, configuration: Self.configuration())
            try Schema.migrator.migrate(queue)
            self.id = try queue.write { try Self.identity($0, ofNew: id) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Closes the connection and releases the lock.
    package func close() throws { try queue.close() }

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

    private func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as DatabaseError { throw StoreError(error, path: path) }
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
    private static func configuration(path: String) -> Configuration {
        var configuration = configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .immediateError
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try refuseForeign(db, path: path)
        }
        return configuration
    }

    /// Makes the file before SQLite does, so that its mode is ours from the first moment.
    private static func makeFile(_ path: String, in directory: String) throws {
        let files = FileManager.default
        if !files.fileExists(atPath: directory) {
            try files.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        if !files.fileExists(atPath: path) {
            guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                throw StoreError.readOnly(path: path)
            }
        }
        guard files.isWritableFile(atPath: path), files.isWritableFile(atPath: directory) else {
            throw StoreError.readOnly(path: path)
        }
    }

    /// A database that bears another mark, or none and yet has tables, belongs to somebody else.
    private static func refuseForeign(_ db: Database, path: String) throws {
        let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard mark == Schema.applicationID || (mark == 0 && tables == 0) else {
            throw StoreError.foreignDatabase(path: path)
        }
    }

    /// Migrates, and sets what GRDB's own set-up leaves weaker; then reads it back.
    private static func secure(_ queue: DatabaseQueue, path: String) throws {
        let migrator = Schema.migrator
        if try queue.read(migrator.hasBeenSuperseded) { throw StoreError.newerSchema(path: path) }
        try queue.inDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            let transaction = StoreTransaction(db: db, path: path, protocols: DecodedProtocols())
            for (setting, wanted) in [("synchronous", "2"), ("journal_mode", "wal"), ("locking_mode", "exclusive")] {
                let value = try transaction.setting(setting)
                guard value == wanted else { throw StoreError.unsafe(path: path, setting: setting, value: value) }
            }
        }
        try migrator.migrate(queue)
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
