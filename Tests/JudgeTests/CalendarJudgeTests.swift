import Aftercare
import AftercareConfig
import Testing

/// Months, weeks and days, held against dateutil's (judge.py says how it judges).
@Suite struct `Calendar spans agree with an independent judge's` {
    private let database = ZoneDatabase()

    /// A third of them lead to a change of the clocks, a third begin at the end of a month.
    @Test func `in every zone, at random`() async throws {
        let facts = try await Judge().facts("cases", database.directory, ["20261121", "100"])

        let trial = try Trial(database, facts)

        print(
            """
            judged: \(trial.sums) sums in \(trial.zones) zones (\(trial.shortened) end on the last day of a month that \
            is too short, \(trial.never) at a time that never is, \(trial.twice) at one that is twice) compared; \
            \(trial.differing) differ
            """)
        trial.expectAgreement()
        #expect(trial.zones > 400)
        #expect(trial.sums > 40_000)
        #expect(trial.shortened > 2500)
        #expect(trial.never > 2500 && trial.twice > 2500)
    }

    @Test func `a day from nine o'clock ends at nine o'clock, around every change of every zone`() async throws {
        let facts = try await Judge().facts("mornings", database.directory, ["1970", "2037"])

        let trial = try Trial(database, facts)

        let mornings = try Mornings(facts)
        print("judged: \(trial.sums) days from 09:00 (\(mornings)) compared; \(trial.differing) differ")
        trial.expectAgreement()
        #expect(trial.sums > 50_000)
        #expect(mornings.others == [])
        #expect(Set([22, 23, 23.5, 24, 24.5, 25, 26]).isSubset(of: mornings.hours.keys))
    }

    @Test func `at the end of a month that is too short, months before days`() async throws {
        try await Sums(
            zone: "Europe/Berlin",
            drawing: """
                2027-01-31 09:00 + 1 mo 0 d = 2027-02-28 09:00, 2027-02-28T08:00:00Z
                2028-01-31 09:00 + 1 mo 0 d = 2028-02-29 09:00, 2028-02-29T08:00:00Z
                2028-02-29 09:00 + 12 mo 0 d = 2029-02-28 09:00, 2029-02-28T08:00:00Z
                2028-02-29 09:00 + 48 mo 0 d = 2032-02-29 09:00, 2032-02-29T08:00:00Z
                2027-03-31 09:00 + -1 mo 0 d = 2027-02-28 09:00, 2027-02-28T08:00:00Z
                2027-05-31 09:00 + -6 mo 0 d = 2026-11-30 09:00, 2026-11-30T08:00:00Z
                2027-01-31 09:00 + 1 mo 1 d = 2027-03-01 09:00, 2027-03-01T08:00:00Z
                2027-01-31 09:00 + 1 mo -1 d = 2027-02-27 09:00, 2027-02-27T08:00:00Z
                """
        ).expect()
    }

    @Test func `where the clocks change`() async throws {
        try await Sums(
            zone: "Europe/Berlin",
            drawing: """
                2026-03-28 09:00 + 0 mo 1 d = 2026-03-29 09:00, 2026-03-29T07:00:00Z
                2026-10-24 09:00 + 0 mo 1 d = 2026-10-25 09:00, 2026-10-25T08:00:00Z
                2026-03-22 02:30 + 0 mo 7 d = 2026-03-29 03:00, 2026-03-29T01:00:00Z
                2026-09-25 02:30 + 1 mo 0 d = 2026-10-25 02:30, 2026-10-25T00:30:00Z
                2026-11-25 02:30 + -1 mo 0 d = 2026-10-25 02:30, 2026-10-25T00:30:00Z
                """
        ).expect()
    }

    @Test func `where a day is missing`() async throws {
        try await Sums(
            zone: "Pacific/Apia",
            drawing: """
                2011-12-29 09:00 + 0 mo 1 d = 2011-12-31 00:00, 2011-12-30T10:00:00Z
                2011-12-29 09:00 + 0 mo 2 d = 2011-12-31 09:00, 2011-12-30T19:00:00Z
                2011-11-30 09:00 + 1 mo 0 d = 2011-12-31 00:00, 2011-12-30T10:00:00Z
                """
        ).expect()
    }
}

/// How long days from 09:00 last, by the judge.
private struct Mornings: CustomStringConvertible {
    private(set) var hours: [Double: Int] = [:]
    /// Where days lead that do not lead to 09:00.
    private(set) var others: [LocalDateTime] = []

    init(_ facts: Facts) throws {
        var facts = facts
        while let fact = try facts.next() {
            guard case .ends(let sum) = fact else { continue }
            hours[Double(sum.end - sum.start) / 3600, default: 0] += 1
            if sum.wall.secondOfDay != 9 * 3600 { others.append(sum.wall) }
        }
    }

    var description: String {
        "\(hours.count) lengths from \(hours.keys.min() ?? 0) to \(hours.keys.max() ?? 0) h, \(hours[24] ?? 0) of 24 h"
    }
}
