import Testing

@testable import Aftercare

/// The sessions of a series, stated in Kathmandu, 5 hours 45 minutes ahead of UTC.
@Suite struct `The sessions of a series` {
    private let now = at("2026-03-20T12:00:00Z")

    private func sessions(_ request: TreatmentRequest) throws -> (requests: [TreatmentRequest]?, problems: [String]) {
        var problems = Problems()
        let requests = request.sessions(in: try zone("Asia/Kathmandu"), now: now, problems: &problems)
        #expect((requests == nil) == !problems.list.isEmpty)
        return (requests, problems.list.map(\.line))
    }

    private let series: TreatmentRequest = {
        var series = TreatmentRequest(
            id: "S", patient: "P-1", plan: "PL-1", route: "topical", start: "2026-03-26 10:00", duration: "30min", site: "left knee",
            product: "A", manufacturer: "M", lot: "L", every: "1w", times: 3)
        series.force = true
        return series
    }()

    @Test func `are the request itself, and its like with a number and a start of their own`() throws {
        func later(_ id: String, _ start: String) -> TreatmentRequest {
            var later = series
            later.id = id
            later.start = start
            later.every = nil
            later.times = nil
            return later
        }
        let all = [series, later("S-2", "2026-04-02T04:15:00Z"), later("S-3", "2026-04-09T04:15:00Z")]
        #expect(try sessions(series).requests == all)
    }

    @Test(arguments: [(1, false), (2, true), (60, true), (61, false)]) func `are 2 to 60`(times: Int, isTaken: Bool) throws {
        var request = series
        request.times = times
        let (requests, problems) = try sessions(request)
        #expect(requests?.count == (isTaken ? times : nil))
        #expect(problems == (isTaken ? [] : ["times: out-of-range: '\(times)' is no number of sessions; a series has 2 to 60"]))
    }

    @Test(arguments: [
        (TreatmentRequest(patient: "P-1", start: "now", times: 3), "every: missing: say how far the sessions lie apart, like 2w"),
        (
            TreatmentRequest(patient: "P-1", start: "now", every: "0min", times: 3),
            "every: out-of-range: the sessions would all begin at once; say how far they lie apart, like 2w"
        ),
        (TreatmentRequest(patient: "P-1", start: "now", every: "1w"), "times: missing: say how many sessions the series has, like 4"),
        (
            TreatmentRequest(patient: "P-1", start: "now", end: "now+1h", every: "1w", times: 3),
            "end: contradiction: a series has a start, and a duration for each session; leave 'end' out"
        ),
        (
            TreatmentRequest(patient: "P-1", start: "now", started: "now", every: "1w", times: 3),
            "started: contradiction: a series has a start, and a duration for each session; leave 'started' out"
        ),
        (
            TreatmentRequest(patient: "P-1", start: "now", ended: "now", every: "1w", times: 3),
            "ended: contradiction: a series has a start, and a duration for each session; leave 'ended' out"
        ),
        // Begun at 02:00 on New Year's Day of 2200, while it is still 2199 in UTC.
        (
            TreatmentRequest(patient: "P-1", start: "2200-01-01 02:00", every: "1mo", times: 13),
            "every: out-of-range: the last of 13 sessions would be in 2201, outside the years 1970 to 2199; let them lie closer together"
        ),
    ])
    func `are refused with what to say instead`(request: TreatmentRequest, problem: String) throws {
        #expect(try sessions(request).problems == [problem])
    }

    @Test func `are one where there is no start to count from, or no clock to count by`() throws {
        var alone = series
        alone.every = nil
        alone.times = nil
        var problems = Problems()
        #expect(series.sessions(in: nil, now: now, problems: &problems) == [alone])
        let kathmandu = try zone("Asia/Kathmandu")
        alone.start = nil
        var unstarted = series
        unstarted.start = nil
        #expect(unstarted.sessions(in: kathmandu, now: now, problems: &problems) == [alone])
        #expect(problems.list == [])
        unstarted.every = "5m"
        #expect(unstarted.sessions(in: nil, now: now, problems: &problems) == nil)
        #expect(problems.list.map(\.path) == ["every"])
    }

    @Test func `are counted whatever else is wrong`() throws {
        var problems = Problems()
        problems.add(.malformed, at: "id", "elsewhere")
        let kathmandu = try zone("Asia/Kathmandu")
        #expect(series.sessions(in: kathmandu, now: now, problems: &problems)?.count == 3)
        #expect(problems.list.count == 1)
    }
}
