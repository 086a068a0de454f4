/// A language as BCP 47 names it: `en`, `de`, `pt-BR`.
package struct Language: Hashable, Sendable {
    package let tag: String

    package static let english = Language(tag: "en")
    package static let german = Language(tag: "de")

    private init(tag: String) { self.tag = tag }
}

extension Language: TextRepresentable, CustomStringConvertible, Comparable {
    package init(text: String) throws(MalformedText) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            (1...8).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        guard let first = parts.first, (2...3).contains(first.utf8.count), first.allSatisfy(\.isLetter), isPlain else {
            throw MalformedText(value: text, expected: "a language tag, like en, de or pt-BR")
        }
        tag = Self.canonical(parts)
    }

    /// Source: RFC 5646 (BCP 47): well-formed tags, §2.1, and §4.4.1 on their length.
    package init(stated text: String) throws(MalformedText) {
        try self.init(text: text)
        guard isWellFormed else {
            throw MalformedText(value: text, expected: "a language tag of BCP 47, like en, de or pt-BR")
        }
    }

    /// The longest tag, in bytes, that RFC 5646 lets no program truncate.
    private static let maxBytes = 35

    /// Whether it is well-formed by RFC 5646: language with its extensions, script, region, variants, extensions,
    /// private use.
    package var isWellFormed: Bool {
        guard tag.utf8.count <= Self.maxBytes else { return false }
        var rest = tag.split(separator: "-").dropFirst()
        func skip(_ most: Int, _ isPart: (Substring) -> Bool) {
            for _ in 0..<most { if let part = rest.first, isPart(part) { rest = rest.dropFirst() } }
        }
        func isWord(_ part: Substring, _ length: Int) -> Bool { part.utf8.count == length && part.allSatisfy(\.isLetter) }
        skip(3) { isWord($0, 3) }
        skip(1) { isWord($0, 4) }
        skip(1) { isWord($0, 2) || $0.utf8.count == 3 && $0.digits != nil }
        skip(rest.count) { $0.utf8.count >= 5 || $0.utf8.count == 4 && $0.first?.isNumber == true }
        while let letter = rest.first, letter.utf8.count == 1 {
            rest = rest.dropFirst()
            let before = rest.count
            skip(rest.count) { letter == "x" || $0.utf8.count > 1 }
            guard rest.count < before else { return false }
        }
        return rest.isEmpty
    }

    /// Tags are the same in upper and lower case; RFC 5646 §2.1.1 recommends a form: `zh-Hant-TW`.
    private static func canonical(_ parts: [Substring]) -> String {
        var isExtension = false
        return parts.enumerated().map { index, part in
            let small = part.lowercased()
            // After a single letter come extensions, which are neither script nor region.
            defer { if part.utf8.count == 1 { isExtension = true } }
            if index == 0 || isExtension || !part.allSatisfy(\.isLetter) { return small }
            return switch part.utf8.count {
            case 2: part.uppercased()
            case 4: part.prefix(1).uppercased() + small.dropFirst()
            default: small
            }
        }.joined(separator: "-")
    }

    package var text: String { tag }
    package var description: String { tag }
    package static func < (one: Self, other: Self) -> Bool { one.tag < other.tag }

    /// The tag without its region: `pt` for `pt-BR`.
    package var base: Language { Language(tag: String(tag.prefix { $0 != "-" })) }
}

/// The same text in several languages.
package struct Translations<Text: Codable & Hashable & Sendable>: Hashable, Sendable {
    package let byLanguage: [Language: Text]

    package init(_ byLanguage: [Language: Text]) { self.byLanguage = byLanguage }

    package var languages: [Language] { byLanguage.keys.sorted() }

    /// The text in `language`, or in its base language: `pt` for `pt-BR`.
    func text(in language: Language) -> Text? { byLanguage[language] ?? byLanguage[language.base] }

    func isAvailable(in language: Language) -> Bool { text(in: language) != nil }

    /// The first of `preferred` that has a text, with the language of that text. The base language counts too: `pt` for
    /// `pt-BR`.
    package func first(of preferred: [Language]) -> (text: Text, language: Language)? {
        for language in preferred {
            for candidate in [language, language.base] {
                if let text = byLanguage[candidate] { return (text, candidate) }
            }
        }
        return byLanguage.min { $0.key < $1.key }.map { ($0.value, $0.key) }
    }
}

extension Translations: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        var byLanguage: [Language: Text] = [:]
        for (tag, text) in try container.decode([String: Text].self) {
            do { byLanguage[try Language(text: tag)] = text } catch { throw error.decodingError(at: decoder.codingPath) }
        }
        self.init(byLanguage)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(uniqueKeysWithValues: byLanguage.map { ($0.key.tag, $0.value) }))
    }
}
