import Testing

@testable import Aftercare

/// What is said where a time looks like a slip, in Kathmandu, whose clocks are 5 hours 45 minutes ahead of UTC all year.
@Suite struct `The guess at what was meant` {
    private static let (hour, day): (Int64, Int64) = (3600, 86_400)
    /// 20 March 2026, 17:45, in Kathmandu.
    private let now = at("2026-03-20T12:00:00Z")

    private func plausibility(_ others: [Treatment] = []) throws -> Plausibility {
        Plausibility(others: others, zone: try zone("Asia/Kathmandu"), now: now, isMeant: false)
    }

    private func session(_ name: String, _ seconds: Int64, status: Treatment.Status = .booked) -> Treatment {
        treatment(name, start: (now + seconds).text, end: (now + seconds + 1800).text, status: status)
    }

    @Test(arguments: [
        (-2 * day + 1, true), (-2 * day, false), (2 * day - 1, true), (2 * day, false), (0, true),
    ])
    func `names a session that begins within two days`(seconds: Int64, isNamed: Bool) throws {
        let hint = try plausibility([session("T-2", seconds)]).meantSession(near: now, insteadOf: id("T-1"))
        let written = try zone("Asia/Kathmandu").written(now + seconds)
        #expect(hint == (isNamed ? "; did you mean 'T-2', of \(written)? If not, and" : "; if"))
    }

    @Test func `names the nearest session, of two as near the first by name, and never the one that it is about`() throws {
        func named(_ others: Treatment...) throws -> String {
            let hint = try plausibility(others).meantSession(near: now, insteadOf: id("T-1"))
            return String(hint.drop { $0 != "'" }.prefix(5))
        }
        #expect(try named(session("T-2", 3 * Self.hour), session("T-3", 2 * Self.hour)) == "'T-3'")
        #expect(try named(session("T-2", 3 * Self.hour), session("T-3", -2 * Self.hour)) == "'T-3'")
        #expect(try named(session("T-5", -2 * Self.hour), session("T-4", 2 * Self.hour)) == "'T-4'")
        #expect(try named(session("T-1", 60), session("T-4", 2 * Self.hour)) == "'T-4'")
        #expect(try named(session("T-1", 60)) == "")
    }

    @Test(arguments: Treatment.Status.allCases) func `names no session that does not take place`(status: Treatment.Status) throws {
        let hint = try plausibility([session("T-2", 60, status: status)]).meantSession(near: now, insteadOf: id("T-1"))
        #expect((hint == "; if") == [.cancelled, .noShow, .enteredInError].contains(status))
    }

    /// Seconds from now to the start, that in days of the calendar, and the day that is suggested.
    @Test(
        arguments: [
            (-300 * day, 300, nil), (-300 * day - 1, 300, "2026-05-24 17:44"),
            // A year ago to the second: this year's day is now, and therefore over.
            (-365 * day, 365, "2027-03-20 17:45"), (-365 * day + 60, 365, "2026-03-20 17:46"), (367 * day, 367, "2026-03-22 17:45"),
            // 29 February 2024, which neither this year has nor the next.
            (-750 * day, 750, nil),
        ] as [(Int64, Int, String?)])
    func `gives the year of a day that is most of a year away`(seconds: Int64, days: Int, meant: String?) throws {
        var problems = Problems()
        try plausibility().check(start: now + seconds, end: now + seconds + 1800, isReal: false, of: nil, &problems)
        let start = try zone("Asia/Kathmandu").written(now + seconds)
        let hint = meant.map { " (did you mean \($0)?)" } ?? ""
        let words =
            seconds > 0
            ? "is \(days) days away\(hint)"
            : "lies \(days) days in the past\(hint); if it took place, say when it began and ended ('--started', '--ended')"
        #expect(problems.list.map(\.message) == ["\(start) \(words); if it is meant, say it again with '--force'"])
    }

    @Test func `of a time that is taken names every session that takes it`() throws {
        var problems = Problems()
        let others = [session("T-2", Self.hour), session("T-3", 2 * Self.hour), session("T-4", 10 * Self.hour)]
        try plausibility(others).check(start: now + Self.hour, end: now + 3 * Self.hour, isReal: true, of: nil, &problems)
        #expect(
            problems.list.map(\.message) == [
                "it would overlap with 'T-2' of the same patient, 2026-03-20 18:45 to 19:15; choose another time, or move 'T-2' first; if "
                    + "it is meant, say it again with '--force'",
                "it would overlap with 'T-3' of the same patient, 2026-03-20 19:45 to 20:15; choose another time, or move 'T-3' first; if "
                    + "it is meant, say it again with '--force'",
            ])
    }

    @Test(arguments: [
        ("now", "now"), ("now-0min", "now"), ("now+0h", "now"), ("now - 40min", "now-40min"), ("now + 1d 12h", "now+1d12h"),
        ("2026-11-21 17:30", "2026-11-21T17:30"), ("2026-11-21 17:30:05", "2026-11-21T17:30:05"),
        ("2026-11-21T17:30:00+05:45", "2026-11-21T11:45:00Z"),
    ])
    func `takes a time however it is written`(stated: String, text: String) throws {
        #expect(try PointInTime(text: stated).text == text)
    }

    @Test func `gives an example of a time to come to whom states none`() {
        let error = #expect(throws: MalformedText.self) { try PointInTime(text: "soon") }
        #expect(
            error?.description
                == "'soon' is not a time, like '2026-11-21 17:30' on the patient's clock, 2026-11-21T17:30:00Z, or now-40min")
    }
}
