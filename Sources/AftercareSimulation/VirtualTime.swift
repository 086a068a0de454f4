package import Aftercare
package import AftercareEngine
package import Dispatch
import Synchronization

/// A clock and an alarm that advance only on request.
package final class VirtualTime: WallClock, Alarm {
    private struct State {
        var now: Instant
        var alarm: Instant?
        var queue: DispatchQueue?
        var ring: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>

    package init(_ now: Instant) { state = Mutex(State(now: now)) }

    package var now: Instant { state.withLock { $0.now } }
    package var alarm: Instant? { state.withLock { $0.alarm } }

    package func start(on queue: DispatchQueue, ring: @escaping @Sendable () -> Void) {
        state.withLock { ($0.queue, $0.ring) = (queue, ring) }
    }

    package func set(to instant: Instant?) { state.withLock { $0.alarm = instant } }
    package func stop() { state.withLock { $0.alarm = nil } }

    /// Sets the clock, and fires the alarm if it is due. It returns once the alarm's handler has returned; work that
    /// the handler started may still be in progress.
    package func move(to instant: Instant) {
        let (queue, ring) = state.withLock { state -> (DispatchQueue?, (@Sendable () -> Void)?) in
            state.now = instant
            guard let alarm = state.alarm, alarm <= instant else { return (nil, nil) }
            state.alarm = nil
            return (state.queue, state.ring)
        }
        if let queue, let ring { queue.sync(execute: ring) }
    }

    /// Lets time pass for `engine`: the clock advances from alarm to alarm, each time only after the engine has
    /// finished its work. An `end` in the past changes nothing.
    package func pass(until end: Instant, for engine: Engine) async {
        while let alarm, alarm <= end {
            move(to: max(alarm, now))
            await engine.idle()
        }
        move(to: max(end, now))
        await engine.idle()
    }
}
