import Aftercare
import AftercareSimulation
import AftercareStore
import Foundation

/// What the core costs, beside things of known cost on the same machine in the same minute.
@main
struct Bench {
    /// How often each case is measured; the figures are the medians.
    private static let rounds = 101
    private static let doublings = [1, 2, 4, 8, 16, 32, 64]
    private static let span = Sample.start...Sample.start + 72 * 3600

    /// What can be measured by itself, by its name as an argument; without one everything is.
    private enum Part: String, CaseIterable {
        case timeline, overlaps, years, bursts, imports
    }

    static func main() async throws {
        let named = CommandLine.arguments.dropFirst().compactMap(Part.init)
        for part in named.isEmpty ? Part.allCases : named {
            switch part {
            case .timeline: try await showTimeline()
            case .overlaps: try Overlaps.show()
            case .years: try await showHalfYears()
            case .bursts:
                var bursts = try await Bursts.show(10_000)
                if ProcessInfo.processInfo.environment["FULL"] == "1" { bursts += try await Bursts.show(100_000) }
                try keep(bursts)
            case .imports: try await Imports.show(ProcessInfo.processInfo.environment["FULL"] == "1" ? 100_000 : 5_000)
            }
        }
    }

    private static func showTimeline() async throws {
        var cases = try await comparison()
        let compared = cases.count
        for treatments in doublings { cases.append(try await timeline(treatments: treatments)) }
        try cases.measure(rounds: rounds)
        print("medians of \(rounds) rounds, measured side by side")
        show(cases.prefix(compared))
        show(growth: cases.suffix(doublings.count))
    }

    /// The baseline first, then what is compared to it.
    private static func comparison() async throws -> [Case] {
        let numbers = (0..<1000).map { $0 * 7919 % 1009 }
        let store = try Store(inMemory: UUID())
        let record = try await Sample.record(treatments: 3)
        // Two days on, when everything that was due by then has been decided.
        let now = Sample.start + 2 * 86_400
        var decided = DecisionHistory()
        for decision in record.evaluate(at: now, decided: decided).decisions { decided.add(decision, at: now) }
        let before = decided
        return [
            Case("sort of 1,000 integers") { numbers.sorted()[500] },
            Case("one SELECT, SQLite in memory") { try store.read { try $0.nextEvaluation() } == nil ? 0 : 1 },
            Case("timeline, 3 treatments × 8 instructions, 72 h") { Schedule(record).timeline(over: span).occurrences.count },
            Case("look, the same patient, with nothing new") { record.evaluate(at: now, decided: before).decisions.count },
        ]
    }

    /// Keeps the figures of the bursts, for whoever compares them with later ones.
    private static func keep(_ rows: [Bursts.Row]) throws {
        guard !rows.isEmpty, let file = ProcessInfo.processInfo.environment["BENCH_JSON"] else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(rows).write(to: URL(filePath: file))
        print("\nthe figures are in \(file)")
    }

    private static func timeline(treatments: Int) async throws -> Case {
        let record = try await Sample.record(treatments: treatments)
        return Case("\(treatments)") { Schedule(record).timeline(over: span).occurrences.count }
    }

    private static func show(_ cases: ArraySlice<Case>) {
        let table = Table(widths: (48, 12))
        let baseline = cases[cases.startIndex].median
        print("\n" + table.row("", "µs", "sorts"))
        for one in cases { print(table.row(one.name, .figure(one.median), .figure(one.median / baseline))) }
    }

    private static func show(growth cases: ArraySlice<Case>) {
        let table = Table(widths: (12, 12))
        print("\nthe timeline as treatments double\n\n" + table.row("treatments", "occurrences", "µs", "growth"))
        var before: Double?
        for one in cases {
            let growth = before.map { String.figure(one.median / $0) } ?? ""
            print(table.row(one.name, "\(one.last)", .figure(one.median), growth))
            before = one.median
        }
    }

    /// Half a year with the real engine, a treatment every two weeks.
    private static func showHalfYears() async throws {
        let table = Table(widths: (12, 12))
        print("\nhalf a year by the real engine\n\n" + table.row("treatments", "reminders", "ms", "µs each"))
        for treatments in [3, 13] {
            var milliseconds: [Double] = []
            var emitted = 0
            for _ in 0..<9 {
                let began = ContinuousClock.now
                let simulation = try await Sample.simulation(treatments: treatments, every: 14 * 86_400)
                await simulation.run(until: Sample.start + 183 * 86_400)
                milliseconds.append((ContinuousClock.now - began) / .milliseconds(1))
                emitted = simulation.emissions.count
            }
            let median = milliseconds.sorted()[milliseconds.count / 2]
            print(table.row("\(treatments)", "\(emitted)", .figure(median), .figure(median * 1000 / Double(emitted))))
        }
    }
}
