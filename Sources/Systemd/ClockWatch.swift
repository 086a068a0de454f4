import CSystemd
import Foundation
import Glibc

/// Tells when the machine's clock is set, which no timer tells by itself.
///
/// A thread of its own sleeps in the kernel on a timer that is cancelled by every step of the clock
/// (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET); it costs nothing until then.
package enum ClockWatch {
    /// Watches for as long as the process lives.
    ///
    /// - Parameter onStep: called after each step, on the watching thread.
    /// - Throws: `Errno` where the kernel has no such timer.
    package static func start(onStep: @escaping @Sendable () -> Void) throws(Errno) {
        let descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC))
        guard descriptor >= 0 else { throw Errno(errno) }
        let thread = Thread {
            while true {
                var expirations: UInt64 = 0
                if arm(descriptor) { _ = read(descriptor, &expirations, MemoryLayout<UInt64>.size) }
                // The step may fall into the sleep, or between two of them; EINTR and the like only go round.
                guard errno == ECANCELED || errno == EINTR else { return }
                if errno == ECANCELED { onStep() }
            }
        }
        thread.name = "clock-watch"
        thread.stackSize = 128 * 1024
        thread.start()
    }

    /// Sets the timer to an instant that never comes in practice: only its cancelling matters.
    ///
    /// - Returns: false where the clock was set since the last time (ECANCELED), or the timer is broken.
    private static func arm(_ descriptor: Int32) -> Bool {
        let never = timespec(tv_sec: Int(Int32.max) * 2, tv_nsec: 0)
        var timer = itimerspec(it_interval: timespec(), it_value: never)
        return timerfd_settime(descriptor, cancelOnSet, &timer, nil) == 0
    }

    /// The kernel's TFD_TIMER_ABSTIME and TFD_TIMER_CANCEL_ON_SET.
    private static let cancelOnSet: Int32 = 1 | 2
}
