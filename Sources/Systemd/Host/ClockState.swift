import CSystemd
import Glibc

/// Whether somebody keeps the machine's clock right, as the kernel knows it. Nothing is ever set.
package enum ClockState: String, Sendable, Hashable {
    case synchronised, unsynchronised
    /// The kernel does not say, as in a container.
    case unknown

    /// By the rule of `timedatectl`: the largest error that the kernel reckons with is below 16 seconds.
    package static func current() -> ClockState {
        var state = timex()
        // No mode: it is only read.
        guard adjtimex(&state) >= 0 else { return .unknown }
        return state.maxerror < 16_000_000 ? .synchronised : .unsynchronised
    }
}
