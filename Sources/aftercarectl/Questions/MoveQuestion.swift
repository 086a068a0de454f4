import Aftercare

/// Asks whether the later sessions of a series move too, and shows the old and new times of each.
struct MoveQuestion {
    /// The session to be moved, then those that follow it, each as it is and as it would become.
    private let moves: [(old: Treatment, new: Treatment)]
    private let request: MoveRequest
    /// The patient's clock at the moment when the times are shown.
    private let clock: StaffTimeFormat

    /// Nil when the new times cannot be computed here.
    ///
    /// - Parameter series: all sessions of the series.
    init?(_ request: MoveRequest, of treatment: Treatment, series: [Treatment], clock: StaffTimeFormat) {
        var all = request
        all.rest = true
        var problems = Problems()
        let moved = all.admit(treatment, series: series, zone: clock.zone, now: clock.now, problems: &problems)
        guard let moved, problems.list.isEmpty else { return nil }
        let known = Dictionary((series + [treatment]).map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        moves = moved.compactMap { new in known[new.id].map { ($0, new) } }
        self.request = request
        self.clock = clock
    }

    enum Answer: Equatable {
        case all, onlyThis, cancel

        /// Nil when it is none of the three.
        init?(_ text: String) {
            switch text.filter({ $0 != " " }).lowercased() {
            case "a", "all": self = .all
            case "o", "only", "onlythisone": self = .onlyThis
            case "", "c", "cancel", "n", "no": self = .cancel
            default: return nil
            }
        }
    }

    /// Asks, and returns the request with the answer filled in.
    ///
    /// - Throws: `NothingChanged` if nothing is to be moved.
    func ask() throws -> MoveRequest {
        try Output.standardError.write(table.map { $0 + "\n" }.joined())
        while true {
            try Output.standardError.write(text)
            guard let line = Terminal.answer() else { throw NothingChanged() }
            switch Answer(line) {
            case .all: return answered(rest: true)
            case .onlyThis: return answered(rest: false)
            case .cancel: throw NothingChanged()
            case nil: continue
            }
        }
    }

    var text: String { "Move [a]ll \(moves.count), [o]nly this one (\(moves.first?.old.id.rawValue ?? "")), or [c]ancel? " }

    /// Lines like `T-0002  Fri 2026-11-27 17:30–18:15  →  Sat 2026-11-28 17:30–18:15`, then the zone of that clock.
    var table: [String] {
        var table = Table(columns: [.init(), .init(), .init(), .init()])
        table.rows = moves.map { old, new in
            [
                .init(old.id.rawValue), .init(clock.dated(old.start, until: old.end)), "→",
                .init(clock.dated(new.start, until: new.end)),
            ]
        }
        return table.lines(on: .plain) + ["(\(clock.zone.name))"]
    }

    /// The times shown are the times applied, however long the answer took: 'now+1d' counts from the question.
    private func answered(rest: Bool) -> MoveRequest {
        var answered = request
        answered.rest = rest
        answered.start = moves.first?.new.plannedStart.text ?? request.start
        return answered
    }
}
