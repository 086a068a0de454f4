package import Aftercare
import Foundation
import GRDB
import Glibc

/// What a restore did.
package struct Restoration: Equatable, Sendable {
    /// What the restored store knows is of this moment or earlier; nil: it does not say.
    package let takenAt: Instant?
    package let contents: StoreContents
    /// The store that was there; nil: there was none.
    package let replaced: String?
    package let store: String
}
