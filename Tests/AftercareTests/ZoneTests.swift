import Aftercare
import Foundation
import Testing

@Suite struct `A zone` {
    @Test func `tells the local time on both sides of a transition`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(berlin.local(at("2026-03-29T00:59:59Z")).textWithSeconds == "2026-03-29T01:59:59")
        #expect(berlin.local(at("2026-03-29T01:00:00Z")).textWithSeconds == "2026-03-29T03:00:00")
    }

    @Test func `knows its rule beyond the last transition of its file`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(berlin.local(at("2150-07-01T10:00:00Z")).text == "2150-07-01T12:00")
        #expect(berlin.local(at("2150-01-01T10:00:00Z")).text == "2150-01-01T11:00")
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
        #expect(try zone(name).instant(of: LocalDateTime(text: local)) == at(instant))
    }

    @Test func `tells a time that happens twice from one that never does`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(
            try berlin.resolve(LocalDateTime(text: "2026-10-25 02:30"))
                == .twice(first: at("2026-10-25T00:30:00Z"), second: at("2026-10-25T01:30:00Z")))
        #expect(
            try berlin.resolve(LocalDateTime(text: "2026-03-29 02:00"))
                == .skipped(transition: at("2026-03-29T01:00:00Z")))
        #expect(try berlin.resolve(LocalDateTime(text: "2026-03-29 03:00")) == .once(at("2026-03-29T01:00:00Z")))
    }

    @Test func `adds hours as elapsed time and days by the calendar`() throws {
        let berlin = try zone("Europe/Berlin")
        let evening = try berlin.instant(of: LocalDateTime(text: "2026-03-28 20:00"))
        #expect(berlin.local(berlin.adding(span("24h"), to: evening)).text == "2026-03-29T21:00")
        #expect(berlin.local(berlin.adding(span("1d"), to: evening)).text == "2026-03-29T20:00")
    }

    @Test func `ends a month that is too short on its last day`() throws {
        let start = at("2027-01-31T10:00:00Z")
        #expect(Zone.utc.adding(span("1mo"), to: start) == at("2027-02-28T10:00:00Z"))
        #expect(Zone.utc.adding(span("13mo"), to: start) == at("2028-02-29T10:00:00Z"))
    }

    @Test(arguments: ["", "TZif", "TZif2", "hello, this is not a zone file at all, but long enough to be one"])
    func `refuses what is no zone file`(text: String) {
        #expect(throws: MalformedText.self) { try Zone(name: "x", tzif: Array(text.utf8)) }
    }

    @Test func `refuses a file that was cut off anywhere`() throws {
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
        for length in stride(from: 0, to: whole.count - 1, by: 7) {
            #expect(throws: MalformedText.self) { try Zone(name: "x", tzif: Array(whole.prefix(length))) }
        }
    }

    // MARK: Files that no machine has

    /// A file of version 2 whose clocks stand at the offset `kinds[i]` from `transitions[i]` on, and at the first of
    /// `offsets` before.
    private func file(
        _ transitions: [Int64] = [], kinds: [UInt8]? = nil, offsets: [Int32] = [0], footer: String = "UTC0"
    ) -> [UInt8] {
        func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }
        func header(_ transitions: Int, _ types: Int) -> [UInt8] {
            Array("TZif2".utf8) + Array(repeating: 0, count: 15) + [0, 0, 0, transitions, types, 0].flatMap { bytes(Int32($0)) }
        }
        let kinds = kinds ?? transitions.map { _ in UInt8(offsets.count - 1) }
        let body = transitions.flatMap(bytes) + kinds + offsets.flatMap { bytes($0) + [0, 0] }
        return header(0, 0) + header(transitions.count, offsets.count) + body + Array("\n\(footer)\n".utf8)
    }

    @Test func `refuses a file whose transitions or offsets no clock can have`() throws {
        func isRead(_ file: [UInt8]) -> Bool { (try? Zone(name: "x", tzif: file)) != nil }
        let maxShift: Int64 = 1 << 60
        for transitions in [[], [-5, 5], [-maxShift, maxShift]] { #expect(isRead(file(transitions)), "\(transitions)") }
        for transitions in [[5, -5], [5, 5], [-maxShift - 1], [maxShift + 1], [.min], [.max]] {
            #expect(!isRead(file(transitions)), "\(transitions)")
        }
        // RFC 8536 §3.2.
        for offset: Int32 in [-89_999, 93_599] { #expect(isRead(file(offsets: [offset])), "\(offset)") }
        for offset: Int32 in [-90_000, 93_600, .min, .max] { #expect(!isRead(file(offsets: [offset])), "\(offset)") }
        #expect(isRead(file([5], kinds: [0])) && !isRead(file([5], kinds: [1])))
    }

    @Test(arguments: ["CET-1", "CET-1CEST,M3.5.0,M10.5.0/3"])
    func `follows its rule from 1900 on, and up to the years that it works with`(rule: String) throws {
        func offset(after transition: String, at text: String) throws -> Int64 {
            let file = file([at(transition).seconds], offsets: [0, 7200], footer: rule)
            return try Zone(name: "x", tzif: file).offset(at: at(text))
        }
        #expect(try offset(after: "1700-01-01T00:00:00Z", at: "1850-01-15T00:00:00Z") == 7200)
        #expect(try offset(after: "1700-01-01T00:00:00Z", at: "1950-01-15T00:00:00Z") == 3600)
        #expect(try offset(after: "2300-01-01T00:00:00Z", at: "2299-01-15T00:00:00Z") == 0)
        #expect(try offset(after: "2300-01-01T00:00:00Z", at: "2310-01-15T00:00:00Z") == 7200)
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
