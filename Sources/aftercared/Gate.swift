/// A gate that opens once and stays open. One task waits at it.
struct Gate: Sendable {
    private let shut: AsyncStream<Never>
    private let end: AsyncStream<Never>.Continuation

    init() { (shut, end) = AsyncStream<Never>.makeStream() }

    func open() { end.finish() }

    /// Returns once the gate is open, or the task is cancelled.
    func wait() async { for await _ in shut {} }
}
