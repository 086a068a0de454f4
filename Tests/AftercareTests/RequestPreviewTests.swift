import Testing

@testable import Aftercare

/// How far a preview looks, for a patient in Kathmandu, 5 hours 45 minutes ahead of UTC.
@Suite struct `A request for a preview` {
    /// 2 March, 12:45, in Kathmandu.
    private let now = at("2026-03-02T07:00:00Z")

    /// The second session, by name, is over first.
    private func schedule() throws -> Schedule {
        Schedule(
            record(
                careProtocol(noAlcohol), treatment("T-1", start: "2026-03-09T08:00:00Z", end: "2026-03-09T09:00:00Z"),
                treatment("T-2", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z"), zone: try zone("Asia/Kathmandu")))
    }

    private func span(_ from: String?, _ lasting: String?) throws -> (range: ClosedRange<Instant>?, problems: [String]) {
        var problems = Problems()
        let request = PreviewRequest(patient: "P-1", from: from, lasting: lasting)
        let range = request.admit(try schedule(), now: now, problems: &problems)
        #expect((range == nil) == !problems.list.isEmpty)
        return (range, problems.list.map(\.line))
    }

    @Test(
        arguments: [
            (nil, "3d", "2026-03-02T07:00:00Z", "2026-03-05T07:00:00Z"), ("now", "90min", "2026-03-02T07:00:00Z", "2026-03-02T08:30:00Z"),
            ("2026-03-02 13:00", "1h", "2026-03-02T07:15:00Z", "2026-03-02T08:15:00Z"),
            // Three years and a month, and no more.
            (nil, "1130d", "2026-03-02T07:00:00Z", "2029-04-05T07:00:00Z"), (nil, "1131d", "2026-03-02T07:00:00Z", "2029-04-05T07:00:00Z"),
            ("now+1h", "27121h", "2026-03-02T08:00:00Z", "2029-04-05T08:00:00Z"),
            ("now+1h", "27119h", "2026-03-02T08:00:00Z", "2029-04-05T07:00:00Z"),
            // Nothing more is to come by then.
            ("2027-01-01T00:00:00Z", nil, "2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        ] as [(String?, String?, String, String)])
    func `looks as far as it says, and no further than three years`(from: String?, lasting: String?, start: String, end: String) throws {
        #expect(try span(from, lasting).range == at(start)...at(end))
    }

    @Test func `looks until nothing of any session is of use`() throws {
        let end = try #require(try schedule().ends[id("T-1")])
        #expect(end > at("2026-03-10T09:00:00Z"))
        #expect(try span(nil, nil).range == now...end)
        #expect(try span("now+1h", nil).range == (now + 3600)...end)
    }

    @Test(
        arguments: [
            ("now-1s", nil, ["from: out-of-range: 2026-03-02 12:44 has passed; 'aftercarectl reminders' shows what was"]),
            (nil, "0h", ["lasting: out-of-range: a preview of no time shows nothing; say how far, like 3d"]),
            (
                "2026-03-02 09:00", "5m",
                [
                    "lasting: malformed: '5m' is not clear: write min for minutes or mo for months",
                    "from: out-of-range: 2026-03-02 09:00 has passed; 'aftercarectl reminders' shows what was",
                ]
            ),
            (
                "soon", nil,
                [
                    "from: malformed: 'soon' is not a time, like '2026-03-03 09:00' on the patient's clock, 2026-03-03T03:15:00Z, "
                        + "or now-40min"
                ]
            ),
        ] as [(String?, String?, [String])])
    func `shows what is to come, and not what was`(from: String?, lasting: String?, problems: [String]) throws {
        #expect(try span(from, lasting).problems == problems)
    }

    @Test func `of a patient without a session shows nothing`() throws {
        var problems = Problems()
        let empty = Schedule(record(careProtocol(noAlcohol)))
        let range = PreviewRequest(patient: "P-1").admit(empty, now: now, problems: &problems)
        #expect(range == now...now && problems.list == [])
    }
}
