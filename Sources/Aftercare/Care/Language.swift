/// A language as BCP 47 names it: `en`, `de`, `pt-BR`.
package struct Language: Hashable, Sendable {
    package let tag: String

    package static let english = Language(tag: "en")
    package static let german = Language(tag: "de")

    private init(tag: String) { self.tag = tag }
}

extension Language: Spoken, CustomStringConvertible, Comparable {
    package init(spoken text: String) throws(Malformed) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            (1...8).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        guard let first = parts.first, (2...3).contains(first.utf8.count), first.allSatisfy(\.isLetter), isPlain else {
            throw Malformed(value: text, expected: "a language tag, like en, de or pt-BR")
        }
        tag = text
    }

    package var spoken: String { tag }
    package var description: String { tag }
    package static func < (one: Self, other: Self) -> Bool { one.tag < other.tag }

    /// The tag without its region: `pt` of `pt-BR`.
    package var base: Language { Language(tag: String(tag.prefix { $0 != "-" })) }
}

/// The same text in several languages.
package struct Translations<Text: Codable & Hashable & Sendable>: Hashable, Sendable {
    package let byLanguage: [Language: Text]

    package init(_ byLanguage: [Language: Text]) { self.byLanguage = byLanguage }

    package var languages: [Language] { byLanguage.keys.sorted() }

    /// The first of `preferred` that there is, a region's language counting for the region; with the
    /// language that it is in.
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
            do { byLanguage[try Language(spoken: tag)] = text } catch { throw error.decodingError(at: decoder.codingPath) }
        }
        self.init(byLanguage)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(uniqueKeysWithValues: byLanguage.map { ($0.key.tag, $0.value) }))
    }
}
