import AftercareStore
import Synchronization

/// When the service dies, and whether its disk is full: asked at every boundary at which a kill can tell.
final class Fate: Sendable {
    private struct State {
        var isDead = false
        var isDiskFull = false
        /// How many more it may send, and commit, before it dies; nil: as many as it likes.
        var sends: Int?
        var commits: Int?
    }

    private let state = Mutex(State())

    var isDead: Bool { state.withLock { $0.isDead } }

    func strike() { state.withLock { $0.isDead = true } }
    func spare() { state.withLock { $0 = State(isDiskFull: $0.isDiskFull) } }
    func strike(afterSending count: Int) { state.withLock { $0.sends = count } }
    func strike(afterCommitting count: Int) { state.withLock { $0.commits = count } }
    func fillDisk(_ isFull: Bool) { state.withLock { $0.isDiskFull = isFull } }

    /// - Returns: whether the service lives to send a record.
    func send() -> Bool {
        state.withLock { state in
            if state.sends == 0 { state.isDead = true }
            state.sends = state.sends.map { $0 - 1 }
            return !state.isDead
        }
    }

    /// - Throws: where the service does not live to commit, or the disk is full.
    func commit() throws {
        try state.withLock { state in
            if state.commits == 0 { state.isDead = true }
            guard !state.isDead, !state.isDiskFull else { throw StoreError.full(path: ":memory:") }
            state.commits = state.commits.map { $0 - 1 }
        }
    }
}
