import Aftercare
import AftercareConfig
import Foundation
import Testing

/// The zones of this machine, held against Python's reading of the same files (judge.py says how it judges).
@Suite struct `Local time agrees with an independent judge's` {
    private let database = ZoneDatabase()

    @Test(arguments: [
        // What the files themselves hold, then what the rule at their end says.
        (years: 1970...2037, changes: 15_000), (years: 2038...2068, changes: 6000),
    ])
    func `in every zone, around every change of its clocks`(years: ClosedRange<Int>, changes: Int) async throws {
        let facts = try await Judge().facts("zones", database.directory, ["\(years.lowerBound)", "\(years.upperBound)"])

        let trial = try Trial(database, facts, changesIn: years)

        print(
            """
            judged \(years): \(trial.zones) zones, \(trial.changes) changes, \(trial.instants) instants and \
            \(trial.walls) local times (\(trial.never) never, \(trial.twice) twice) compared; \(trial.differing) differ
            """)
        trial.expectAgreement()
        #expect(trial.zones > 400)
        #expect(trial.changes > changes)
        #expect(trial.instants > changes * 10)
        #expect(trial.walls > changes * 10)
        #expect(trial.never > changes && trial.twice > changes)
    }

    /// `Factory` is a placeholder that says "no zone was chosen", and `localtime` the zone of the machine under
    /// a name that says nothing: no patient can be in either.
    @Test func `in all zones but two that no patient can be in`() async throws {
        let facts = try await Judge().facts("zones", database.directory, ["2026", "2026"])

        let trial = try Trial(database, facts)

        #expect(trial.unknown.isSubset(of: ["Factory", "localtime"]))
    }
}
