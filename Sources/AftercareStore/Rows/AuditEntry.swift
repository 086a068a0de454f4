package import Aftercare
import GRDB

/// One change: who made it, when, and what it was.
package struct AuditEntry: Equatable, Sendable {
    package let at: Instant
    /// The user id of the process that asked; `nil` for the service itself.
    package let uid: UInt32?
    /// `patient.create`, `treatment.complete`, …; an older version may have written others.
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
