package import Aftercare
package import Dispatch
import Glibc

/// One alarm clock: it rings once, at or after the instant it was last set to.
package protocol Alarm: Sendable {
    /// Sets it anew, or (nil) off. `ring` is called on the queue that was given at `start`.
    func set(to instant: Instant?)
    /// - Parameter ring: called on `queue`.
    func start(on queue: DispatchQueue, ring: @escaping @Sendable () -> Void)
    func stop()
}

/// A Dispatch timer on the wall clock: absolute, so it follows the clock when that is set.
package final class DispatchAlarm: Alarm {
    // Made once and kept: tearing down and re-adding Dispatch sources has open crash bugs on Linux.
    // Dispatch guards its own objects; the protocol is only not marked so.
    nonisolated(unsafe) private let timer: any DispatchSourceTimer

    package init() {
        // A private queue: a global one would wake the process once a second.
        timer = DispatchSource.makeTimerSource(flags: .strict, queue: DispatchQueue(label: "aftercare.alarm"))
        timer.schedule(wallDeadline: .distantFuture, repeating: .never)
        // At once: Dispatch ends the process when a source is let go that was never activated, as at a start that fails.
        timer.activate()
    }

    package func start(on queue: DispatchQueue, ring: @escaping @Sendable () -> Void) {
        timer.setEventHandler { queue.async(execute: ring) }
    }

    package func set(to instant: Instant?) {
        guard let instant else {
            timer.schedule(wallDeadline: .distantFuture, repeating: .never)
            return
        }
        let time = timespec(tv_sec: Int(instant.seconds), tv_nsec: 0)
        timer.schedule(wallDeadline: DispatchWallTime(timespec: time), repeating: .never, leeway: .nanoseconds(0))
    }

    package func stop() { timer.cancel() }
}
