package import Aftercare
import GRDB

/// The entry of the table `meta` that marks a backup: when it was taken. A store with this mark was restored and does
/// not know what happened after that moment.
package enum BackupMark {
    package static let key = "backup-taken-at"

    static func put(_ takenAt: Instant, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            arguments: [key, takenAt.text])
    }

    static func read(_ db: Database) throws -> Instant? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]).map { try Instant(column: $0, as: key) }
    }

    /// The moment up to which a copy is current. A store that was set aside may hold later data than its mark says, if
    /// it has one.
    static func latest(_ db: Database) throws -> Instant? { [try read(db), try lastSign(db)].compactMap(\.self).max() }

    /// The latest time that is recorded in the store.
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
    /// When the backup was taken that this store was restored from; `nil` when it was not restored.
    package func restoredFrom() throws -> Instant? { try BackupMark.read(db) }
}
