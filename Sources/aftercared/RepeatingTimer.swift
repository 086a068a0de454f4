import Dispatch
import Synchronization

/// A Dispatch timer on a private queue. It is idle until started, and may be released at any time.
///
/// Dispatch ends the process with SIGILL when a source is released that was never activated, as happens when a start
/// fails after the timer was created. So this one is activated at once, with no deadline set.
final class RepeatingTimer: Sendable {
    private let handler = Mutex<(@Sendable () -> Void)?>(nil)
    // Created once and kept. Dispatch guards its own objects; the protocol is just not marked Sendable.
    nonisolated(unsafe) private let source: any DispatchSourceTimer

    /// - Parameter label: the name of the timer's queue.
    init(label: String) {
        source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: label))
        source.schedule(deadline: .distantFuture)
        source.setEventHandler { [weak self] in self?.ring() }
        source.activate()
    }

    deinit { source.cancel() }

    /// Calls `body` on the timer's queue after `delay`, and then every `interval` until `rest()`.
    func start(
        after delay: Duration = .zero, every interval: Duration, leeway: Duration = .zero, _ body: @escaping @Sendable () -> Void
    ) {
        handler.withLock { $0 = body }
        source.schedule(deadline: .now() + delay.dispatched, repeating: interval.dispatched, leeway: leeway.dispatched)
    }

    /// Stops the timer until it is started again.
    func rest() { source.schedule(deadline: .distantFuture) }

    private func ring() { handler.withLock(\.self)?() }
}

extension Duration {
    /// The duration for Dispatch; it must be at most a few hours.
    fileprivate var dispatched: DispatchTimeInterval {
        .nanoseconds(Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000))
    }
}
