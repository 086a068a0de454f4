import Aftercare
import Testing

/// Units, sums and bounds of a length of time.
@Suite struct `A length of time` {
    @Test(arguments: [
        ("1mo", "P1M"), ("1 month", "P1M"), ("2 months", "P2M"), ("1w", "P7D"), ("1 week", "P7D"), ("3 weeks", "P21D"), ("1d", "P1D"),
        ("1 day", "P1D"), ("2 days", "P2D"), ("1h", "PT1H"), ("1 hour", "PT1H"), ("2 hours", "PT2H"), ("1min", "PT1M"), ("2 mins", "PT2M"),
        ("1 minute", "PT1M"), ("2 minutes", "PT2M"), ("1s", "PT1S"), ("2 sec", "PT2S"), ("1 second", "PT1S"), ("2 seconds", "PT2S"),
        ("1d12h", "P1DT12H"), ("1d  12h", "P1DT12H"), ("1mo 2d 3h 4min 5s", "P1M2DT3H4M5S"), ("1w 1d", "P8D"),
    ])
    func `has units of several names`(plain: String, iso: String) throws { #expect(try Span(plain: plain).text == iso) }

    @Test(
        arguments: [
            ("P1Y", 12, 0, 0), ("P1M", 1, 0, 0), ("P1W", 0, 7, 0), ("P1D", 0, 1, 0), ("PT1H", 0, 0, 3600), ("PT1M", 0, 0, 60),
            ("PT1S", 0, 0, 1), ("P1Y2M3W4DT5H6M7S", 14, 25, 18_367), ("PT0S", 0, 0, 0),
        ] as [(String, Int, Int, Int64)])
    func `in ISO 8601 has months and minutes by one letter`(iso: String, months: Int, days: Int, seconds: Int64) throws {
        #expect(try Span(text: iso) == Span(months: months, days: days, seconds: seconds))
    }

    @Test(arguments: [
        (Span(), "0min", "PT0S"), (Span(days: 14), "2w", "P14D"), (Span(days: 15), "15d", "P15D"),
        (Span(months: 1, days: 2, seconds: 11_045), "1mo 2d 3h 4min 5s", "P1M2DT3H4M5S"),
        (Span(seconds: 90_061), "25h 1min 1s", "PT25H1M1S"), (Span(months: 1, seconds: 60), "1mo 1min", "P1MT1M"),
        (Span(days: 7, seconds: 1), "1w 1s", "P7DT1S"),
    ])
    func `is written in its largest units`(span: Span, plain: String, iso: String) { #expect(span.plain == plain && span.text == iso) }

    @Test(arguments: [
        ("35135d", true), ("35136d", false), ("1133mo", true), ("1134mo", false), ("5019w", true), ("5020w", false), ("100000h", true),
        ("100001h", false), ("1" + String(repeating: " ", count: 98) + "h", true), ("1" + String(repeating: " ", count: 99) + "h", false),
    ])
    func `lasts less than a hundred years, and is not long to read`(text: String, isTaken: Bool) {
        #expect(((try? Span(plain: text)) != nil) == isTaken)
    }

    @Test(arguments: [
        ("PT878399H59M59S", true), ("PT878400H", false), ("P94Y", true), ("P95Y", false), ("PT10000000S", true), ("PT10000001S", false),
    ])
    func `in ISO 8601 lasts no longer`(text: String, isTaken: Bool) { #expect(((try? Span(text: text)) != nil) == isTaken) }

    @Test func `that is refused says why`() {
        let long = "a length of time under 100 years"
        let plain = "a length of time, like 15min, 24h, 3d, 2w or 6mo"
        #expect(throws: MalformedText(value: "2000mo", expected: long)) { try Span(plain: "2000mo") }
        #expect(throws: MalformedText(value: "P200Y", expected: long)) { try Span(text: "P200Y") }
        #expect(throws: MalformedText(value: "3 moons", expected: plain)) { try Span(plain: "3 moons") }
        #expect(throws: MalformedText(value: "1h 2 hours", expected: plain, fault: "names 'hours' twice; add them up")) {
            try Span(plain: "1h 2 hours")
        }
        #expect(throws: MalformedText(value: "24h", expected: "an ISO 8601 duration, like PT24H, P3D or P6M")) { try Span(text: "24h") }
    }

    @Test func `is multiplied in each of its parts`() {
        let span = Span(months: 2, days: 3, seconds: 5)
        #expect(span * 4 == Span(months: 8, days: 12, seconds: 20))
        #expect(-span == Span(months: -2, days: -3, seconds: -5))
        #expect(Span.minutes(3) == Span(seconds: 180) && Span.hours(2) == Span(seconds: 7200) && Span.days(5) == Span(days: 5))
    }

    @Test func `follows the calendar where it has months or days, and takes at the longest 31 days and 25 hours`() {
        #expect(Span(months: 1).isCalendar && Span(days: 1).isCalendar && !Span(seconds: 86_400).isCalendar)
        #expect(Span.zero.isZero && !Span(months: 1).isZero && !Span(days: 1).isZero && !Span(seconds: 1).isZero)
        #expect(Span(months: 2).longest == 5_580_000 && Span(days: 3).longest == 270_000)
        #expect(Span(months: 1, days: 1, seconds: 7).longest == 2_880_007)
    }
}
