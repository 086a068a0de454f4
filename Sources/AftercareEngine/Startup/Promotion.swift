package import Aftercare
import AftercareStore
import Logging

/// What a person's decision came to.
package struct Promotion: Equatable, Sendable {
    package let epoch: Int
    /// So many were sent by another machine, and had no receipt.
    package let withoutReceipt: Int
    /// What was due by then, and is in no journal, is said again; nil: the store came from no backup.
    package let inDoubtUntil: Instant?
}
