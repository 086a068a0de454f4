package import Aftercare

extension CareProtocol {
    /// Reads and checks a protocol file. All mistakes are reported at once; a draft is a warning.
    ///
    /// - Parameter today: the latest date that has begun anywhere on earth; `nil` when it is unknown here.
    package static func read(_ source: SourceText, today: CivilDate? = nil) -> Parsed<CareProtocol> {
        let reading = Reading(source)
        guard let root = reading.root else {
            if reading.isEmpty {
                reading.report("this file is empty; a protocol begins with 'protocol: its-name'", at: nil)
            }
            return reading.parsed(nil)
        }
        let file = root.block([
            "protocol", "version", "title", "language", "routes", "duration", "signed-off", "confirm", "sources",
            "sentences", "terms", "instructions",
        ])
        guard let file else { return reading.parsed(nil) }
        let language = file["language"].flatMap { $0.value(Language.self) } ?? .english
        let instructions =
            file.required("instructions", like: "{ no-alcohol: … }")?.entries("instruction")?
            .compactMap { $0.instruction(language) } ?? []
        // Values that could not be read get substitutes, so that the rest can be checked; the file is refused anyway.
        let id = file.required("protocol", like: "exosome-injection").flatMap { $0.id(ProtocolID.self) }
        guard let id = id ?? ProtocolID("unread") else { return reading.parsed(nil) }
        let careProtocol = CareProtocol(
            id: id,
            version: file.required("version", like: "1")?.integer() ?? 1,
            title: file.required("title", like: "Exosome injection")?.translations(language) ?? Translations([:]),
            language: language,
            routes: file.required("routes", like: "[intravenous]")?.list()?.compactMap { $0.choice(Route.self) } ?? [],
            usualDuration: file["duration"]?.span(),
            signOff: file["signed-off"]?.signOff(today: today),
            confirms: file["confirm"]?.isTrue(),
            sources: file.required("sources", like: "{ sheet: The title of the sheet }")?.texts() ?? [:],
            sentences: file["sentences"]?.sentences(), terms: file["terms"]?.terms(), instructions: instructions)
        reading.add(careProtocol.problems(), as: .error)
        reading.add(careProtocol.warnings(), as: .warning)
        return reading.parsed(careProtocol)
    }
}

extension Entry {
    fileprivate func texts() -> [String: String]? {
        entries().map { entries in
            Dictionary(uniqueKeysWithValues: entries.compactMap { entry in entry.text().map { (entry.key, $0) } })
        }
    }

    /// The names of each term, in all languages.
    fileprivate func terms() -> [String: [String]]? {
        entries().map { entries in
            Dictionary(
                uniqueKeysWithValues: entries.map { entry in (entry.key, entry.list()?.compactMap { $0.text() } ?? []) })
        }
    }

    fileprivate func signOff(today: CivilDate?) -> SignOff? {
        guard let block = block(["by", "on"], named: "'signed-off'") else { return nil }
        let by = block.required("by", like: "Dr. Ada Example")?.text()
        guard let on = block.required("on", like: "2026-11-21"), let day = on.text() else { return nil }
        do throws(MalformedText) {
            let date = try CivilDate(text: day)
            if let today, date > today {
                on.report("'\(day)' lies in the future; a protocol is signed off when somebody has signed it")
                return nil
            }
        } catch {
            on.report("\(error)")
            return nil
        }
        return by.map { SignOff(by: $0, on: day) }
    }
}
