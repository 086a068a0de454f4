import Synchronization
import Systemd

/// Asks the service manager for more time, for as long as a start or a stop moves; and tells when it does not.
///
/// That the process works shows in the time and the blocks that it uses. A sync to disk shows in neither: the kernel
/// is at it, and ends it one day, so it is waited for some minutes. The timer runs only while somebody waits.
final class TimeoutExtender: Sendable {
    /// For how long one call asks, in microseconds: as the unit gives a stop.
    static let span: UInt64 = 30_000_000
    private static let interval = 5
    /// Looks without a movement, after which it is stuck: 20 s.
    private static let maxIdleChecks = 4
    /// Looks for which a sync is waited for: 5 min.
    private static let maxSyncing = 60

    private let state = Mutex(State())
    private let timer = RepeatingTimer(label: "aftercare.lifeline")

    private struct State {
        var usage: ProcessUsage?
        var still = 0
        var syncing = 0
        var isSyncing = false
        var onStuck: (@Sendable () -> Void)?
    }

    /// Whether the journal is being synced to disk.
    var isSyncing: Bool {
        get { state.withLock { $0.isSyncing } }
        set {
            state.withLock { state in
                state.isSyncing = newValue
                state.syncing = 0
            }
        }
    }

    /// From now on somebody waits.
    func hold() {
        state.withLock { state in
            state.usage = .own()
            state.still = 0
        }
        timer.start(after: .seconds(Self.interval), every: .seconds(Self.interval)) { [weak self] in self?.look() }
    }

    /// Nobody waits any more.
    func release() { timer.rest() }

    /// Calls `body` once, where nothing moves any more.
    func whenStuck(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onStuck = body } }

    private func look() {
        let usage = ProcessUsage.own()
        let (onProgress, onStuck) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            let hasMoved = state.usage.map(usage.hasMoved) ?? true
            state.usage = usage
            if state.isSyncing { state.syncing += 1 }
            let onProgress = hasMoved || state.isSyncing && state.syncing <= Self.maxSyncing
            state.still = onProgress ? 0 : state.still + 1
            guard state.still >= Self.maxIdleChecks else { return (onProgress, nil) }
            defer { state.onStuck = nil }
            return (false, state.onStuck)
        }
        if onProgress { Notify.tell(.extendTimeout(microseconds: Self.span)) }
        onStuck?()
    }
}
