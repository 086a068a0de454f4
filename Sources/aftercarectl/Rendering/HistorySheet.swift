import Aftercare

/// What a status was, and since when; nothing where it never changed.
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
    /// Such a status has no moment worth a word.
    var isFromStart: Bool { since == Instant(seconds: 0) }
}

extension History {
    /// Whether the current status held from the start.
    var isFromStart: Bool { steps.count == 1 && since == Instant(seconds: 0) }
}
