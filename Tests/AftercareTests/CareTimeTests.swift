import Testing

@testable import Aftercare

/// The session is on 2 March, 08:00 to 10:00 in UTC: in Kathmandu that is 13:45 to 15:45.
@Suite struct `An anchor` {
    private let session = treatment(start: "2026-03-02T08:00:00Z", end: "2026-03-02T10:00:00Z")

    @Test(
        arguments: [
            (.afterStart, "0min", nil, "2026-03-02T08:00:00Z"), (.afterStart, "1h", nil, "2026-03-02T09:00:00Z"),
            (.beforeStart, "1h", nil, "2026-03-02T07:00:00Z"), (.afterEnd, "30min", nil, "2026-03-02T10:30:00Z"),
            (.beforeEnd, "30min", nil, "2026-03-02T09:30:00Z"), (.afterEnd, "2d", nil, "2026-03-04T10:00:00Z"),
            (.beforeStart, "1mo", nil, "2026-02-02T08:00:00Z"),
            // A time of day after the edge is that of the day it is counted to, or of the next one.
            (.afterEnd, "0min", "15:45", "2026-03-02T10:00:00Z"), (.afterEnd, "0min", "15:46", "2026-03-02T10:01:00Z"),
            (.afterEnd, "0min", "15:44", "2026-03-03T09:59:00Z"), (.afterStart, "0min", "13:44", "2026-03-03T07:59:00Z"),
            (.afterStart, "0min", "13:45", "2026-03-02T08:00:00Z"), (.afterStart, "1h", "14:00", "2026-03-02T08:15:00Z"),
            (.afterEnd, "3d", "09:00", "2026-03-05T03:15:00Z"), (.afterEnd, "9h", "00:30", "2026-03-02T18:45:00Z"),
            // Before the edge, or of the day before.
            (.beforeStart, "0min", "13:45", "2026-03-02T08:00:00Z"), (.beforeStart, "0min", "13:44", "2026-03-02T07:59:00Z"),
            (.beforeStart, "0min", "13:46", "2026-03-01T08:01:00Z"), (.beforeEnd, "0min", "15:46", "2026-03-01T10:01:00Z"),
            (.beforeEnd, "1h", "15:00", "2026-03-02T09:15:00Z"), (.beforeStart, "1d", "20:00", "2026-03-01T14:15:00Z"),
        ] as [(Anchor.Edge, String, String?, String)])
    func `is counted from its edge, on the patient's clock`(edge: Anchor.Edge, offset: String, at: String?, expected: String) throws {
        let anchor = Anchor(edge: edge, offset: span(offset), at: at.map(time))
        #expect(anchor.instant(for: session, in: try zone("Asia/Kathmandu")).text == expected)
    }

    @Test func `is counted from when the session really began and ended`() {
        var late = session
        late.actualStart = at("2026-03-02T08:30:00Z")
        late.actualEnd = at("2026-03-02T11:00:00Z")
        let bases = Anchor.Edge.allCases.map { Anchor(edge: $0).base(for: late).text }
        #expect(bases == ["2026-03-02T08:30:00Z", "2026-03-02T08:30:00Z", "2026-03-02T11:00:00Z", "2026-03-02T11:00:00Z"])
    }

    private func interval(_ opens: Anchor, _ closes: WindowRule.Closing, of session: Treatment? = nil) throws -> [String]? {
        try WindowRule(opens: opens, closes: closes).interval(for: session ?? self.session, in: zone("Asia/Kathmandu")).map {
            [$0.lowerBound.text, $0.upperBound.text]
        }
    }

    @Test func `opens a window that lasts, or none`() throws {
        let end = Anchor(edge: .afterEnd)
        #expect(try interval(end, .lasting(span("5h"))) == ["2026-03-02T10:00:00Z", "2026-03-02T15:00:00Z"])
        #expect(try interval(end, .lasting(.zero)) == nil)
        #expect(try interval(end, .at(Anchor(edge: .afterStart, offset: .hours(2)))) == nil)
        #expect(
            try interval(end, .at(Anchor(edge: .afterStart, offset: Span(seconds: 7201)))) == [
                "2026-03-02T10:00:00Z", "2026-03-02T10:00:01Z",
            ])
    }

    @Test func `a month before a session opens a window that closes with it`() throws {
        let session = treatment(start: "2026-03-31T08:00:00Z", end: "2026-03-31T10:00:00Z")
        let month = Span(months: 1)
        let day = ["2026-02-28T08:00:00Z", "2026-03-31T08:00:00Z"]
        #expect(try interval(Anchor(edge: .beforeStart, offset: month), .lasting(month), of: session) == day)
        // With a time of day of its own, or another length, it lasts as long as it says.
        let nine = Anchor(edge: .beforeStart, offset: month, at: time("09:00"))
        #expect(try interval(nine, .lasting(month), of: session) == ["2026-02-28T03:15:00Z", "2026-03-28T03:15:00Z"])
        let after = Anchor(edge: .afterStart, offset: month)
        #expect(try interval(after, .lasting(month), of: session) == ["2026-04-30T08:00:00Z", "2026-05-30T08:00:00Z"])
    }
}

/// The window is open from 2 March, 10:00, for two days and a half, in UTC.
@Suite struct `The beats of a cadence` {
    private let window = at("2026-03-02T10:00:00Z")...at("2026-03-04T22:00:00Z")

    /// - Returns: the index of each, and its hours after the opening.
    private func beats(_ cadence: Cadence, from hours: Int64 = 0, in name: String = "UTC") throws -> [String] {
        let clock = try name == "UTC" ? Zone.utc : zone(name)
        return Beats(cadence, in: window, zone: clock, from: window.lowerBound + hours * 3600).map {
            "\($0.place)\(drawnHours($0.instant - window.lowerBound))"
        }
    }

    @Test func `come at an interval, before the close and counted`() throws {
        #expect(try beats(.every(.hours(20), count: nil)) == ["0+0h", "1+20h", "2+40h"])
        #expect(try beats(.every(.hours(19), count: nil)) == ["0+0h", "1+19h", "2+38h", "3+57h"])
        #expect(try beats(.every(.hours(19), count: 2)) == ["0+0h", "1+19h"])
        #expect(try beats(.every(.hours(19), count: nil), from: 38) == ["2+38h", "3+57h"])
        #expect(try beats(.every(.hours(19), count: 3), from: 20) == ["2+38h"])
        #expect(try beats(.every(.hours(19), count: nil), from: 58) == [])
        #expect(try beats(.every(.zero, count: nil)) == [])
    }

    @Test func `come at times of day on the patient's clock, in their order`() throws {
        let twice: [LocalTime] = [time("21:00"), time("09:00")]
        #expect(try beats(.daily(twice, count: nil)) == ["1+11h", "2+23h", "3+35h", "4+47h", "5+59h"])
        #expect(try beats(.daily(twice, count: 2)) == ["1+11h", "2+23h"])
        #expect(try beats(.daily(twice, count: 3), from: 24) == ["3+35h"])
        #expect(try beats(.daily(twice, count: nil), from: 35) == ["3+35h", "4+47h", "5+59h"])
        #expect(try beats(.daily(twice, count: nil), from: 36) == ["4+47h", "5+59h"])
        // It opens at 15:45 there.
        #expect(try beats(.daily(twice, count: nil), in: "Asia/Kathmandu") == ["1+5h15", "2+17h15", "3+29h15", "4+41h15", "5+53h15"])
        #expect(try beats(.daily([time("10:00"), time("22:00")], count: nil)) == ["0+0h", "1+12h", "2+24h", "3+36h", "4+48h"])
        #expect(try beats(.daily([], count: nil)) == [])
    }

    @Test func `come at moments in the order of time, and once at one instant`() throws {
        let moments: [Cadence.Moment] = [
            .end, .after(.hours(30), at: nil), .start, .after(.hours(5), at: nil), .after(Span(days: 1, seconds: 6 * 3600), at: nil),
            .after(.hours(1), at: time("09:00")), .after(.hours(60), at: nil),
        ]
        #expect(try beats(.moments(moments)) == ["2+0h", "3+5h", "5+23h", "1+30h", "0+60h"])
        #expect(try beats(.moments(moments), from: 5) == ["3+5h", "5+23h", "1+30h", "0+60h"])
        #expect(try beats(.moments(moments), from: 60) == ["0+60h"])
    }

    @Test func `lie outside after the close, and at it where the close itself is not spoken of`() {
        let (at, after): (Cadence.Moment, Cadence.Moment) = (.after(.hours(60), at: nil), .after(.hours(61), at: nil))
        func outside(_ moments: Cadence.Moment...) -> [Int] {
            Cadence.moments(moments).beats(outside: window, zone: .utc).map(\.place)
        }
        #expect(outside(.start, at, after) == [1, 2])
        #expect(outside(.start, at, .end, after) == [3])
        #expect(outside(.start, .after(.hours(59), at: nil)) == [])
        #expect(Cadence.every(.hours(70), count: nil).beats(outside: window, zone: .utc) == [])
    }
}
