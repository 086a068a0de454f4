import Foundation

/// What a fault did to the reminders, in figures. The last four must be 0.
package struct Tally: Sendable {
    package let fault: String
    /// How often the fault was done.
    package var runs = 0
    package var reminders = 0
    package var lost = 0
    package var duplicated = 0
    package var early = 0
    package var stuck = 0
    /// The longest that it took from the end of the fault until everything had its receipt.
    package var worstRecovery: Duration = .zero
    /// What else was measured, a line each.
    package var remarks: [String] = []

    package init(_ fault: String) { self.fault = fault }

    package var isClean: Bool { lost == 0 && duplicated == 0 && early == 0 && stuck == 0 }

    package mutating func add(_ judgement: Judgement) {
        reminders += judgement.expected
        lost += judgement.lost.count
        duplicated += judgement.duplicated.count
        early += judgement.early.count
        stuck += judgement.stuck.count
    }

    package mutating func add(_ other: Tally) {
        runs += other.runs
        reminders += other.reminders
        lost += other.lost
        duplicated += other.duplicated
        early += other.early
        stuck += other.stuck
        recovered(in: other.worstRecovery)
        remarks += other.remarks
    }

    package mutating func recovered(in time: Duration) { worstRecovery = max(worstRecovery, time) }
}

// The table.

extension Tally {
    package static let header = row("fault", "runs", "reminders", "lost", "duplicated", "early", "stuck", "worst recovery")

    package var row: String {
        let seconds = Double(worstRecovery.components.seconds) + Double(worstRecovery.components.attoseconds) / 1e18
        return Self.row(
            fault, "\(runs)", "\(reminders)", "\(lost)", "\(duplicated)", "\(early)", "\(stuck)",
            String(format: "%.2f s", seconds))
    }

    private static func row(_ cells: String...) -> String {
        zip(cells, [32, 7, 11, 6, 12, 7, 7, 16]).enumerated().map { place, pair in
            let padding = String(repeating: " ", count: max(1, pair.1 - pair.0.count))
            return place == 0 ? pair.0 + padding : padding + pair.0
        }.joined()
    }
}
