/// Parses time spans as in systemd.time(7): `30s`, `1min 30s`, `500ms`; a bare number is seconds.
enum TimeSpan {
    private static let units: [String: Double] = [
        "us": 1, "usec": 1, "µs": 1, "ms": 1e3, "msec": 1e3, "": 1e6, "s": 1e6, "sec": 1e6, "second": 1e6, "seconds": 1e6,
        "m": 6e7, "min": 6e7, "minute": 6e7, "minutes": 6e7, "h": 3.6e9, "hr": 3.6e9, "hour": 3.6e9, "hours": 3.6e9,
        "d": 8.64e10, "day": 8.64e10, "days": 8.64e10, "w": 6.048e11, "week": 6.048e11, "weeks": 6.048e11,
        "M": 2.629_8e12, "month": 2.629_8e12, "months": 2.629_8e12, "y": 3.155_76e13, "year": 3.155_76e13, "years": 3.155_76e13,
    ]

    /// `nil` for a text that is not a time span; the maximum for `infinity`.
    static func microseconds(_ text: String) -> UInt64? {
        if text == "infinity" { return .max }
        var rest = text.filter { $0 != " " }[...]
        var sum = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(number), let factor = units[String(unit)] else { return nil }
            sum += value * factor
        }
        return UInt64(exactly: sum.rounded())
    }
}
