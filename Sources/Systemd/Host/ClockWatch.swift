import CSystemd
import Foundation
import Glibc

/// Reports when the machine's clock is set, which timers do not report.
///
/// A thread of its own sleeps in the kernel on a timer that every step of the clock cancels (timerfd_create(2),
/// TFD_TIMER_CANCEL_ON_SET); until then it costs nothing.
package enum ClockWatch {
    /// Watches for as long as the process lives.
    ///
    /// - Parameter onStep: called after each step, on the watching thread.
    /// - Throws: `Errno` when the kernel has no such timer.
    package static func start(onStep: @escaping @Sendable () -> Void) throws(Errno) {
        let descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC))
        guard descriptor >= 0 else { throw Errno(errno) }
        let thread = Thread {
            while true {
                switch wait(descriptor) {
                case ECANCELED: onStep()
                case EINTR, 0: continue
                default: return
                }
            }
        }
        thread.name = "clock-watch"
        thread.stackSize = 128 * 1024
        thread.start()
    }

    /// Sleeps until the timer expires or is cancelled.
    ///
    /// - Returns: the error that ended the sleep: ECANCELED when the clock was set, during the sleep or since the last
    ///   one.
    private static func wait(_ descriptor: Int32) -> Int32 {
        // An instant that is never reached in practice: only the cancellation matters.
        let never = timespec(tv_sec: Int(Int32.max) * 2, tv_nsec: 0)
        var timer = itimerspec(it_interval: timespec(), it_value: never)
        guard timerfd_settime(descriptor, cancelOnSet, &timer, nil) == 0 else { return errno }
        var expirations: UInt64 = 0
        return read(descriptor, &expirations, MemoryLayout<UInt64>.size) < 0 ? errno : 0
    }

    /// The kernel's TFD_TIMER_ABSTIME and TFD_TIMER_CANCEL_ON_SET.
    private static let cancelOnSet: Int32 = 1 | 2
}
