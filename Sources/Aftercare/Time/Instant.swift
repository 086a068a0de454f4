/// A point in time: whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Written in RFC 3339 in UTC (`2026-11-21T17:30:00Z`).
package struct Instant: Hashable, Sendable {
    package let seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    /// Before every other instant in use.
    package static let distantPast = Instant(seconds: .min / 2)

    /// The instants that the service works with: the years 1970 to 2199. Zones are expanded that far.
    package static let supported = Instant(seconds: 0)..<Instant(seconds: 7_258_118_400)
}

extension Instant: Comparable {
    package static func < (one: Self, other: Self) -> Bool { one.seconds < other.seconds }

    /// Elapsed seconds, regardless of zone and calendar.
    package static func + (instant: Self, seconds: Int64) -> Self { Self(seconds: instant.seconds + seconds) }
    package static func - (instant: Self, seconds: Int64) -> Self { Self(seconds: instant.seconds - seconds) }
    package static func - (one: Self, other: Self) -> Int64 { one.seconds - other.seconds }
}

extension Instant: TextRepresentable {
    package init(text: String) throws(MalformedText) {
        guard let (local, rest) = LocalDateTime.prefix(of: text), let offset = Self.offset(rest) else {
            throw MalformedText(value: text, expected: "a time with its offset, like 2026-11-21T17:30:00Z")
        }
        self = local.asIfUTC - offset
        // An offset may carry it beyond the years that four digits can write.
        guard (0...9999).contains(LocalDateTime(asIfUTC: self).date.year) else {
            throw MalformedText(value: text, expected: "a time of the years 0000 to 9999 in UTC, like 2026-11-21T17:30:00Z")
        }
    }

    package var text: String {
        let local = LocalDateTime(asIfUTC: self)
        guard (0...9999).contains(local.date.year) else { return "\(local.textWithSeconds)Z" }
        // Digit by digit: every record holds many of them, and to put strings together takes ten times as long.
        return String(unsafeUninitializedCapacity: 20) { bytes in
            var place = 0
            func put(_ number: Int, _ width: Int, _ mark: Unicode.Scalar) {
                var rest = number
                for digit in stride(from: place + width - 1, through: place, by: -1) {
                    bytes[digit] = 0x30 + UInt8(rest % 10)
                    rest /= 10
                }
                bytes[place + width] = UInt8(ascii: mark)
                place += width + 1
            }
            put(local.date.year, 4, "-")
            put(local.date.month, 2, "-")
            put(local.date.day, 2, "T")
            put(local.secondOfDay / 3600, 2, ":")
            put(local.secondOfDay / 60 % 60, 2, ":")
            put(local.secondOfDay % 60, 2, "Z")
            return place
        }
    }

    /// For file names: `20261121T092600Z`.
    package var compact: String { text.filter { $0 != "-" && $0 != ":" } }

    /// Seconds east of UTC from `Z`, `+01:00` or `-0330`; nil for anything else.
    private static func offset(_ text: Substring) -> Int64? {
        if text == "Z" || text == "z" { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        var digits = text.dropFirst()
        if digits.dropFirst(2).first == ":" { digits = digits.prefix(2) + digits.dropFirst(3) }
        guard digits.utf8.count == 4, let hours = digits.prefix(2).digits, let minutes = digits.suffix(2).digits,
            hours < 24, minutes < 60
        else { return nil }
        return (sign == "-" ? -1 : 1) * Int64(hours * 3600 + minutes * 60)
    }
}

extension Instant: CustomStringConvertible {
    package var description: String { text }
}
