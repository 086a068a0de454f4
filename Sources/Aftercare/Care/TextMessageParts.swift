/// Into how many parts a text goes as SMS. A part is what networks carry, and what gateways charge for.
///
/// A text whose characters are all of the GSM alphabet takes 7 bits for each of them: 160 fit into one part, and 153 into
/// each of several, whose header takes the room of 7. Characters of the extension table count as two, of which no part's
/// end separates the second. Any other character makes the whole text UCS-2: 70 units of UTF-16 fit into one part, and 67
/// into each of several; no part's end separates a surrogate pair. The text counts as it is written: nothing is composed,
/// replaced or left out.
///
/// Source: 3GPP TS 23.038 §6.2.1 (the default alphabet and its extension table); 3GPP TS 23.040 §9.2.3.16 and §9.2.3.24.1
/// (the length of a part, and the header of concatenated ones).
package struct TextMessageParts: Equatable, Sendable {
    package let encoding: Encoding
    /// At least 1: an empty text is a part of its own.
    package let count: Int
    /// The first character outside the GSM alphabet, which makes the text UCS-2; nil where there is none.
    package let outsider: Unicode.Scalar?

    /// The raw values are part of the interface; do not change them.
    package enum Encoding: String, CaseIterable, Codable, Sendable {
        case gsm7, ucs2
    }

    package init(_ text: String) {
        let scalars = text.unicodeScalars
        outsider = scalars.first { Self.septets(of: $0) == nil }
        if outsider == nil {
            encoding = .gsm7
            count = Self.parts(scalars.compactMap(Self.septets), alone: 160, together: 153)
        } else {
            encoding = .ucs2
            count = Self.parts(scalars.map { UTF16.width($0) }, alone: 70, together: 67)
        }
    }

    /// - Parameters:
    ///   - sizes: of the characters, none of which is divided.
    ///   - alone: what fits into one part.
    ///   - together: what fits into each of several parts.
    private static func parts(_ sizes: [Int], alone: Int, together: Int) -> Int {
        guard sizes.reduce(0, +) > alone else { return 1 }
        var count = 1
        var used = 0
        for size in sizes {
            if used + size > together {
                count += 1
                used = 0
            }
            used += size
        }
        return count
    }

    /// How many septets a character takes; nil for one that the alphabet does not have.
    private static func septets(of scalar: Unicode.Scalar) -> Int? {
        alphabet.contains(scalar) ? 1 : extensionTable.contains(scalar) ? 2 : nil
    }

    /// In the order of the table, without the escape to the extension table.
    private static let alphabet = Set(
        """
        @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?\
        ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà
        """.unicodeScalars)

    private static let extensionTable = Set("\u{C}^{}\\[~]|€".unicodeScalars)
}
