import Synchronization

/// Whether something is so, for several threads.
final class Flag: Sendable {
    private let value = Mutex(false)

    /// Sets it.
    ///
    /// - Returns: how it was.
    @discardableResult
    func exchange(_ new: Bool) -> Bool {
        value.withLock { value in
            defer { value = new }
            return value
        }
    }
}
