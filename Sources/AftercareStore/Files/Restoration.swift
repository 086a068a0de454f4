package import Aftercare

/// The result of a restore.
package struct Restoration: Equatable, Sendable {
    /// The moment up to which the restored store is current; `nil` when it is not recorded.
    package let takenAt: Instant?
    package let contents: StoreContents
    /// The path to which the previous store was moved; `nil` when there was none.
    package let replaced: String?
    package let store: String
}
