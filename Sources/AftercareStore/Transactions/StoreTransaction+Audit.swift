import Aftercare
import GRDB

extension StoreTransaction {
    package func record(_ entry: AuditEntry) throws {
        try run(
            "INSERT INTO audit (at, uid, action, subject, detail, import) VALUES (?, ?, ?, ?, ?, ?)",
            [entry.at.seconds, entry.uid, entry.action, entry.subject, entry.detail, importing?.rawValue])
    }

    /// The newest entries, newest first.
    package func audit(limit: Int) throws -> [AuditEntry] {
        try Row.fetchAll(
            db, sql: "SELECT at, uid, action, subject, detail FROM audit ORDER BY number DESC LIMIT ?", arguments: [limit]
        ).map { row in
            AuditEntry(
                at: Instant(seconds: row[0]), uid: row[1], action: row[2], subject: row[3], detail: row[4])
        }
    }
}
