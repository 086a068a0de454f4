package import Aftercare
import GRDB

/// What is in a store, in numbers.
package struct StoreContents: Equatable, Sendable {
    package let patients: Int
    package let reminders: Int

    init(_ db: Database) throws {
        patients = try Int.fetchOne(db, sql: "SELECT count(*) FROM patient") ?? 0
        reminders = try Int.fetchOne(db, sql: "SELECT count(*) FROM reminder") ?? 0
    }
}

/// The mark in the table `meta` that tells a backup from the store that it is of: when it was taken. A store that
/// bears it was restored, and does not know what happened after that.
package enum StoreMark {
    package static let key = "backup-taken-at"

    static func put(_ takenAt: Instant, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            arguments: [key, takenAt.text])
    }

    static func read(_ db: Database) throws -> Instant? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]).map(Instant.init(text:))
    }

    /// The moment that a copy shows: a store that was set aside is older than its mark tells, if it has one.
    static func latest(_ db: Database) throws -> Instant? { [try read(db), try lastSign(db)].compactMap(\.self).max() }

    /// The last moment at which anything was written into it that has a time.
    static func lastSign(_ db: Database) throws -> Instant? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT max(at) FROM (
                    SELECT max(at) AS at FROM audit
                    UNION ALL SELECT max(max(decidedAt), coalesce(max(emittedAt), 0), coalesce(max(settledAt), 0)) FROM reminder)
                """
        ).map(Instant.init(seconds:))
    }
}

extension StoreTransaction {
    /// When the backup was taken that this store was restored from; nil: it was not.
    package func restoredFrom() throws -> Instant? { try StoreMark.read(db) }
}
