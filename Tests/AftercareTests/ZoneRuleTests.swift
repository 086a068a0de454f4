import Testing

@testable import Aftercare

/// The footer of a zone file, by which the clocks change every year from its last transition on.
@Suite struct `A zone's yearly rule` {
    private typealias Day = PosixZoneRule.Day
    private typealias Summer = PosixZoneRule.Summer

    private func day(_ month: Int, _ week: Int, _ weekday: Int, _ second: Int64 = 7200) -> Day {
        Day(choice: .weekday(month: month, week: week, weekday: weekday), second: second)
    }

    @Test func `is read with the offset of its summer, and the days between which that lies`() throws {
        let berlin = try PosixZoneRule("CET-1CEST,M3.5.0,M10.5.0/3")
        #expect(berlin.summer == Summer(offset: 7200, begins: day(3, 5, 0), ends: day(10, 5, 0, 10_800)))
        // Half an hour of summer time, stated.
        let lordHowe = try PosixZoneRule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0")
        #expect(lordHowe.summer == Summer(offset: 39_600, begins: day(10, 1, 0), ends: day(4, 1, 0)))
        // The changes lie on the day before, and after midnight of the day after.
        let nuuk = try PosixZoneRule("<-02>2<-01>,M3.5.0/-1,M10.5.6/24:30:15")
        #expect(nuuk.summer == Summer(offset: -3600, begins: day(3, 5, 0, -3600), ends: day(10, 5, 6, 88_215)))
        let byNumber = try PosixZoneRule("AAA+5BBB4,J60/2:30,59")
        let days = (Day(choice: .julian(60), second: 9000), Day(choice: .zeroBased(59), second: 7200))
        #expect(byNumber.summer == Summer(offset: -14_400, begins: days.0, ends: days.1))
        // Winter time is the exception.
        #expect(try PosixZoneRule("IST-1GMT0,M10.5.0,M3.5.0/1").summer?.offset == 0)
    }

    @Test(
        arguments: [
            ("UTC0", 0), ("CET-1", 3600), ("EST5", -18_000), ("<+0545>-5:45", 20_700), ("LMT+0:01:15", -75), ("<-00>0", 0),
            ("CET-1CEST,M3.5.0,M10.5.0/3", 3600), ("ABCDE-24:59:59", 89_999),
        ] as [(String, Int64)])
    func `has an offset east of UTC, written as west of it`(text: String, offset: Int64) throws {
        #expect(try PosixZoneRule(text).standardOffset == offset)
        #expect(try (PosixZoneRule(text).summer == nil) == !text.contains(","))
    }

    @Test(arguments: [
        "", "CE-1", "CET", "CET-", "CET-1CEST", "CET-1CE,M3.5.0,M10.5.0", "CET-1CEST,M3.5.0", "CET-1CEST;M3.5.0,M10.5.0",
        "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5,M10.5.0", "CET-1CEST,J,M10.5.0", "CET-1CEST,x,M10.5.0", "<+01-1", "CET-1000",
        "CET-1:1000", "CET-1CEST,M3.5.0/,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,M3.5.0,M10.5.0,M10.5.0",
    ])
    func `that is none is refused`(text: String) {
        #expect(throws: MalformedText(value: text, expected: "a POSIX time zone rule; reinstall the package tzdata")) {
            _ = try PosixZoneRule(text)
        }
    }

    @Test(arguments: [
        // 29 February is never counted, or counted.
        ("J1", 2028, "2028-01-01"), ("J59", 2028, "2028-02-28"), ("J60", 2028, "2028-03-01"), ("J60", 2027, "2027-03-01"),
        ("J365", 2028, "2028-12-31"), ("J365", 2027, "2027-12-31"), ("0", 2027, "2027-01-01"), ("59", 2028, "2028-02-29"),
        ("59", 2027, "2027-03-01"), ("365", 2028, "2028-12-31"),
        // The first of its weekday is the month's first day, or a later one of its first week.
        ("M11.1.0", 2026, "2026-11-01"), ("M11.1.6", 2026, "2026-11-07"), ("M3.2.0", 2026, "2026-03-08"), ("M4.4.4", 2026, "2026-04-23"),
        // The last is the fourth or the fifth, be it the month's last day.
        ("M2.5.0", 2026, "2026-02-22"), ("M2.5.0", 2032, "2032-02-29"), ("M5.5.0", 2026, "2026-05-31"), ("M3.5.0", 2026, "2026-03-29"),
        ("M12.5.5", 2026, "2026-12-25"),
    ])
    func `finds its day in every year`(text: String, year: Int, date: String) throws {
        let summer = try #require(try PosixZoneRule("AAA0BBB,\(text),0").summer)
        #expect(summer.begins.date(in: year).description == date)
    }

    // MARK: Changes

    private func changes(_ rule: String, _ start: String, _ end: String) throws -> [String] {
        try PosixZoneRule(rule).changes(after: at(start), upTo: at(end)).map { "\($0.instant) \($0.offset)" }
    }

    @Test func `begins with the offset in force, and goes on with every change before the end`() throws {
        let rule = "CET-1CEST,M3.5.0,M10.5.0/3"
        #expect(
            try changes(rule, "2026-01-01T00:00:00Z", "2027-03-28T01:00:00Z")
                == ["2026-01-01T00:00:01Z 3600", "2026-03-29T01:00:00Z 7200", "2026-10-25T01:00:00Z 3600"])
        #expect(
            try changes(rule, "2026-03-29T00:59:58Z", "2026-10-25T01:00:01Z")
                == ["2026-03-29T00:59:59Z 3600", "2026-03-29T01:00:00Z 7200", "2026-10-25T01:00:00Z 3600"])
        #expect(try changes(rule, "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z") == ["2026-03-29T01:00:01Z 7200"])
        #expect(try changes(rule, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z") == [])
    }

    @Test func `of the south has its summer over the turn of the year`() throws {
        #expect(
            try changes("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-15T00:00:00Z", "2027-01-01T00:00:00Z")
                == ["2026-01-15T00:00:01Z 39600", "2026-04-04T16:00:00Z 36000", "2026-10-03T16:00:00Z 39600"])
    }

    @Test func `without summer changes once`() throws {
        #expect(try changes("<+0545>-5:45", "2026-01-01T00:00:00Z", "2199-01-01T00:00:00Z") == ["2026-01-01T00:00:01Z 20700"])
    }

    @Test func `whose summer ends as the next begins has summer for good`() throws {
        let offsets = try PosixZoneRule("EST5EDT,0/0,J365/25").changes(after: at("2026-06-01T00:00:00Z"), upTo: at("2030-01-01T00:00:00Z"))
            .map(\.offset)
        #expect(offsets == [-14_400, -14_400, -14_400, -14_400])
    }
}
