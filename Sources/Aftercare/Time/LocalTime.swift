/// A time of day on a wall clock: `09:00`, `21:30`.
package struct LocalTime: Hashable, Sendable {
    /// Minutes since midnight, 0 to 1439.
    package let minuteOfDay: Int

    package init?(hour: Int, minute: Int) {
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        minuteOfDay = hour * 60 + minute
    }

    package var hour: Int { minuteOfDay / 60 }
    package var minute: Int { minuteOfDay % 60 }
}

extension LocalTime: Comparable {
    package static func < (one: Self, other: Self) -> Bool { one.minuteOfDay < other.minuteOfDay }
}

extension LocalTime: TextRepresentable, CustomStringConvertible {
    package init(text: String) throws(MalformedText) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count <= 2, parts[1].utf8.count == 2,
            let hour = parts[0].digits, let minute = parts[1].digits, let time = LocalTime(hour: hour, minute: minute)
        else { throw MalformedText(value: text, expected: "a time of day from 00:00 to 23:59, like 09:00") }
        self = time
    }

    package var text: String { "\(hour.padded(2)):\(minute.padded(2))" }
    package var description: String { text }
}
