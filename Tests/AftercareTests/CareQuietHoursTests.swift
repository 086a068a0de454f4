import Testing

@testable import Aftercare

@Suite struct `Quiet hours` {
    @Test(
        arguments: [
            // By night, and at noon, on the clock of Kathmandu.
            ("21:00-08:00", "2026-03-02T15:14:59Z", nil),
            ("21:00-08:00", "2026-03-02T15:15:00Z", "2026-03-02T15:15:00Z 2026-03-03T02:15:00Z"),
            ("21:00-08:00", "2026-03-03T02:14:59Z", "2026-03-02T15:15:00Z 2026-03-03T02:15:00Z"),
            ("21:00-08:00", "2026-03-03T02:15:00Z", nil),
            ("12:00-13:30", "2026-03-02T06:14:59Z", nil),
            ("12:00-13:30", "2026-03-02T06:15:00Z", "2026-03-02T06:15:00Z 2026-03-02T07:45:00Z"),
            ("12:00-13:30", "2026-03-02T07:45:00Z", nil), ("none", "2026-03-02T15:15:00Z", nil),
        ] as [(String, String, String?)])
    func `are around an instant or not`(text: String, instant: String, expected: String?) throws {
        let interval = hours(text).interval(around: at(instant), in: try zone("Asia/Kathmandu"))
        #expect(interval.map { "\($0.lowerBound) \($0.upperBound)" } == expected)
    }

    /// Samoa had no 30 December 2011: nothing lies between the nights before and after it.
    @Test(arguments: ["2011-12-30T07:00:00Z", "2011-12-30T09:59:59Z", "2011-12-30T10:00:00Z", "2011-12-30T17:59:59Z"])
    func `of two nights are one where the day between is skipped`(instant: String) throws {
        let apia = try zone("Pacific/Apia")
        let expected = at("2011-12-30T07:00:00Z")..<at("2011-12-30T18:00:00Z")
        #expect(hours("21:00-08:00").interval(around: at(instant), in: apia) == expected)
        #expect(hours("21:00-08:00").interval(around: at("2011-12-30T06:59:59Z"), in: apia) == nil)
        #expect(hours("21:00-08:00").interval(around: at("2011-12-30T18:00:00Z"), in: apia) == nil)
    }

    @Test func `of a day begin on it, and end on the next one where they go past midnight`() throws {
        let kathmandu = try zone("Asia/Kathmandu")
        let day = try CivilDate(text: "2026-03-02")
        #expect(hours("21:00-08:00").interval(of: day, in: kathmandu) == at("2026-03-02T15:15:00Z")..<at("2026-03-03T02:15:00Z"))
        #expect(hours("12:00-13:30").interval(of: day, in: kathmandu) == at("2026-03-02T06:15:00Z")..<at("2026-03-02T07:45:00Z"))
        #expect(QuietHours.never.interval(of: day, in: kathmandu) == nil)
    }

    @Test func `are written with a hyphen, and shown with a dash`() {
        #expect(hours("21-8").text == "21:00-08:00" && "\(hours("21-8"))" == "21:00–08:00")
        #expect(QuietHours.never.text == "none" && "\(QuietHours.never)" == "none")
        #expect(hours("21-8").from == time("21:00") && hours("21-8").to == time("08:00"))
        #expect(QuietHours.never.from == nil && QuietHours.never.to == nil)
        #expect(QuietHours(from: time("08:00"), to: time("08:00")) == nil && QuietHours.lead == 900)
    }

    @Test(
        arguments: [
            ("night", "is not quiet hours from one time to another, like 21:00-08:00; where there are none, say none"),
            (
                "21:00-20:59",
                "would leave less than 4 hours of a day in which anything is said; let the quiet hours end sooner, like 21:00-08:00, or "
                    + "set the patient's status to inactive"
            ),
            (
                "21-21",
                "is not a part of the day: quiet hours of 24 hours would silence everything. Let them end, like 21:00-08:00, or set the "
                    + "patient's status to inactive"
            ),
        ])
    func `that cannot be say why`(text: String, complaint: String) throws {
        let refusal = try #require(throws: MalformedText.self) { try QuietHours(stated: text) }
        #expect("\(refusal)" == "'\(text)' \(complaint)")
    }

    @Test(arguments: [("08:00-04:00", true), ("08:00-04:01", false), ("00:00-20:00", true), ("00:00-20:01", false), ("04:00-00:00", true)])
    func `leave four hours of a day, over midnight or within it`(text: String, isTaken: Bool) {
        #expect(((try? QuietHours(stated: text)) != nil) == isTaken)
    }
}
