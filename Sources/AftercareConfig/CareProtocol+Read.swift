package import Aftercare

extension CareProtocol {
    /// Reads a protocol file and weighs what it says. Every mistake is found at once; a draft is a warning.
    package static func read(_ source: SourceText) -> Parsed<CareProtocol> {
        let reading = Reading(source)
        guard let root = reading.root else {
            if reading.isEmpty {
                reading.complain("this file is empty; a protocol begins with 'protocol: its-name'", at: nil)
            }
            return reading.parsed(nil)
        }
        let file = root.block([
            "protocol", "version", "title", "language", "routes", "duration", "signed-off", "sources", "instructions",
        ])
        guard let file else { return reading.parsed(nil) }
        let language = file["language"].flatMap { $0.spoken(Language.self) } ?? .english
        let drafts = file.required("instructions", like: "{ no-alcohol: … }")?.entries("instruction")?
            .map { InstructionDraft($0, language: language) } ?? []
        // What could not be read is stood in for, so that the rest can be weighed; the file is refused anyway.
        let id = file.required("protocol", like: "exosome-injection").flatMap { $0.id(ProtocolID.self) }
        guard let id = id ?? ProtocolID("unread") else { return reading.parsed(nil) }
        let careProtocol = CareProtocol(
            id: id,
            version: file.required("version", like: "1")?.integer() ?? 1,
            title: file.required("title", like: "Exosome injection")?.translations(language) ?? Translations([:]),
            language: language,
            routes: file.required("routes", like: "[intravenous]")?.list()?.compactMap { $0.choice(Route.self) } ?? [],
            usualDuration: file["duration"]?.span(),
            signOff: file["signed-off"]?.signOff(),
            sources: file.required("sources", like: "{ sheet: The title of the sheet }")?.texts() ?? [:],
            instructions: drafts.compactMap(\.instruction))
        let loose = drafts.filter { !$0.isComplete }
        reading.add(
            careProtocol.problems().filter { problem in loose.allSatisfy { $0.accepts(problem) } }, as: .error)
        reading.add(careProtocol.warnings(), as: .warning)
        return reading.parsed(careProtocol)
    }
}

extension Entry {
    /// The same text in several languages, or a single text in the language of the file.
    func translations(_ language: Language) -> Translations<String>? {
        if isScalar { return text().map { Translations([language: $0]) } }
        guard let entries = entries() else { return nil }
        var byLanguage: [Language: String] = [:]
        for entry in entries {
            guard let language = entry.languageKey(), let text = entry.text() else { continue }
            byLanguage[language] = text
        }
        return Translations(byLanguage)
    }

    /// Its key as a language.
    func languageKey() -> Language? {
        do {
            return try Language(spoken: key)
        } catch {
            reading.complain(
                "\(error); texts stand below their language, like '\(Language.english): …'", at: keyPosition, path: path)
            return nil
        }
    }

    fileprivate func texts() -> [String: String]? {
        entries().map { entries in
            Dictionary(uniqueKeysWithValues: entries.compactMap { entry in entry.text().map { (entry.key, $0) } })
        }
    }

    fileprivate func signOff() -> SignOff? {
        guard let block = block(["by", "on"], named: "'signed-off'") else { return nil }
        let by = block.required("by", like: "Dr. Ada Example")?.text()
        guard let on = block.required("on", like: "2026-11-21"), let day = on.text() else { return nil }
        guard (try? LocalDateTime(spoken: "\(day) 00:00")) != nil else {
            on.complain("'\(day)' is not a day of the calendar, like 2026-11-21")
            return nil
        }
        return by.map { SignOff(by: $0, on: day) }
    }
}
