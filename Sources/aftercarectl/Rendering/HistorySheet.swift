import Aftercare

/// The values of a status, each with the time since when it held; empty if it never changed.
struct HistorySheet<Status: RawRepresentable<String> & Codable & Hashable & Sendable> {
    let history: History<Status>
    let clock: StaffTimeFormat

    func lines(on canvas: Canvas) -> [String] {
        guard history.steps.count > 1 else { return [] }
        var table = Table(columns: [.init(), .init()], indent: 2)
        table.rows = history.steps.map { step in
            [.init(step.status.rawValue), .init(step.isFromStart ? "from the start" : "since \(clock.dated(step.since))")]
        }
        return ["", canvas.headline("HISTORY")] + table.lines(on: canvas)
    }
}

extension History.Step {
    /// Whether the status held from the start, so that it has no time worth showing.
    var isFromStart: Bool { since == Instant(seconds: 0) }
}

extension History {
    /// Whether the current status held from the start.
    var isFromStart: Bool { steps.count == 1 && since == Instant(seconds: 0) }
}
