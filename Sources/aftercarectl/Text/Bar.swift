import Aftercare

/// A bar that shows how much of a window has passed: `███████████████░░░░░`.
struct Bar {
    let cells: Int
    let filled: Int

    init(from opens: Instant, to closes: Instant, now: Instant, cells: Int = 20) {
        let length = max(1, closes - opens)
        let passed = min(max(0, now - opens), length)
        self.cells = cells
        filled = Int(passed * Int64(cells) / length)
    }

    var text: String { String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled) }
}
