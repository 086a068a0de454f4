package import Aftercare
package import AftercareEngine
package import Dispatch
import Synchronization

/// A clock and an alarm that move only when they are told to.
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

    /// Sets the clock, and rings if the alarm has come. Returns once the bell was answered; what that set off
    /// may still be under way.
    package func move(to instant: Instant) {
        let (queue, ring) = state.withLock { state -> (DispatchQueue?, (@Sendable () -> Void)?) in
            state.now = instant
            guard let alarm = state.alarm, alarm <= instant else { return (nil, nil) }
            state.alarm = nil
            return (state.queue, state.ring)
        }
        if let queue, let ring { queue.sync(execute: ring) }
    }

    /// Lets time pass for `engine`: the clock goes from alarm to alarm, and on only when the engine is through
    /// with what each of them brought. An `end` that is past changes nothing.
    package func pass(until end: Instant, for engine: Engine) async {
        while let alarm, alarm <= end {
            move(to: max(alarm, now))
            await engine.idle()
        }
        move(to: max(end, now))
        await engine.idle()
    }
}
