import Testing

@testable import Aftercare

/// What people state of a patient whose zone the machine does not know.
@Suite struct `A zone in whose place UTC stands` {
    private let zone = Zone(standingInFor: "US/Pacific")
    private let now = Instant(seconds: 1_772_442_000)

    private func place(_ text: String) throws -> (instant: Instant?, problems: [Problem]) {
        var problems = Problems()
        let instant = try PointInTime(text: text).instant(in: zone, now: now, at: "start", problems: &problems)
        return (instant, problems.list)
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

    @Test func `takes hours in every request, and neither days nor the rest of a series`() {
        let start = "2026-03-03T10:00:00Z"
        func problems<Result>(_ weigh: (inout Problems) -> Result?) -> [String] {
            var problems = Problems()
            let isTaken = weigh(&problems) != nil
            #expect(isTaken == problems.list.isEmpty)
            return problems.list.map { "\($0.path): \($0.code.rawValue)" }
        }
        func problems(lasting: String) -> [String] {
            let request = TreatmentRequest(patient: "P-1", start: start, duration: lasting)
            return problems { request.times(usual: nil, existing: nil, zone: zone, now: now, problems: &$0) }
        }
        func problems(every: String) -> [String] {
            let request = TreatmentRequest(patient: "P-1", start: start, every: every, times: 3)
            return problems { request.sessions(in: zone, now: now, problems: &$0) }
        }
        func problems(rest: Bool) -> [String] {
            let series = [treatment("S"), treatment("S-2", start: "2026-03-09T08:00:00Z", end: "2026-03-09T09:00:00Z")]
            let request = MoveRequest(start: start, rest: rest)
            return problems { request.admit(series[0], series: series, zone: zone, now: now, problems: &$0) }
        }
        #expect(problems(lasting: "1d") == ["duration: unknown-zone"] && problems(lasting: "24h") == [])
        #expect(problems(every: "1w") == ["every: unknown-zone"] && problems(every: "168h") == [])
        #expect(problems(rest: true) == ["rest: unknown-zone"] && problems(rest: false) == [])
    }

    @Test func `says UTC where it says a time`() {
        #expect(zone.written(now).hasSuffix(" UTC") && !Zone.utc.written(now).hasSuffix("UTC"))
    }
}
