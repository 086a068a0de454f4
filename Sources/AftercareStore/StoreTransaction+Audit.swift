package import Aftercare
import GRDB

/// One change: who, when, what.
package struct AuditEntry: Equatable, Sendable {
    package let at: Instant
    /// The user id of the process that asked; nil: the service itself.
    package let uid: UInt32?
    /// `patient.add`, `treatment.complete`, …
    package let action: String
    package let subject: String
    /// The change as JSON.
    package let detail: String?

    package init(at: Instant, uid: UInt32?, action: String, subject: String, detail: String?) {
        self.at = at
        self.uid = uid
        self.action = action
        self.subject = subject
        self.detail = detail
    }
}

extension StoreTransaction {
    package func record(_ entry: AuditEntry) throws {
        try db.execute(
            sql: "INSERT INTO audit (at, uid, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
            arguments: [entry.at.seconds, entry.uid, entry.action, entry.subject, entry.detail])
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
