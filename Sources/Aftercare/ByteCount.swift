/// An amount of storage, written as systemd writes it: `64M`, `1G`, `4096`; the letters count in 1024s.
package struct ByteCount: Hashable, Sendable {
    package let bytes: Int64

    package init(_ bytes: Int64) { self.bytes = bytes }

    package static func mebibytes(_ count: Int64) -> ByteCount { ByteCount(count << 20) }

    /// The largest first.
    private static let units: [(letter: Character, size: Int64)] = [
        ("T", 1 << 40), ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10),
    ]
}

extension ByteCount: TextRepresentable {
    package init(text: String) throws(MalformedText) {
        let unit = Self.units.first { text.uppercased().last == $0.letter }
        let digits = unit == nil ? text[...] : text.dropLast()
        let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isNumber, let number = Int64(digits),
            case (let bytes, let overflows) = number.multipliedReportingOverflow(by: unit?.size ?? 1), !overflows
        else { throw MalformedText(value: text, expected: "an amount of storage, like 64M or 1G") }
        self.bytes = bytes
    }

    package var text: String {
        guard bytes > 0, let unit = Self.units.first(where: { bytes % $0.size == 0 }) else { return "\(bytes)" }
        return "\(bytes / unit.size)\(unit.letter)"
    }
}

extension ByteCount: CustomStringConvertible {
    /// For people: `12.3 MiB`, rounded down.
    package var description: String {
        guard let unit = Self.units.first(where: { bytes >= $0.size }) else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        let tenths = bytes % unit.size * 10 / unit.size
        return "\(bytes / unit.size)\(tenths == 0 ? "" : ".\(tenths)") \(unit.letter)iB"
    }
}
