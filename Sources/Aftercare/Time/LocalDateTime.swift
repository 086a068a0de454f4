/// A date and a time as a calendar and a wall clock show them: `2026-11-21 17:30`. It becomes an instant only in a
/// zone, and there it may happen once, twice or not at all.
package struct LocalDateTime: Hashable, Sendable {
    package let date: CivilDate
    /// Seconds since midnight by the clock, 0 to 86399.
    package let secondOfDay: Int

    package init(date: CivilDate, time: LocalTime) {
        self.date = date
        self.secondOfDay = time.minuteOfDay * 60
    }

    /// The date and time of a clock in UTC at `instant`.
    package init(asIfUTC instant: Instant) {
        let day = instant.seconds.dividedDown(by: 86_400)
        date = CivilDate(dayNumber: Int(day))
        secondOfDay = Int(instant.seconds - day * 86_400)
    }

    /// The instant at which a clock in UTC shows this.
    package var asIfUTC: Instant { Instant(seconds: Int64(date.dayNumber) * 86_400 + Int64(secondOfDay)) }

    /// Without the seconds.
    package var time: LocalTime { LocalTime(hour: secondOfDay / 3600, minute: secondOfDay / 60 % 60) ?? .midnight }

    package func on(_ date: CivilDate) -> LocalDateTime { LocalDateTime(date: date, secondOfDay: secondOfDay) }

    private init(date: CivilDate, secondOfDay: Int) {
        self.date = date
        self.secondOfDay = secondOfDay
    }
}

extension LocalTime {
    package static let midnight = LocalTime(minuteOfDay: 0)

    private init(minuteOfDay: Int) { self.minuteOfDay = minuteOfDay }
}

extension LocalDateTime: Comparable {
    package static func < (one: Self, other: Self) -> Bool { one.asIfUTC < other.asIfUTC }
}

extension LocalDateTime: TextRepresentable, CustomStringConvertible {
    package init(text: String) throws(MalformedText) {
        guard let (local, rest) = Self.prefix(of: text), rest.isEmpty else {
            throw MalformedText(value: text, expected: "a local date and time, like '2026-11-21 17:30'")
        }
        self = local
    }

    package var text: String { "\(date)T\(time)\(secondOfDay % 60 == 0 ? "" : ":\((secondOfDay % 60).padded(2))")" }
    package var textWithSeconds: String { "\(date)T\(time):\((secondOfDay % 60).padded(2))" }
    package var description: String { text }

    /// Reads `2026-11-21T17:30[:05[.123]]` (a space may replace the T) from the start of `text`; fractions of a second
    /// are dropped.
    static func prefix(of text: String) -> (LocalDateTime, rest: Substring)? {
        var rest = Substring(text)
        func number(_ digits: Int) -> Int? {
            let head = rest.prefix(digits)
            guard head.utf8.count == digits, head.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            rest = rest.dropFirst(digits)
            return Int(head)
        }
        func skip(_ allowed: String) -> Bool {
            guard let first = rest.first, allowed.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2),
            skip("T t"), let hour = number(2), skip(":"), let minute = number(2),
            let date = CivilDate(year: year, month: month, day: day), let time = LocalTime(hour: hour, minute: minute)
        else { return nil }
        var second = 0
        if rest.first == ":" {
            guard skip(":"), let value = number(2), value < 60 else { return nil }
            second = value
            if skip(".,") {
                guard number(1) != nil else { return nil }
                rest = rest.drop { $0.isASCII && $0.isNumber }
            }
        }
        return (LocalDateTime(date: date, secondOfDay: time.minuteOfDay * 60 + second), rest)
    }
}
