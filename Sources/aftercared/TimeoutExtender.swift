import Synchronization
import Systemd

/// Asks the service manager for more time while a start or stop makes progress, and detects when it does not.
///
/// Progress shows in the CPU time and the disk blocks that the process uses. A sync to disk shows in neither: the
/// kernel does the work and will finish eventually, so the extender waits for it up to 5 minutes. The timer runs only
/// during a start or stop.
final class TimeoutExtender: Sendable {
    /// The time that one call asks for, in microseconds: the same that the unit allows for a stop.
    static let span: UInt64 = 30_000_000
    private static let interval = 5
    /// The number of checks without progress after which the process counts as stuck: 20 s.
    private static let maxIdleChecks = 4
    /// The maximum number of checks during one sync: 5 min.
    private static let maxSyncChecks = 60

    private let state = Mutex(State())
    private let timer = RepeatingTimer(label: "aftercare.timeout")

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

    /// Begins checking, at the beginning of a start or stop.
    func hold() {
        state.withLock { state in
            state.usage = .own()
            state.still = 0
        }
        timer.start(after: .seconds(Self.interval), every: .seconds(Self.interval)) { [weak self] in self?.check() }
    }

    /// Stops checking.
    func release() { timer.rest() }

    /// Calls `body` once, when the process is stuck.
    func whenStuck(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onStuck = body } }

    private func check() {
        let usage = ProcessUsage.own()
        let (isMoving, onStuck) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            let hasMoved = state.usage.map(usage.hasMoved) ?? true
            state.usage = usage
            if state.isSyncing { state.syncing += 1 }
            let isMoving = hasMoved || state.isSyncing && state.syncing <= Self.maxSyncChecks
            state.still = isMoving ? 0 : state.still + 1
            guard state.still >= Self.maxIdleChecks else { return (isMoving, nil) }
            defer { state.onStuck = nil }
            return (false, state.onStuck)
        }
        if isMoving { Notify.tell(.extendTimeout(microseconds: Self.span)) }
        onStuck?()
    }
}
