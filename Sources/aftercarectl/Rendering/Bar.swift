import Aftercare

/// How much of a window has passed: `███████████████░░░░░`.
struct Bar {
    static let cells = 20
    let filled: Int

    init(from opens: Instant, to closes: Instant, now: Instant) {
        let length = max(1, closes - opens)
        let passed = min(max(0, now - opens), length)
        filled = Int(passed * Int64(Self.cells) / length)
    }

    var text: String { String(repeating: "█", count: filled) + String(repeating: "░", count: Self.cells - filled) }
}
