extension Zone {
    /// Reads a compiled zone file, as in `/usr/share/zoneinfo`.
    ///
    /// Source: RFC 8536 (versions 1 to 4 of the format).
    /// - Throws: `MalformedText` if the bytes are not such a file.
    package init(name: String, tzif bytes: [UInt8]) throws(MalformedText) {
        var reader = TZifReader(name: name, bytes: bytes)
        let first = try reader.header()
        guard first.version >= 2 else {
            self = try reader.zone(first, timeSize: 4, hasFooter: false)
            return
        }
        try reader.skip(first.bodySize(timeSize: 4))
        self = try reader.zone(try reader.header(), timeSize: 8, hasFooter: true)
    }
}

private struct TZifHeader {
    let version: Int
    let isUT, isStandard, leaps, transitions, types, characters: Int

    func bodySize(timeSize: Int) -> Int {
        transitions * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + isStandard + isUT
    }
}

private struct TZifReader {
    let name: String
    let bytes: [UInt8]
    var position = 0

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    mutating func header() throws(MalformedText) -> TZifHeader {
        guard bytes.count >= position + 44, bytes[position..<position + 4].elementsEqual("TZif".utf8) else {
            throw broken
        }
        let digit = bytes[position + 4]
        position += 20
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(try signed(4))) }
        guard counts.allSatisfy({ (0...100_000).contains($0) }) else { throw broken }
        return TZifHeader(
            version: digit == 0 ? 1 : Int(digit) - 0x30, isUT: counts[0], isStandard: counts[1], leaps: counts[2],
            transitions: counts[3], types: counts[4], characters: counts[5])
    }

    mutating func zone(_ header: TZifHeader, timeSize: Int, hasFooter: Bool) throws(MalformedText) -> Zone {
        guard header.types > 0 else { throw broken }
        var transitions: [Instant] = []
        for _ in 0..<header.transitions { transitions.append(Instant(seconds: try signed(timeSize))) }
        // Damaged transitions could overflow later arithmetic. The earliest real ones stand for the Big Bang.
        guard position + header.transitions <= bytes.count,
            transitions.allSatisfy({ (-Self.maxSeconds...Self.maxSeconds).contains($0.seconds) }),
            zip(transitions, transitions.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw broken }
        let kinds = bytes[position..<position + header.transitions]
        position += header.transitions
        var types: [Int64] = []
        for _ in 0..<header.types {
            types.append(try signed(4))
            try skip(2)
        }
        // Source of the bounds: RFC 8536 §3.2.
        guard kinds.allSatisfy({ Int($0) < types.count }), types.allSatisfy({ (-89_999...93_599).contains($0) }) else { throw broken }
        try skip(header.characters + header.leaps * (timeSize + 4) + header.isStandard + header.isUT)
        var offsets = [types[0]] + kinds.map { types[Int($0)] }
        if hasFooter, let rule = try footer() {
            let from = max(transitions.last ?? Instant(seconds: 0), Self.firstRuled)
            for change in rule.changes(after: from, upTo: Instant.supported.upperBound) {
                guard change.offset != offsets.last else { continue }
                transitions.append(change.instant)
                offsets.append(change.offset)
            }
        }
        return Zone(name: name, transitions: transitions, offsets: offsets)
    }

    /// The rule for the time after the last transition, between two newlines; nil if it is empty.
    mutating func footer() throws(MalformedText) -> PosixZoneRule? {
        guard position < bytes.count, bytes[position] == 0x0A,
            let end = bytes[(position + 1)...].firstIndex(of: 0x0A)
        else { throw broken }
        let text = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
        return text.isEmpty ? nil : try PosixZoneRule(text)
    }

    mutating func signed(_ size: Int) throws(MalformedText) -> Int64 {
        guard position + size <= bytes.count else { throw broken }
        var value: UInt64 = 0
        for byte in bytes[position..<position + size] { value = value << 8 | UInt64(byte) }
        position += size
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    mutating func skip(_ count: Int) throws(MalformedText) {
        guard position + count <= bytes.count else { throw broken }
        position += count
    }

    private static let maxSeconds: Int64 = 1 << 60
    /// The year 1900, before which no rule need be expanded.
    private static let firstRuled = Instant(seconds: -2_208_988_800)

    var broken: MalformedText { MalformedText(value: name, expected: "a readable zone file; reinstall the package tzdata") }
}
