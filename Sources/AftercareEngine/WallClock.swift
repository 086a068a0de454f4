package import Aftercare
import Foundation

/// What time it is. Injected, so that tests and simulations own it.
package protocol WallClock: Sendable {
    /// Now, rounded down to the second: nothing is ever due before its instant.
    var now: Instant { get }
}

/// The machine's clock.
package struct SystemClock: WallClock {
    package init() {}

    package var now: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970.rounded(.down))) }
}
