import Aftercare

// Texts in several languages, each under its language.

extension Entry {
    /// One text in several languages, or a single text in `language`.
    ///
    /// - Parameter language: the language of a single text; `nil` when each text must name its own.
    func translations(_ language: Language?) -> Translations<String>? {
        if isScalar {
            guard let text = text(), let language = named(language) else { return nil }
            return Translations([language: text])
        }
        guard let entries = entries() else { return nil }
        var byLanguage: [Language: String] = [:]
        for entry in entries {
            guard let language = entry.languageKey(besides: byLanguage.keys), let text = entry.text() else { continue }
            byLanguage[language] = text
        }
        return Translations(byLanguage)
    }

    /// The service's own sentences, by language. Missing ones that a language must have get substitutes, so that the rest
    /// can be checked.
    func sentences() -> Translations<Sentences>? {
        guard let entries = entries() else { return nil }
        var byLanguage: [Language: Sentences] = [:]
        for entry in entries {
            guard let language = entry.languageKey(besides: byLanguage.keys) else { continue }
            byLanguage[language] = entry.sentences(of: language)
        }
        return Translations(byLanguage)
    }

    private func sentences(of language: Language) -> Sentences? {
        guard let block = block(Sentences.placeholders.map(\.key), named: "the sentences in '\(language)'"),
            let english = Sentences.own.byLanguage[.english]
        else { return nil }
        func sentence(_ key: String) -> String {
            let example = english[key] ?? ""
            return block.required(key, like: "\"\(example)\"")?.text() ?? example
        }
        return Sentences(
            correction: sentence("correction"), later: sentence("later"), withdrawn: sentence("withdrawn"),
            sessions: sentence("sessions"), unmonitored: sentence("unmonitored"), warm: sentence("warm"),
            cold: sentence("cold"), together: block["together"]?.text(), sender: block["sender"]?.text())
    }

    /// The key, read as a language.
    ///
    /// - Parameter others: the languages that the group contains already.
    func languageKey(besides others: some Collection<Language>) -> Language? {
        // These would be accepted as language tags; 'end' is one.
        if ["start", "during", "end"].contains(key) {
            reading.report(
                "the sentence '\(key)' does not say its language; sentences stand below one, like '\(Language.english): { \(key): … }'",
                at: keyPosition, path: path)
            return nil
        }
        do {
            let language = try Language(stated: key)
            if others.contains(language) {
                reading.report("'\(key)' is the language '\(language)', which stands there already; keep one", at: keyPosition, path: path)
                return nil
            }
            // Problems use the canonical form of the tag.
            if let parent = path.lastIndex(of: ".") { reading.record(position, of: "\(path[...parent])\(language)") }
            return language
        } catch {
            reading.report(
                "\(error); texts stand below their language, like '\(Language.english): …'", at: keyPosition, path: path)
            return nil
        }
    }

    /// `language`, as the language of a single text; reports a problem when it is `nil`.
    func named(_ language: Language?) -> Language? {
        if language == nil {
            report("\(name) does not say its language; write it below one, like '\(key): { \(Language.english): … }'")
        }
        return language
    }
}
