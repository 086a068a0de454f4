import Aftercare

/// What a status was, and since when; nothing where it never changed.
struct HistorySheet<Status: RawRepresentable<String> & Codable & Hashable & Sendable> {
    let history: History<Status>
    let clock: Clockface

    func lines(on canvas: Canvas) -> [String] {
        guard history.steps.count > 1 else { return [] }
        var table = Table(columns: [.init(), .init()], indent: 2)
        table.rows = history.steps.map { step in
            // A status that held from the start has no moment worth a word.
            let isFromStart = step.since == Instant(seconds: 0)
            return [.init(step.status.rawValue), .init(isFromStart ? "from the start" : "since \(clock.dated(step.since))")]
        }
        return ["", canvas.headline("HISTORY")] + table.lines(on: canvas)
    }
}
