package import Aftercare
package import Dispatch
import Glibc

/// An alarm clock that rings once, at or after the instant it was last set to.
package protocol Alarm: Sendable {
    /// Sets the alarm to a new instant, or turns it off when nil. `ring` runs on the queue passed to `start`.
    func set(to instant: Instant?)
    /// - Parameter ring: called on `queue`.
    func start(on queue: DispatchQueue, ring: @escaping @Sendable () -> Void)
    func stop()
}

/// A Dispatch timer on the wall clock. Its deadline is absolute, so it follows the clock when that is set.
package final class DispatchAlarm: Alarm {
    // Created once and kept: tearing down and re-adding Dispatch sources has open crash bugs on Linux.
    // Dispatch guards its own objects; the protocol is just not marked Sendable.
    nonisolated(unsafe) private let timer: any DispatchSourceTimer

    package init() {
        // A private queue: a global one would wake the process once a second.
        timer = DispatchSource.makeTimerSource(flags: .strict, queue: DispatchQueue(label: "aftercare.alarm"))
        timer.schedule(wallDeadline: .distantFuture, repeating: .never)
        // Activate now: Dispatch ends the process when a source is released that was never activated, as when a start
        // fails.
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
