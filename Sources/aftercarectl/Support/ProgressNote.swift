import Aftercare
import Foundation
import Synchronization

/// The line at a terminal that tells how far a large file has got. It is written over by the next, and erased at the end.
final class ProgressNote: Sendable {
    private let say: (@Sendable (String) -> Void)?
    private let state = Mutex(State.hidden)
    private let from: ContinuousClock.Instant

    private enum State { case hidden, shown, erased }

    /// - Parameters:
    ///   - time: how long nothing is said.
    ///   - say: writes to the terminal; nil where nobody reads it.
    init(after time: Duration = .seconds(2), say: (@Sendable (String) -> Void)? = Output.toTerminal) {
        self.say = say
        from = ContinuousClock.now + time
    }

    /// Says that the service is busy, where nothing is heard of it in time.
    ///
    /// - Throws: `CancellationError`.
    func wait() async throws {
        try await Task.sleep(until: from, clock: .continuous)
        tell(WaitingNotice.busy, over: .hidden)
    }

    func show(_ progress: ImportProgress) {
        guard ContinuousClock.now >= from else { return }
        tell(Self.text(progress))
    }

    /// Nothing is said after it.
    func erase() {
        state.withLock { state in
            if state == .shown { say?(Self.start) }
            state = .erased
        }
    }

    /// - Parameter only: the only state in which it is said; nil: all but the last.
    private func tell(_ text: String, over only: State? = nil) {
        guard let say else { return }
        // Said under the lock: what is erased must not come back.
        state.withLock { state in
            guard state != .erased, only == nil || state == only else { return }
            state = .shown
            say(Self.start + text)
        }
    }

    static func text(_ progress: ImportProgress) -> String {
        progress.weighed == 0
            ? WaitingNotice.busy : "checked \(grouped(progress.weighed)) of \(grouped(progress.of)), written \(grouped(progress.written))"
    }

    /// To the start of the line, which is cleared: ECMA-48, EL.
    private static let start = "\r\u{1B}[K"
}
