/// The limits of a text that people enter and that is shown again: to patients, in the journal, in tables.
///
/// The journal shows a record as text only if it has no control characters but the line feed and stays under 4,096
/// bytes; a terminal obeys control characters; and characters that change the writing direction make a sentence read as
/// another one. Text already in a store is read as it is: the rule applies to what is entered.
package struct TextRule: Hashable, Sendable {
    /// In Unicode scalars, so that combining marks piled on one letter count.
    package let longest: Int
    /// In UTF-8.
    package let maxBytes: Int
    /// Whether it may have several lines.
    package let hasLines: Bool

    private init(_ longest: Int, maxBytes: Int = .max, hasLines: Bool = false) {
        self.longest = longest
        self.maxBytes = maxBytes
        self.hasLines = hasLines
    }

    /// The text of one reminder.
    package static let sentence = TextRule(1000, hasLines: true)
    /// The service's own text around such a sentence.
    package static let frame = TextRule(300, maxBytes: 600)
    /// Names, titles, labels, products, lots, parts of the body.
    package static let name = TextRule(200)
    /// How to reach a clinic. It is filled into sentences, so its bytes count.
    package static let contact = TextRule(200, maxBytes: 400)
    /// The title of a book or a sheet.
    package static let source = TextRule(500)

    /// Everything that is wrong with `text`, each as a phrase to follow the name of the text: "is blank; …".
    package func complaints(about text: String) -> [String] {
        let scalars = text.unicodeScalars
        if scalars.allSatisfy(\.isInvisible), !scalars.contains(where: \.isBarred) {
            return ["is blank; write something, or leave it out"]
        }
        var complaints: [String] = []
        var seen: Set<Unicode.Scalar> = []
        for scalar in scalars where (scalar.isBarred || !hasLines && scalar == "\n") && seen.insert(scalar).inserted {
            complaints.append("holds \(scalar.inWords(inLines: hasLines))")
            if seen.count == Self.maxScalars { break }
        }
        if scalars.count > longest {
            complaints.append("is \(scalars.count) characters long, and \(longest) are the most; shorten it")
        } else if text.utf8.count > maxBytes {
            complaints.append("takes \(text.utf8.count) bytes, and \(maxBytes) are the most; shorten it")
        }
        return complaints
    }

    /// The most forbidden characters that are named.
    private static let maxScalars = 3
}

extension Problems {
    /// Adds what is wrong with an entered text; nothing for nil.
    ///
    /// - Parameter what: the name of the text, for people: `the name`.
    package mutating func check(_ text: String?, _ rule: TextRule, _ what: String, at path: String) {
        for complaint in text.map(rule.complaints) ?? [] { add(.malformed, at: path, "\(what) \(complaint)") }
    }
}

extension Unicode.Scalar {
    /// Whether no text may contain it: it controls a terminal, ends a line in another way, changes the writing
    /// direction, hides among letters, or is not a character at all.
    package var isBarred: Bool {
        switch properties.generalCategory {
        case .control: self != "\n"
        case .format: !Self.formats.contains { $0.contains(value) }
        case .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: properties.isNoncharacterCodePoint
        }
    }

    /// Format characters that scripts need, or that are visible: joiners, word break opportunities, direction marks
    /// that affect only their neighbours, and signs that enclose numbers.
    private static let formats: [ClosedRange<UInt32>] = [
        0x200B...0x200F, 0x2060...0x2060, 0x0600...0x0605, 0x061C...0x061C, 0x06DD...0x06DD, 0x070F...0x070F,
        0x0890...0x0891, 0x08E2...0x08E2, 0x110BD...0x110BD, 0x110CD...0x110CD,
    ]

    /// Whether it shows nothing.
    fileprivate var isInvisible: Bool { properties.isWhitespace || properties.isDefaultIgnorableCodePoint }

    /// `U+001B`
    var code: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    /// Unicode has no names for control characters; these are the most common ones in texts.
    private static let controls: [Unicode.Scalar: String] = [
        "\u{7}": "BELL", "\t": "TAB", "\n": "LINE FEED", "\r": "CARRIAGE RETURN", "\u{1B}": "ESCAPE",
    ]

    fileprivate func inWords(inLines: Bool) -> String {
        let name = (Self.controls[self] ?? properties.name).map { " (\($0))" } ?? ""
        let advice =
            switch (self, properties.generalCategory) {
            case ("\n", _): "which begins a new line; write it on one line"
            case ("\r", _) where inLines: "which the journal cannot show; end lines with a line feed alone"
            case (_, .control): "which the journal cannot show; take it out"
            case (_, .format): "which cannot be seen, and makes text read as another; take it out"
            case (_, .lineSeparator), (_, .paragraphSeparator): "which is no line feed; begin a new line, or take it out"
            default: "which stands for no character; take it out"
            }
        return "\(code)\(name), \(advice)"
    }
}

extension String {
    /// As messages quote it: only the beginning of a long text, and unprintable characters as `<U+001B>`.
    package var quotable: String {
        let start = unicodeScalars.prefix(Self.maxQuoted)
        return String(String.UnicodeScalarView(start)).showable + (unicodeScalars.count > start.count ? "…" : "")
    }

    /// With unprintable characters as `<U+001B>`.
    package var showable: String {
        guard unicodeScalars.contains(where: \.isBarred) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isBarred { text += "<\(scalar.code)>" } else { text.unicodeScalars.append(scalar) }
        }
    }

    private static let maxQuoted = 100
}
