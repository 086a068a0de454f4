import Testing

@testable import Aftercare

/// What people state of a patient whose zone the machine does not know.
@Suite struct `A zone in whose place UTC stands` {
    private let zone = Zone(standingInFor: "US/Pacific")
    private let now = Instant(seconds: 1_772_442_000)

    private func place(_ text: String) throws -> (instant: Instant?, problems: [Problem]) {
        var findings = Findings()
        let instant = try PointInTime(spoken: text).instant(in: zone, now: now, at: "start", findings: &findings)
        return (instant, findings.problems)
    }

    @Test(arguments: ["2026-03-02T10:00:00Z", "now", "now-40min", "now+2h"])
    func `takes what needs no clock on the wall`(text: String) throws {
        let found = try place(text)
        #expect(found.instant != nil && found.problems.isEmpty)
    }

    @Test(arguments: ["2026-03-02 10:00", "now+1d", "now-2w"])
    func `refuses what counts by it, and says what to state`(text: String) throws {
        let found = try place(text)
        #expect(found.instant == nil && found.problems.map(\.code) == [.unknownZone])
        #expect(found.problems[0].message.contains("does not know the time zone 'US/Pacific'; state a time in UTC"))
        #expect(try place("2026-11-21T17:30Z").instant != nil)
    }

    @Test func `says UTC where it says a time`() {
        #expect(zone.written(now).hasSuffix(" UTC") && !Zone.utc.written(now).hasSuffix("UTC"))
    }
}
