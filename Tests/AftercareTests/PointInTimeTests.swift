import Testing

@testable import Aftercare

/// A time as a person states it, on the patient's clock.
@Suite struct `A point in time` {
    /// A day before the clocks go forward in Berlin, at 10:00 there.
    private let now = at("2026-03-28T09:00:00Z")

    private func place(_ text: String, in name: String = "Europe/Berlin", now: Instant? = nil) throws -> (
        instant: Instant?, problems: [Problem]
    ) {
        var problems = Problems()
        let instant = try PointInTime(text: text).instant(in: zone(name), now: now ?? self.now, at: "start", problems: &problems)
        return (instant, problems.list)
    }

    @Test(arguments: [
        // A day leads to the same time on the wall, 23 hours later; hours are hours.
        ("now+1d", "2026-03-29T08:00:00Z"), ("now+24h", "2026-03-29T09:00:00Z"), ("now+1w", "2026-04-04T08:00:00Z"),
        ("now-1mo", "2026-02-28T09:00:00Z"), ("now", "2026-03-28T09:00:00Z"), ("now-90min", "2026-03-28T07:30:00Z"),
        ("2026-03-29 03:30", "2026-03-29T01:30:00Z"), ("2026-03-28T10:00:00-02:00", "2026-03-28T12:00:00Z"),
        // Twice that night: the first of them, unless an offset says otherwise.
        ("2026-10-25 02:30", "2026-10-25T00:30:00Z"), ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"), ("2199-12-31T23:59:59Z", "2199-12-31T23:59:59Z"),
    ])
    func `is found on the clock on the wall`(text: String, instant: String) throws {
        let found = try place(text)
        #expect(found.instant == at(instant) && found.problems == [])
    }

    @Test(arguments: [("now-684mo", "1969-03-28"), ("1969-12-31 12:00", "1969-12-31"), ("2200-01-01 12:00", "2200-01-01")])
    func `outside the years that the service knows is refused, with its day`(text: String, day: String) throws {
        let found = try place(text)
        #expect(found.instant == nil)
        #expect(found.problems.map(\.message) == ["\(day) lies outside the years 1970 to 2199; check the year"])
        #expect(found.problems.allSatisfy { $0.code == .outOfRange && $0.path == "start" })
    }

    @Test func `that the clocks skip is refused once`() throws {
        let found = try place("2026-03-29 02:30")
        #expect(found.instant == nil && found.problems.map(\.code) == [.skippedLocalTime])
    }
}
