import Testing

@testable import Aftercare

/// Days of the Gregorian calendar and times on a clock, where one ends and the next begins.
@Suite struct `A day of the calendar` {
    private func date(_ text: String) throws -> CivilDate { try CivilDate(text: text) }

    @Test(arguments: [
        ("0000-01-01", -719_528, 6), ("0000-02-29", -719_469, 2), ("0000-03-01", -719_468, 3), ("0001-01-01", -719_162, 1),
        ("0399-12-31", -573_432, 5), ("0400-02-29", -573_372, 2), ("1600-02-29", -135_081, 2), ("1600-03-01", -135_080, 3),
        ("1700-02-28", -98_557, 0), ("1969-12-31", -1, 3), ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2000-03-01", 11_017, 3),
        ("2100-02-28", 47_540, 0), ("2100-03-01", 47_541, 1), ("2400-02-29", 157_113, 2), ("9999-12-31", 2_932_896, 5),
    ])
    func `has its number and its weekday in every era`(text: String, number: Int, weekday: Int) throws {
        #expect(try date(text).dayNumber == number)
        #expect(CivilDate(dayNumber: number).description == text)
        #expect(CivilDate(dayNumber: number).weekday == weekday)
    }

    @Test(arguments: [
        (2026, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]), (2024, [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
        (1900, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]), (2000, [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
    ])
    func `is one of its month's`(year: Int, lengths: [Int]) {
        #expect((1...12).map { CivilDate.days(inMonth: $0, of: year) } == lengths)
        for (month, length) in zip(1...12, lengths) {
            for (day, exists) in [(0, false), (1, true), (length, true), (length + 1, false)] {
                #expect((CivilDate(year: year, month: month, day: day) != nil) == exists, "\(year)-\(month)-\(day)")
            }
        }
        #expect(CivilDate(year: year, month: 0, day: 1) == nil && CivilDate(year: year, month: 13, day: 1) == nil)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-01-31", -1, "2025-12-31"),
        ("2026-03-31", -13, "2025-02-28"), ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -12, "2025-01-15"),
        ("2026-05-31", 1, "2026-06-30"), ("2026-08-31", 6, "2027-02-28"), ("2026-11-30", 0, "2026-11-30"),
    ])
    func `some months away is the same, or the month's last`(text: String, months: Int, expected: String) throws {
        #expect(try date(text).adding(months: months).description == expected)
    }

    @Test(arguments: [
        ("2026-02-28", 1, "2026-03-01"), ("2028-02-28", 1, "2028-02-29"), ("2026-01-01", -1, "2025-12-31"), ("2026-12-31", 1, "2027-01-01"),
    ])
    func `some days away may lie in another month or year`(text: String, days: Int, expected: String) throws {
        #expect(try date(text).adding(days: days).description == expected)
    }

    @Test func `comes before another by its year, then its month, then its day`() throws {
        let ordered = ["2025-12-31", "2026-01-30", "2026-01-31", "2026-02-01", "2027-01-01"]
        #expect(try ordered.reversed().map(date).sorted().map(\.description) == ordered)
        #expect(try !(date("2026-01-30") < date("2026-01-30")))
    }

    @Test func `has a short name for its weekday and its month`() throws {
        let week = try (1...7).map { try date("2026-03-0\($0)").weekdayName }
        #expect(week == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"])
        let year = (1...12).compactMap { CivilDate(year: 2026, month: $0, day: 1)?.monthName }
        #expect(year == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
    }

    // MARK: Slips

    @Test(
        arguments: [
            ("2026-12-31 23:59", nil), ("2026-12-01", "lacks the time of day; say it too, like '2026-12-01 09:00'"),
            ("2026-12-01T", "lacks the time of day; say it too, like '2026-12-01 09:00'"),
            ("2026-00-10 10:00", "does not exist: a year has the months 01 to 12, not '00'"),
            ("2026-02-29 10:00", "does not exist: 2026 has no 29 February"),
            ("2026-02-30 10:00", "does not exist: February 2026 has 28 days"),
            ("2028-02-29 10:00", nil), ("2028-02-30 10:00", "does not exist: February 2028 has 29 days"),
            ("0033-02-29 10:00", "does not exist: 0033 has no 29 February"),
            ("2026-06-00 10:00", "does not exist: June 2026 has 30 days"), ("2026-06-29 10:00", nil),
            ("2026-12-01 23:60", "does not exist: an hour has the minutes 00 to 59"),
            ("2026-12-01T24:00Z", "does not exist: a day has the times 00:00 to 23:59; say the next day for midnight"),
            ("2026-12-01T24:00:00+01:00", "does not exist: a day has the times 00:00 to 23:59; say the next day for midnight"),
            ("2026-12-01T9:00+01:00", "lacks a digit: write hours and minutes with two digits each, like '09:00'"),
            ("2026-12-01T23:00+25:00", nil), ("2026-12-01 09:00:00:00", nil), ("2026-12-01 soon", nil), ("2026-1-01 09:00", nil),
            ("2026-ab-01 09:00", nil), ("26-12-01 09:00", nil), ("soon", nil), ("", nil),
        ] as [(String, String?)])
    func `or a time of day that is none says why, if it is written like one`(text: String, fault: String?) {
        #expect(TimeSlip(in: text)?.fault == fault)
    }

    @Test(arguments: [
        ("01", "January", 31), ("03", "March", 31), ("04", "April", 30), ("05", "May", 31), ("06", "June", 30), ("07", "July", 31),
        ("08", "August", 31), ("09", "September", 30), ("10", "October", 31), ("11", "November", 30), ("12", "December", 31),
    ])
    func `after its month's last says how many that month has`(month: String, name: String, length: Int) {
        #expect(TimeSlip(in: "2026-\(month)-\(length) 10:00")?.fault == nil)
        #expect(TimeSlip(in: "2026-\(month)-\(length + 1) 10:00")?.fault == "does not exist: \(name) 2026 has \(length) days")
    }
}

@Suite struct `A time on a clock` {
    @Test(arguments: [(0, 0, 0, "00:00"), (9, 5, 545, "09:05"), (12, 30, 750, "12:30"), (23, 59, 1439, "23:59")])
    func `is an hour and a minute of the day`(hour: Int, minute: Int, ofDay: Int, text: String) throws {
        let time = try #require(LocalTime(hour: hour, minute: minute))
        #expect(time.minuteOfDay == ofDay && time.hour == hour && time.minute == minute && time.text == text)
        #expect(try LocalTime(text: text) == time)
    }

    @Test(arguments: [(-1, 0), (24, 0), (0, -1), (0, 60)])
    func `has no hour after 23 and no minute after 59`(hour: Int, minute: Int) { #expect(LocalTime(hour: hour, minute: minute) == nil) }

    @Test func `may leave out the first digit of its hour, and is in order`() throws {
        #expect(try LocalTime(text: "9:05").minuteOfDay == 545)
        #expect(["21:30", "09:00", "21:29", "00:00"].map(time).sorted().map(\.text) == ["00:00", "09:00", "21:29", "21:30"])
    }

    @Test(arguments: [
        ("2026-11-21 17:30", "2026-11-21T17:30", "2026-11-21T17:30:00"),
        ("2026-11-21T17:30:05", "2026-11-21T17:30:05", "2026-11-21T17:30:05"),
        ("2026-11-21t17:30:00", "2026-11-21T17:30", "2026-11-21T17:30:00"),
        ("2026-11-21T23:59:59.999", "2026-11-21T23:59:59", "2026-11-21T23:59:59"),
        ("2026-11-21 00:00:59,1", "2026-11-21T00:00:59", "2026-11-21T00:00:59"),
    ])
    func `with its day names its seconds where there are any`(text: String, short: String, long: String) throws {
        let local = try LocalDateTime(text: text)
        #expect(local.text == short && local.textWithSeconds == long)
    }

    @Test(arguments: [
        "2026-11-21T17:30:60", "2026-11-21T17:30:5", "2026-11-21T17:30:", "2026-11-21T24:00", "2026-11-21T23:60", "2026-11-21X17:30",
        "26-11-21 17:30", "2026-1-21 17:30", "2026-11-21 17:30 ", "2026-11-21 17:30Z", "2026-02-29 17:30",
    ])
    func `with its day is whole`(text: String) { #expect(throws: MalformedText.self) { try LocalDateTime(text: text) } }

    @Test(
        arguments: [
            (-86_401, "1969-12-30T23:59:59"), (-86_400, "1969-12-31T00:00:00"), (-1, "1969-12-31T23:59:59"), (0, "1970-01-01T00:00:00"),
            (86_399, "1970-01-01T23:59:59"), (86_400, "1970-01-02T00:00:00"), (3_723, "1970-01-01T01:02:03"),
        ] as [(Int64, String)])
    func `in UTC is found on both sides of 1970`(seconds: Int64, text: String) throws {
        let local = LocalDateTime(asIfUTC: Instant(seconds: seconds))
        #expect(local.textWithSeconds == text && local.asIfUTC == Instant(seconds: seconds))
        #expect(Instant(seconds: seconds).text == "\(text)Z")
    }

    @Test func `of another day stays the same to the second`() throws {
        let local = try LocalDateTime(text: "2026-11-21T17:30:05")
        #expect(try local.on(CivilDate(text: "2026-11-30")).textWithSeconds == "2026-11-30T17:30:05")
        #expect(local.time == time("17:30"))
    }

    @Test(arguments: [
        ("2026-11-21T17:30:00+0530", "2026-11-21T12:00:00Z"), ("2026-11-21T17:30:00-03:30", "2026-11-21T21:00:00Z"),
        ("2026-11-21t17:30:05.999z", "2026-11-21T17:30:05Z"), ("2026-11-21 17:30Z", "2026-11-21T17:30:00Z"),
        ("2026-11-21T17:30:00+23:59", "2026-11-20T17:31:00Z"), ("2026-11-21T17:30:00-23:59", "2026-11-22T17:29:00Z"),
        ("0000-01-01T00:01:00+00:01", "0000-01-01T00:00:00Z"), ("9999-12-31T23:58:59-00:01", "9999-12-31T23:59:59Z"),
    ])
    func `with its offset is an instant`(text: String, instant: String) throws { #expect(try Instant(text: text).text == instant) }

    @Test func `in a file's name has neither dashes nor colons`() { #expect(at("2026-11-21T09:26:05Z").compact == "20261121T092605Z") }
}
