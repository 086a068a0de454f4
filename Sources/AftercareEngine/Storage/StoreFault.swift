import Aftercare

/// For how long the store has not been usable, told once and not at each of the many attempts.
struct StoreFault: Equatable {
    let since: Instant
    /// In words.
    private(set) var told: String

    /// - Returns: whether this is news.
    static func note(_ error: any Error, at now: Instant, in trouble: inout StoreFault?) -> Bool {
        let text = "\(error)"
        defer { trouble = StoreFault(since: trouble?.since ?? now, told: text) }
        return trouble?.told != text
    }
}
