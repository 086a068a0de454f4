/// A length of time as people state it.
///
/// Minutes and hours are elapsed time. Days, weeks and months are calendar time in the patient's zone: a span of `1d`
/// from 09:00 ends at 09:00, even over a day of 23 hours.
package struct Span: Hashable, Sendable {
    package let months: Int
    package let days: Int
    /// Elapsed seconds.
    package let seconds: Int64

    package init(months: Int = 0, days: Int = 0, seconds: Int64 = 0) {
        self.months = months
        self.days = days
        self.seconds = seconds
    }

    package static let zero = Span()
    package static func minutes(_ count: Int64) -> Span { Span(seconds: count * 60) }
    package static func hours(_ count: Int64) -> Span { Span(seconds: count * 3600) }
    package static func days(_ count: Int) -> Span { Span(days: count) }

    package var isZero: Bool { self == .zero }
    /// Whether part of it follows the calendar.
    package var isCalendar: Bool { months != 0 || days != 0 }

    /// The longest it can take, in seconds: 31 days a month, 25 hours a day. For bounds, never for schedules.
    package var longest: Int64 { Int64(months) * 31 * 90_000 + Int64(days) * 90_000 + seconds }

    package static func * (span: Span, count: Int) -> Span {
        Span(months: span.months * count, days: span.days * count, seconds: span.seconds * Int64(count))
    }

    package static prefix func - (span: Span) -> Span { span * -1 }
}

extension Span {
    /// The units that a span may be written in, each with its names.
    private static let units: [(names: [String], span: Span)] = [
        (["mo", "month", "months"], Span(months: 1)),
        (["w", "week", "weeks"], Span(days: 7)),
        (["d", "day", "days"], Span(days: 1)),
        (["h", "hour", "hours"], Span(seconds: 3600)),
        (["min", "mins", "minute", "minutes"], Span(seconds: 60)),
        (["s", "sec", "second", "seconds"], Span(seconds: 1)),
    ]

    /// Reads a span as sysadmins write it: `15min`, `24h`, `3d`, `2w`, `6mo`, `1d 12h`.
    ///
    /// A bare `m` is refused, since it means minutes to some and months to others.
    package init(plain text: String) throws(MalformedText) {
        let malformed = MalformedText(value: text, expected: "a length of time, like 15min, 24h, 3d, 2w or 6mo")
        var rest = Substring(text)
        guard text.utf8.count <= Self.maxText, !rest.isEmpty else { throw malformed }
        var total = Span.zero
        var used: Set<Int> = []
        while !rest.isEmpty {
            // A space separates a number from its unit, or one term from the next. It is never part of a number.
            let count = rest.leadingDigits
            rest = rest.drop { $0 == " " }
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
            if name == "m" { throw MalformedText(value: text, expected: "clear: write min for minutes or mo for months") }
            guard let count, count <= 100_000, let index = Self.units.firstIndex(where: { $0.names.contains(String(name)) })
            else { throw malformed }
            guard used.insert(index).inserted else {
                throw MalformedText(value: text, expected: malformed.expected, fault: "names '\(name)' twice; add them up")
            }
            total = total.adding(Self.units[index].span, count)
            if let next = rest.first {
                rest = rest.drop { $0 == " " }
                guard next.isASCII, !rest.isEmpty else { throw malformed }
            }
        }
        guard total.isBelievable else { throw MalformedText(value: text, expected: "a length of time under 100 years") }
        self = total
    }

    /// More text than anybody needs for a length of time.
    private static let maxText = 100

    /// Under 100 years.
    private var isBelievable: Bool { longest < 100 * 366 * 86_400 }

    /// - Parameter count: at most 10,000,000, so that a few terms cannot overflow.
    private func adding(_ unit: Span, _ count: Int) -> Span {
        Span(
            months: months + unit.months * count, days: days + unit.days * count, seconds: seconds + unit.seconds * Int64(count))
    }

    /// As a sysadmin would write it: `1d 12h`.
    package var plain: String {
        var parts: [String] = []
        func add(_ count: Int64, _ unit: String) { if count != 0 { parts.append("\(count)\(unit)") } }
        add(Int64(months), "mo")
        if days % 7 == 0 { add(Int64(days / 7), "w") } else { add(Int64(days), "d") }
        add(seconds / 3600, "h")
        add(seconds % 3600 / 60, "min")
        add(seconds % 60, "s")
        return parts.isEmpty ? "0min" : parts.joined(separator: " ")
    }
}

extension Span: TextRepresentable, CustomStringConvertible {
    /// Reads an ISO 8601 duration (`PT24H`, `P3D`, `P6M`), as JSON and FHIR carry it.
    package init(text: String) throws(MalformedText) {
        let malformed = MalformedText(value: text, expected: "an ISO 8601 duration, like PT24H, P3D or P6M")
        var rest = Substring(text)
        guard text.utf8.count <= Self.maxText, rest.first == "P" else { throw malformed }
        rest = rest.dropFirst()
        var isTime = false
        var total = Span.zero
        // Each letter once, and in this order, as ISO 8601 requires.
        var letters = Substring("YMWD")
        while let next = rest.first {
            if next == "T", !isTime {
                isTime = true
                letters = "HMS"
                rest = rest.dropFirst()
                guard !rest.isEmpty else { throw malformed }
                continue
            }
            guard let count = rest.leadingDigits, count <= 10_000_000, let letter = rest.first,
                let index = letters.firstIndex(of: letter)
            else { throw malformed }
            letters = letters[letters.index(after: index)...]
            rest = rest.dropFirst()
            let unit: Span
            switch (letter, isTime) {
            case ("Y", false): unit = Span(months: 12)
            case ("M", false): unit = Span(months: 1)
            case ("W", false): unit = Span(days: 7)
            case ("D", false): unit = Span(days: 1)
            case ("H", true): unit = Span(seconds: 3600)
            case ("M", true): unit = Span(seconds: 60)
            case ("S", true): unit = Span(seconds: 1)
            default: throw malformed
            }
            total = total.adding(unit, count)
        }
        guard letters != "YMWD" else { throw malformed }
        guard total.isBelievable else { throw MalformedText(value: text, expected: "a length of time under 100 years") }
        self = total
    }

    package var text: String {
        var date = ""
        var time = ""
        if months != 0 { date += "\(months)M" }
        if days != 0 { date += "\(days)D" }
        if seconds / 3600 != 0 { time += "\(seconds / 3600)H" }
        if seconds % 3600 / 60 != 0 { time += "\(seconds % 3600 / 60)M" }
        if seconds % 60 != 0 || (date.isEmpty && time.isEmpty) { time += "\(seconds % 60)S" }
        return "P\(date)\(time.isEmpty ? "" : "T\(time)")"
    }

    package var description: String { plain }
}
