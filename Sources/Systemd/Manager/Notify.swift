import CSystemd
import Glibc

/// Sends the service's state to the service manager, over the socket in `$NOTIFY_SOCKET`.
package enum Notify {
    /// Sends all states in one message.
    ///
    /// - Returns: `false` if no service manager listens (`$NOTIFY_SOCKET` is not set).
    /// - Throws: `ServiceError.notNotified` if the message could not be sent.
    @discardableResult
    package static func send(_ states: ServiceState...) throws(ServiceError) -> Bool { try send(states) }

    @discardableResult
    package static func send(_ states: [ServiceState]) throws(ServiceError) -> Bool {
        let lines = states.map { $0.assignments(monotonicMicroseconds: monotonicMicroseconds()) }
        let result = sd_notify(0, lines.joined(separator: "\n"))
        guard result >= 0 else { throw .notNotified(Errno(result)) }
        return result > 0
    }

    /// How long the service manager waits for `ServiceState.watchdog` before it considers the service stuck; `nil` when
    /// it does not watch this process. Send it at least twice as often.
    ///
    /// - Throws: `ServiceError.invalidWatchdog` if `$WATCHDOG_USEC` or `$WATCHDOG_PID` is invalid.
    package static func watchdogInterval() throws(ServiceError) -> Duration? {
        var microseconds: UInt64 = 0
        let result = sd_watchdog_enabled(0, &microseconds)
        guard result >= 0 else { throw .invalidWatchdog(Errno(result)) }
        return result > 0 ? .microseconds(microseconds) : nil
    }

    /// CLOCK_MONOTONIC, the clock that the service manager uses for comparison.
    private static func monotonicMicroseconds() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1000
    }
}
