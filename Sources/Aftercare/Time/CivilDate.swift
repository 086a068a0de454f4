/// A day of the Gregorian calendar, without a zone.
package struct CivilDate: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// - Returns: Nil for a day that the calendar does not have.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
        self.init(unchecked: year, month, day)
    }

    /// The day that lies `number` days after 1970-01-01, or before it if negative.
    package init(dayNumber number: Int) {
        // Years are counted from 1 March, so that a leap day is the last day of its year; an era is 400 years, after
        // which the calendar repeats.
        let shifted = number + 719_468
        let era = shifted.dividedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private init(unchecked year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01.
    package var dayNumber: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear.dividedDown(by: 400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// 0 for Sunday to 6 for Saturday.
    package var weekday: Int {
        let remainder = (dayNumber + 4) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }

    package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// The same day of another month, or the last day of that month if it is shorter: one month after 31 January is the
    /// last day of February.
    package func adding(months: Int) -> CivilDate {
        let count = year * 12 + (month - 1) + months
        let newYear = count.dividedDown(by: 12)
        let newMonth = count - newYear * 12 + 1
        return CivilDate(unchecked: newYear, newMonth, min(day, Self.days(inMonth: newMonth, of: newYear)))
    }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilDate: Comparable {
    package static func < (one: Self, other: Self) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }
}

extension CivilDate: CustomStringConvertible {
    package var description: String { text }
}

extension BinaryInteger {
    /// Division that rounds toward minus infinity, as calendars need it.
    func dividedDown(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CivilDate: TextRepresentable {
    /// Reads `2026-11-21`.
    package init(text: String) throws(MalformedText) {
        guard let whole = try? LocalDateTime(text: "\(text) 00:00"), whole.date.description == text else {
            throw MalformedText(value: text, expected: "a day of the calendar, like 2026-11-21", fault: TimeSlip.fault(ofDay: text[...]))
        }
        self = whole.date
    }

    package var text: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }

    /// The latest date anywhere on earth at `now`: clocks are at most 14 hours ahead of UTC.
    package init(latestOnEarth now: Instant) { self = LocalDateTime(asIfUTC: now + 14 * 3600).date }
}
