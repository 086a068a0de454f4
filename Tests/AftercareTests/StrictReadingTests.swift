import Aftercare
import Foundation
import Testing

/// Numbers are digits, blanks part what belongs apart, and a slip is named.
@Suite struct `Strictly read` {
    @Test(arguments: ["1 2h", "2 4 h", "1d1 2h", "+5h", "٣h", "1h1h", "30min 1h 2min", " 3h", "3h ", "1h\u{a0}2min", "1,5h", "1h\n"])
    func `is a span`(text: String) { #expect(throws: MalformedText.self) { try Span(plain: text) } }

    @Test func `a span of 29,000 terms is refused and not added up`() {
        let many = String(repeating: "100000mo", count: 29_000)
        #expect(throws: MalformedText.self) { try Span(plain: many) }
        #expect(throws: MalformedText.self) { try Span(text: "P" + String(repeating: "10000000Y", count: 29_000)) }
    }

    @Test(arguments: ["P1D1D", "P1D1M", "PT1S1H", "P99Y12M1D", "P100Y", "P10000000Y", "P1M1Y"])
    func `an ISO 8601 duration has each part once, in order, and ends`(text: String) {
        #expect(throws: MalformedText.self) { try Span(text: text) }
    }

    @Test(arguments: ["+9:00", "9:+5", "-1:00", "9:5", "24:00", "09:60", "٠٩:00", "9:00 ", "009:00", ":00", "9:"])
    func `is a time of day`(text: String) { #expect(throws: MalformedText.self) { try LocalTime(text: text) } }

    @Test(arguments: ["+::0100", "+0:100", "+01:0", "+1:00", "+01:00:00", "01:00", "+01;00", "+24:00", "+٠١:00"])
    func `is an offset`(offset: String) {
        #expect(throws: MalformedText.self) { try Instant(text: "2026-11-21T17:30:00\(offset)") }
    }

    @Test(arguments: [
        "2026-11-21T17:30:00.Z", "2026-11-21T17:30:00", "+026-11-21T17:30:00Z", "2026-11-21  17:30Z", "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-00:01",
    ])
    func `is an instant`(text: String) { #expect(throws: MalformedText.self) { try Instant(text: text) } }

    @Test(arguments: ["-1:00-08:00", "21:00-08:00-", "--8", "21:00", "21:00-+8:00", "21:00--08:00", "\u{2212}1:00-8"])
    func `are quiet hours`(text: String) { #expect(throws: MalformedText.self) { try QuietHours(text: text) } }

    @Test(arguments: ["n o w", "now -", "now+", "now+5", "now - -5min", "nowadays", "now 5min", "now+1 2h"])
    func `is a time from now`(text: String) { #expect(throws: MalformedText.self) { try PointInTime(text: text) } }

    @Test(arguments: ["now", "now-40min", "now + 2h", "now - 1d 12h", "now-0min"])
    func `a time from now may have blanks where words end`(text: String) throws {
        #expect(try PointInTime(text: PointInTime(text: text).text) == PointInTime(text: text))
    }

    @Test(arguments: ["knee@+1", "knee@01", "knee@0", "knee@1@2", "knee@99999999999999999999"])
    func `is a version`(text: String) { #expect(throws: MalformedText.self) { try ProtocolReference(text: text) } }

    @Test(
        arguments: [
            ("0", 0), ("007", 7), ("999999999", 999_999_999), ("1000000000", nil), ("", nil), ("+5", nil), ("-5", nil), ("5 ", nil),
            ("٣", nil),
        ] as [(String, Int?)])
    func `is a number of nine digits at most`(text: String, number: Int?) { #expect(text.digits == number) }

    @Test func `is what comes as JSON, whose errors name the place`() {
        func place<Value: Decodable>(_ json: String, as type: Value.Type) -> String {
            do {
                _ = try JSONDecoder().decode([Value].self, from: Data("[\(json)]".utf8))
                return "read"
            } catch DecodingError.dataCorrupted(let context) {
                return context.codingPath.map(\.stringValue).joined(separator: " ")
            } catch {
                return "\(error)"
            }
        }
        #expect(place(#"{ "moments": ["start", "soon"] }"#, as: Cadence.self) == "Index 0 moments Index 1")
        #expect(place(#"{ "every": "soon" }"#, as: Cadence.self) == "Index 0 every")
        #expect(place(#"{ "klingon!": "Qapla'" }"#, as: Translations<String>.self) == "Index 0")
        #expect(place(#"{ "moments": ["start", "PT2H"] }"#, as: Cadence.self) == "read")
    }

    // MARK: What is said of it

    private func message(_ text: String) -> String {
        var problems = Problems()
        _ = problems.instant(text, in: .utc, now: at("2026-11-29T10:00:00Z"), at: "start")
        return problems.list.first?.message ?? ""
    }

    @Test(arguments: [
        ("2026-12-01", "'2026-12-01' lacks the time of day; say it too, like '2026-12-01 09:00'"),
        ("2027-02-29 10:00", "'2027-02-29 10:00' does not exist: 2027 has no 29 February"),
        ("2026-02-31 10:00", "'2026-02-31 10:00' does not exist: February 2026 has 28 days"),
        ("2026-04-31T10:00:00Z", "'2026-04-31T10:00:00Z' does not exist: April 2026 has 30 days"),
        ("2026-13-01 10:00", "'2026-13-01 10:00' does not exist: a year has the months 01 to 12, not '13'"),
        ("2026-12-01 24:00", "'2026-12-01 24:00' does not exist: a day has the times 00:00 to 23:59; say the next day for midnight"),
        ("2026-12-01 9:00", "'2026-12-01 9:00' lacks a digit: write hours and minutes with two digits each, like '09:00'"),
        ("2026-12-01 10", "'2026-12-01 10' lacks a digit: write hours and minutes with two digits each, like '09:00'"),
        ("2026-12-01 09:60", "'2026-12-01 09:60' does not exist: an hour has the minutes 00 to 59"),
        ("tomorrow", "'tomorrow' is not a time, like '2026-11-30 09:00' on the patient's clock, 2026-11-30T09:00:00Z, or now-40min"),
        ("now+5m", "'5m' is not clear: write min for minutes or mo for months"),
    ])
    func `a time that is none says why, with examples that lie ahead`(text: String, expected: String) {
        #expect(message(text) == expected)
    }

    @Test func `the day that has begun last, wherever on earth, is 14 hours ahead of UTC`() {
        #expect(CivilDate(latestOnEarth: at("2026-03-02T09:59:59Z")).description == "2026-03-02")
        #expect(CivilDate(latestOnEarth: at("2026-03-02T10:00:00Z")).description == "2026-03-03")
    }

    @Test func `a day is one of the calendar`() {
        #expect(
            throws: MalformedText(
                value: "2027-02-29", expected: "a day of the calendar, like 2026-11-21", fault: "does not exist: 2027 has no 29 February")
        ) {
            try CivilDate(text: "2027-02-29")
        }
        #expect(throws: MalformedText.self) { try CivilDate(text: "2026-11-21 ") }
    }

    // MARK: Quiet hours

    @Test(arguments: ["00:00-23:59", "08:00-04:01", "8:00-7:00", "21:00-20:59"])
    func `quiet hours leave four hours of a day`(text: String) throws {
        #expect(throws: MalformedText.self) { try QuietHours(stated: text) }
        // What a store took in before is read on.
        _ = try QuietHours(text: text)
    }

    @Test(arguments: ["none", "21:00-08:00", "21-8", "08:00-04:00", "12:00–13:00"])
    func `quiet hours may be as long as twenty hours`(text: String) throws { _ = try QuietHours(stated: text) }

    // MARK: Languages

    @Test(arguments: [
        ("de", "de"), ("DE", "de"), ("De-at", "de-AT"), ("zh-hant-TW", "zh-Hant-TW"), ("ZH-HANT-tw", "zh-Hant-TW"), ("es-419", "es-419"),
        ("sr-LATN-rs", "sr-Latn-RS"), ("de-CH-1901", "de-CH-1901"), ("en-a-BBB-x-A-CCC", "en-a-bbb-x-a-ccc"), ("deu", "deu"),
        ("DE-at-X-AT-LATN", "de-AT-x-at-latn"), ("de-x-abcdefgh-abcdefgh-abcdefgh-abc", "de-x-abcdefgh-abcdefgh-abcdefgh-abc"),
    ])
    func `a language is the same in capitals and small letters`(text: String, canonical: String) throws {
        #expect(try Language(stated: text).tag == canonical)
    }

    @Test(arguments: [
        "", "d", "german", "de_AT", "de-", "-de", "de--AT", "de-ATX1", "de-a", "de-a-b", "de-a-b-cc", "de-x", "de-AT-AT", "de-é",
        String(repeating: "de-", count: 20) + "de",
        "de-x-abcdefgh-abcdefgh-abcdefgh-abcd",
    ])
    func `a language is a tag of BCP 47`(text: String) { #expect(throws: MalformedText.self) { try Language(stated: text) } }

    @Test func `a language that a store took in before is read on`() throws { #expect(try Language(text: "de-ATX1").tag == "de-atx1") }
}
