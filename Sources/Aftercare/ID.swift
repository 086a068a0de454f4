/// The id of something that the clinic names: a patient, a plan, a treatment, a protocol, an instruction.
///
/// Ids are typed by people and appear in journal fields, file names and URLs, so they are short and plain: 1 to 64 of
/// `A–Z a–z 0–9 . _ -`, the first a letter or a digit.
package struct ID<Entity>: Hashable, Sendable {
    package let rawValue: String

    /// - Returns: Nil if `rawValue` breaks the rule above.
    package init?(_ rawValue: String) {
        guard let first = rawValue.utf8.first, rawValue.utf8.count <= 64, Self.isLetterOrDigit(first),
            rawValue.utf8.allSatisfy({ Self.isLetterOrDigit($0) || [0x2D, 0x2E, 0x5F].contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// An id that the code itself defines.
    init(own name: StaticString) { rawValue = "\(name)" }

    /// The rule as a sentence for error messages.
    package static var rule: String {
        "use 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit"
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension ID: Comparable {
    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

extension ID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = Self(text) else {
            throw MalformedText(value: text, expected: "a name; \(Self.rule)").decodingError(at: decoder.codingPath)
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
