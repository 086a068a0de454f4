import Aftercare
import Foundation
import Testing

@Suite struct `A zone` {
    @Test func `tells the local time on both sides of a transition`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(berlin.local(at("2026-03-29T00:59:59Z")).spokenWithSeconds == "2026-03-29T01:59:59")
        #expect(berlin.local(at("2026-03-29T01:00:00Z")).spokenWithSeconds == "2026-03-29T03:00:00")
    }

    @Test func `knows its rule beyond the last transition of its file`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(berlin.local(at("2150-07-01T10:00:00Z")).spoken == "2150-07-01T12:00")
        #expect(berlin.local(at("2150-01-01T10:00:00Z")).spoken == "2150-01-01T11:00")
    }

    @Test(arguments: [
        // A local time in the spring gap fires at the transition, one in the autumn fold at the first.
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30:00Z"),
        // Half an hour of daylight saving.
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:30:00Z"),
        // A day that never was.
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30T10:00:00Z"),
        // Forward at midnight: the day begins at one o'clock.
        ("Africa/Cairo", "2026-04-24 00:15", "2026-04-23T22:00:00Z"),
        ("Asia/Kathmandu", "2026-01-01 00:00", "2025-12-31T18:15:00Z"),
    ])
    func `gives every local time one instant`(name: String, local: String, instant: String) throws {
        #expect(try zone(name).instant(of: LocalDateTime(spoken: local)) == at(instant))
    }

    @Test func `tells a time that happens twice from one that never does`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(
            try berlin.resolve(LocalDateTime(spoken: "2026-10-25 02:30"))
                == .twice(first: at("2026-10-25T00:30:00Z"), second: at("2026-10-25T01:30:00Z")))
        #expect(
            try berlin.resolve(LocalDateTime(spoken: "2026-03-29 02:00"))
                == .skipped(transition: at("2026-03-29T01:00:00Z")))
        #expect(try berlin.resolve(LocalDateTime(spoken: "2026-03-29 03:00")) == .once(at("2026-03-29T01:00:00Z")))
    }

    @Test func `adds hours as elapsed time and days by the calendar`() throws {
        let berlin = try zone("Europe/Berlin")
        let evening = try berlin.instant(of: LocalDateTime(spoken: "2026-03-28 20:00"))
        #expect(berlin.local(berlin.adding(span("24h"), to: evening)).spoken == "2026-03-29T21:00")
        #expect(berlin.local(berlin.adding(span("1d"), to: evening)).spoken == "2026-03-29T20:00")
    }

    @Test func `ends a month that is too short on its last day`() throws {
        let start = at("2027-01-31T10:00:00Z")
        #expect(Zone.utc.adding(span("1mo"), to: start) == at("2027-02-28T10:00:00Z"))
        #expect(Zone.utc.adding(span("13mo"), to: start) == at("2028-02-29T10:00:00Z"))
    }

    @Test(arguments: ["", "TZif", "TZif2", "hello, this is not a zone file at all, but long enough to be one"])
    func `refuses what is no zone file`(text: String) {
        #expect(throws: Malformed.self) { try Zone(name: "x", tzif: Array(text.utf8)) }
    }

    @Test func `refuses a file that was cut off anywhere`() throws {
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
        for length in stride(from: 0, to: whole.count - 1, by: 7) {
            #expect(throws: Malformed.self) { try Zone(name: "x", tzif: Array(whole.prefix(length))) }
        }
    }

    @Test func `agrees with the library's calendar on every day of a century`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: -10_000, to: 70_000, by: 1) {
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            let date = CivilDate(dayNumber: day)
            #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day)
            #expect(date.weekday + 1 == parts.weekday)
            #expect(date.dayNumber == day)
        }
    }
}
