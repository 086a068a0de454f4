package import Aftercare
import Foundation

/// The source of the current time. It is injected, so that tests and simulations control it.
package protocol WallClock: Sendable {
    /// The current time, rounded down to the second: nothing is ever due before its instant.
    var now: Instant { get }
}

/// The machine's clock.
package struct SystemClock: WallClock {
    package init() {}

    package var now: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970.rounded(.down))) }
}
