import Aftercare

// Texts in several languages, each below its own.

extension Entry {
    /// The same text in several languages, or a single text in `language`.
    ///
    /// - Parameter language: nil: each text must name its own.
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

    /// The service's own sentences, by language. What is missing is stood in for, so that the rest can be weighed.
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
        func sentence(_ key: String) -> String { block.required(key, like: "\"\(english[key])\"")?.text() ?? english[key] }
        return Sentences(
            correction: sentence("correction"), later: sentence("later"), withdrawn: sentence("withdrawn"),
            sessions: sentence("sessions"), unmonitored: sentence("unmonitored"), warm: sentence("warm"),
            cold: sentence("cold"))
    }

    /// Its key as a language.
    ///
    /// - Parameter others: those that stand there already.
    func languageKey(besides others: some Collection<Language>) -> Language? {
        // They would pass for tags of languages; 'end' is one.
        if ["start", "during", "end"].contains(key) {
            reading.complain(
                "the sentence '\(key)' does not say its language; sentences stand below one, like '\(Language.english): { \(key): … }'",
                at: keyPosition, path: path)
            return nil
        }
        do {
            let language = try Language(stated: key)
            if others.contains(language) {
                reading.complain("'\(key)' is the language '\(language)', which stands there already; keep one", at: keyPosition, path: path)
                return nil
            }
            // Problems speak of the tag as it is written best.
            if let parent = path.lastIndex(of: ".") { reading.note(position, of: "\(path[...parent])\(language)") }
            return language
        } catch {
            reading.complain(
                "\(error); texts stand below their language, like '\(Language.english): …'", at: keyPosition, path: path)
            return nil
        }
    }

    /// `language`, which a single text is in; nil, with a complaint, where that is not known.
    func named(_ language: Language?) -> Language? {
        if language == nil {
            complain("\(name) does not say its language; write it below one, like '\(key): { \(Language.english): … }'")
        }
        return language
    }
}
