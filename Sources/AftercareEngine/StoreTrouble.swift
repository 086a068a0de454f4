import Aftercare

/// For how long the store has not been usable, told once and not at each of the many attempts.
struct StoreTrouble: Equatable {
    let since: Instant
    /// In words.
    private(set) var told: String

    /// - Returns: whether this is news.
    static func note(_ error: any Error, at now: Instant, in trouble: inout StoreTrouble?) -> Bool {
        let text = "\(error)"
        defer { trouble = StoreTrouble(since: trouble?.since ?? now, told: text) }
        return trouble?.told != text
    }
}
