/// The mistake in a text that is almost a time: a day that the calendar does not have, or a missing or impossible time
/// of day.
struct TimeSlip {
    /// A phrase that follows the quoted text: "does not exist: …".
    let fault: String

    /// - Returns: Nil if the text is something else.
    init?(in text: String) {
        let words = text.split(separator: text.contains("T") ? "T" : " ", maxSplits: 1)
        guard let day = words.first, let fault = Self.fault(ofDay: day) else {
            guard let day = words.first, Self.numbers(day) != nil else { return nil }
            guard words.count == 2 else {
                self.fault = "lacks the time of day; say it too, like '\(day) 09:00'"
                return
            }
            guard let fault = Self.fault(ofTime: words[1]) else { return nil }
            self.fault = fault
            return
        }
        self.fault = fault
    }

    /// Year, month and day of `2026-12-01`; nil if it is not written like that.
    private static func numbers(_ day: Substring) -> [Int]? {
        let parts = day.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2] else { return nil }
        let numbers = parts.compactMap(\.digits)
        return numbers.count == 3 ? numbers : nil
    }

    /// Why `2026-02-31` is not a day; nil if it is one, or not written as one.
    static func fault(ofDay day: Substring) -> String? {
        guard let numbers = numbers(day) else { return nil }
        let (year, month, number) = (numbers[0], numbers[1], numbers[2])
        guard (1...12).contains(month) else { return "does not exist: a year has the months 01 to 12, not '\(day.dropFirst(5).prefix(2))'" }
        let last = CivilDate.days(inMonth: month, of: year)
        if (1...last).contains(number) { return nil }
        if month == 2, number == 29 { return "does not exist: \(year.padded(4)) has no 29 February" }
        return "does not exist: \(names[month - 1]) \(year.padded(4)) has \(last) days"
    }

    /// Why `24:00` is not a time of day; nil if it is one, or not written as one.
    private static func fault(ofTime time: Substring) -> String? {
        let parts = time.prefix { $0 != "Z" && $0 != "+" }.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), let hour = parts[0].digits else { return nil }
        if hour >= 24 { return "does not exist: a day has the times 00:00 to 23:59; say the next day for midnight" }
        if parts.count == 1 || parts[0].utf8.count < 2 {
            return "lacks a digit: write hours and minutes with two digits each, like '09:00'"
        }
        if let minute = parts[1].digits, minute >= 60 { return "does not exist: an hour has the minutes 00 to 59" }
        return nil
    }

    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
