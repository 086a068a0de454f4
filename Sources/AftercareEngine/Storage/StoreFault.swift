import Aftercare

/// A failure of the store and the time since when; logged once, not at each of the many attempts.
struct StoreFault: Equatable {
    let since: Instant
    /// The error as text.
    private(set) var told: String

    /// - Returns: whether this error differs from the last one.
    static func note(_ error: any Error, at now: Instant, in trouble: inout StoreFault?) -> Bool {
        let text = "\(error)"
        defer { trouble = StoreFault(since: trouble?.since ?? now, told: text) }
        return trouble?.told != text
    }
}
