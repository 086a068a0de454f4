import CSystemd
import Glibc

/// Whether the machine's clock is synchronised, according to the kernel. It is only read, never set.
package enum ClockState: String, Sendable, Hashable {
    case synchronised, unsynchronised
    /// The kernel does not provide it, as in a container.
    case unknown

    /// The current state, by the rule of `timedatectl`: the kernel's maximum error is below 16 seconds.
    package static func current() -> ClockState {
        var state = timex()
        // Without a mode, the call only reads.
        guard adjtimex(&state) >= 0 else { return .unknown }
        return state.maxerror < 16_000_000 ? .synchronised : .unsynchronised
    }
}
