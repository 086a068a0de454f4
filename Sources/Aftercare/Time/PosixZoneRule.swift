/// How a zone's clocks change every year from now on: the footer of a zone file, `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source: POSIX.1-2017 §8.3 "TZ", with the extension of RFC 8536 §3.3.1 (hours from -167 to 167).
struct PosixZoneRule: Equatable {
    let standardOffset: Int64
    let summer: Summer?

    struct Summer: Equatable {
        let offset: Int64
        let begins: Day
        let ends: Day
    }

    /// A day of the year and the second of that day, by the clock in force until then.
    struct Day: Equatable {
        enum Choice: Equatable {
            /// 1 to 365; 29 February is never counted.
            case julian(Int)
            /// 0 to 365; 29 February is counted.
            case zeroBased(Int)
            /// The `week`th (5: the last) `weekday` (0: Sunday) of `month`.
            case weekday(month: Int, week: Int, weekday: Int)
        }
        let choice: Choice
        let second: Int64

        func date(in year: Int) -> CivilDate {
            let newYear = CivilDate(dayNumber: Self.firstDay(of: year))
            switch choice {
            case .julian(let number):
                let isAfterLeapDay = number >= 60 && CivilDate.days(inMonth: 2, of: year) == 29
                return newYear.adding(days: number - 1 + (isAfterLeapDay ? 1 : 0))
            case .zeroBased(let number):
                return newYear.adding(days: number)
            case .weekday(let month, let week, let weekday):
                let first = newYear.adding(months: month - 1)
                let day = 1 + (weekday - first.weekday + 7) % 7 + (week - 1) * 7
                return first.adding(days: (day > CivilDate.days(inMonth: month, of: year) ? day - 7 : day) - 1)
            }
        }

        private static func firstDay(of year: Int) -> Int { CivilDate(year: year, month: 1, day: 1)?.dayNumber ?? 0 }
    }

    init(_ text: String) throws(MalformedText) {
        var scanner = Scanner(rest: Substring(text), whole: text)
        try scanner.skipName()
        standardOffset = -(try scanner.clock())
        guard !scanner.rest.isEmpty else {
            summer = nil
            return
        }
        try scanner.skipName()
        let offset = scanner.rest.first == "," ? standardOffset + 3600 : -(try scanner.clock())
        try scanner.expect(",")
        let begins = try scanner.day()
        try scanner.expect(",")
        let ends = try scanner.day()
        guard scanner.rest.isEmpty else { throw scanner.broken }
        summer = Summer(offset: offset, begins: begins, ends: ends)
    }

    /// Every change after `start` and before `end`, ascending; the first one gives the offset in force at `start`.
    func changes(after start: Instant, upTo end: Instant) -> [(instant: Instant, offset: Int64)] {
        guard start < end else { return [] }
        guard let summer else { return [(start + 1, standardOffset)] }
        var changes: [(instant: Instant, offset: Int64)] = []
        let firstYear = LocalDateTime(asIfUTC: start).date.year - 1
        let lastYear = LocalDateTime(asIfUTC: end).date.year
        for year in firstYear...lastYear {
            for (day, before, after) in [
                (summer.begins, standardOffset, summer.offset), (summer.ends, summer.offset, standardOffset),
            ] {
                let midnight = Int64(day.date(in: year).dayNumber) * 86_400
                changes.append((Instant(seconds: midnight + day.second - before), after))
            }
        }
        changes.sort { $0.instant < $1.instant }
        let holds = changes.last { $0.instant <= start }?.offset ?? standardOffset
        // "Summer time all year" is written as a summer that ends when it begins: such pairs cancel out.
        var result = [(instant: start + 1, offset: holds)]
        for change in changes where change.instant > start && change.instant < end {
            if result.count > 1, result[result.count - 1].instant == change.instant { result.removeLast() }
            result.append(change)
        }
        return result
    }
}

private struct Scanner {
    var rest: Substring
    let whole: String

    var broken: MalformedText { MalformedText(value: whole, expected: "a POSIX time zone rule; reinstall the package tzdata") }

    mutating func skipName() throws(MalformedText) {
        if rest.first == "<" {
            guard let end = rest.firstIndex(of: ">") else { throw broken }
            rest = rest[rest.index(after: end)...]
        } else {
            let name = rest.prefix { $0.isLetter }
            guard name.count >= 3 else { throw broken }
            rest = rest.dropFirst(name.count)
        }
    }

    mutating func expect(_ character: Character) throws(MalformedText) {
        guard rest.first == character else { throw broken }
        rest = rest.dropFirst()
    }

    mutating func number() throws(MalformedText) -> Int {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let value = Int(digits), value < 1000 else { throw broken }
        rest = rest.dropFirst(digits.count)
        return value
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func clock() throws(MalformedText) -> Int64 {
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest = rest.dropFirst() }
        var seconds = Int64(try number()) * 3600
        for unit: Int64 in [60, 1] where rest.first == ":" {
            try expect(":")
            seconds += Int64(try number()) * unit
        }
        return isNegative ? -seconds : seconds
    }

    mutating func day() throws(MalformedText) -> PosixZoneRule.Day {
        let choice: PosixZoneRule.Day.Choice
        if rest.first == "M" {
            try expect("M")
            let month = try number()
            try expect(".")
            let week = try number()
            try expect(".")
            let weekday = try number()
            guard (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday) else { throw broken }
            choice = .weekday(month: month, week: week, weekday: weekday)
        } else if rest.first == "J" {
            try expect("J")
            choice = .julian(try number())
        } else {
            choice = .zeroBased(try number())
        }
        guard rest.first == "/" else { return PosixZoneRule.Day(choice: choice, second: 7200) }
        try expect("/")
        return PosixZoneRule.Day(choice: choice, second: try clock())
    }
}
