import AftercareStore
import Synchronization

/// When the service crashes, and whether its disk is full. It is consulted wherever a crash makes a difference.
final class CrashPlan: Sendable {
    private struct State {
        var hasCrashed = false
        var isDiskFull = false
        /// How many more records it may send, and transactions it may commit, before it crashes; `nil` for no limit.
        var sends: Int?
        var commits: Int?
    }

    private let state = Mutex(State())

    var hasCrashed: Bool { state.withLock { $0.hasCrashed } }

    func crash() { state.withLock { $0.hasCrashed = true } }
    func reset() { state.withLock { $0 = State(isDiskFull: $0.isDiskFull) } }
    func crash(afterSending count: Int) { state.withLock { $0.sends = count } }
    func crash(afterCommitting count: Int) { state.withLock { $0.commits = count } }
    func fillDisk(_ isFull: Bool) { state.withLock { $0.isDiskFull = isFull } }

    /// Counts a record that is about to be sent.
    ///
    /// - Returns: whether the service is still running to send it.
    func countSend() -> Bool {
        state.withLock { state in
            if state.sends == 0 { state.hasCrashed = true }
            state.sends = state.sends.map { $0 - 1 }
            return !state.hasCrashed
        }
    }

    /// Counts a transaction that is about to be committed.
    ///
    /// - Throws: when the service has crashed, or the disk is full.
    func countCommit() throws {
        try state.withLock { state in
            if state.commits == 0 { state.hasCrashed = true }
            guard !state.hasCrashed, !state.isDiskFull else { throw StoreError.full(path: ":memory:") }
            state.commits = state.commits.map { $0 - 1 }
        }
    }
}
