import Dispatch
import Synchronization

/// A Dispatch timer on a private queue that rests until it is started, and may be let go at any time.
///
/// Dispatch ends the process with SIGILL when a source is released that was never activated, as happens where a start
/// fails after the timer was made. So this one is active from the first moment, with nothing to ring for.
final class RepeatingTimer: Sendable {
    private let handler = Mutex<(@Sendable () -> Void)?>(nil)
    // Made once and kept; Dispatch guards its own objects, the protocol is only not marked so.
    nonisolated(unsafe) private let source: any DispatchSourceTimer

    /// - Parameter label: of its queue.
    init(label: String) {
        source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: label))
        source.schedule(deadline: .distantFuture)
        source.setEventHandler { [weak self] in self?.ring() }
        source.activate()
    }

    deinit { source.cancel() }

    /// Calls `body` on the timer's queue after `delay`, and then every `interval`, until it rests.
    func start(
        after delay: Duration = .zero, every interval: Duration, leeway: Duration = .zero, _ body: @escaping @Sendable () -> Void
    ) {
        handler.withLock { $0 = body }
        source.schedule(deadline: .now() + delay.dispatched, repeating: interval.dispatched, leeway: leeway.dispatched)
    }

    /// It rings no more until it is started again.
    func rest() { source.schedule(deadline: .distantFuture) }

    private func ring() { handler.withLock(\.self)?() }
}

extension Duration {
    /// Of at most some hours.
    fileprivate var dispatched: DispatchTimeInterval {
        .nanoseconds(Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000))
    }
}
