import Aftercare

/// An instruction as a protocol file words it, with what is still missing.
struct InstructionDraft {
    /// nil: its name cannot be read.
    let instruction: Instruction?
    /// Whether all of what shapes it could be read; stand-ins take the place of the rest.
    let isComplete: Bool

    init(_ entry: Entry, language: Language) {
        guard let id = InstructionID(entry.key) else {
            entry.reading.complain(
                "'\(entry.key)' is not a name; \(InstructionID.rule)", at: entry.keyPosition, path: entry.path)
            self.init(instruction: nil, isComplete: false)
            return
        }
        guard let block = entry.block(Self.keys) else {
            self.init(instruction: nil, isComplete: false)
            return
        }
        let kind = block.required("kind", like: "abstain").flatMap { $0.choice(Instruction.Kind.self) }
        let window = block.required("window", like: "{ after: end, for: 24h }")?.windowRule()
        let cadence = block.required("remind", like: "[start, 12h, end]")?.cadence()
        let modality = block["modality"].flatMap { $0.choice(Modality.self) }
        let text = block.required("text", like: "{ \(language): … }")?
            .wordings(language, byModality: kind == .compress || kind == nil, hasEnd: cadence?.hasEnd ?? false)
        let label = block["label"]?.translations(language) ?? Translations([language: id.rawValue])
        let quiet = block["quiet"].flatMap { $0.choice(QuietPolicy.self) }
        let citations = block["source"]?.citations(values: Self.keys)
        let instruction = Instruction(
            id: id, kind: kind ?? .advise, subject: kind.flatMap { Self.subject(in: block, for: $0) }, modality: modality,
            window: window ?? WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.days(1))),
            cadence: cadence ?? .moments([.start]), session: block["session"]?.span(),
            usefulFor: block["useful"]?.span(), quiet: quiet ?? .defer, text: text ?? Translations([:]), label: label,
            citations: citations ?? [])
        let isBroken = ["modality", "session"].contains { entry.reading.isBroken(join(entry.path, $0)) }
        self.init(instruction: instruction, isComplete: kind != nil && window != nil && cadence != nil && !isBroken)
    }

    private init(instruction: Instruction?, isComplete: Bool) {
        self.instruction = instruction
        self.isComplete = isComplete
    }

    /// Whether a problem is the file's own, and not one of the stand-ins: of an instruction that is incomplete,
    /// only its sentences and its sources can be weighed.
    func accepts(_ problem: Problem) -> Bool {
        guard !isComplete, let id = instruction?.id, problem.path.hasPrefix("instructions.\(id)") else { return true }
        let isOfText = problem.path.hasPrefix("instructions.\(id).text") && problem.code == .malformed
        return isOfText || problem.path.hasPrefix("instructions.\(id).source")
    }

    private static let subjects = Instruction.Kind.allCases.compactMap(\.subjectKey)

    private static let keys =
        ["kind"] + subjects
        + ["window", "remind", "useful", "session", "quiet", "modality", "source", "label", "text"]

    /// What it is about, under the one key that its kind has for it.
    private static func subject(in block: Block, for kind: Instruction.Kind) -> String? {
        for key in subjects where key != kind.subjectKey {
            guard let entry = block[key] else { continue }
            entry.reading.complain(
                "'\(key)' does not go with kind '\(kind.rawValue)' in \(block.within); "
                    + (kind.subjectKey.map { "write '\($0)'" } ?? "leave it out"),
                at: entry.keyPosition, path: join(block.path, kind.subjectKey ?? key))
        }
        return kind.subjectKey.flatMap { block[$0]?.text() }
    }
}

extension Cadence {
    /// Whether it asks for a last word when the window closes.
    fileprivate var hasEnd: Bool {
        if case .moments(let moments) = self { moments.contains(.end) } else { false }
    }
}

extension Entry {
    /// A key of the sources, several, or one for each value.
    fileprivate func citations(values: [String]) -> [Citation]? {
        guard isGroup else {
            return list()?.compactMap { item in item.text().map { Citation(value: nil, source: $0) } }
        }
        guard let block = block(values.filter { $0 != "source" }) else { return nil }
        return values.flatMap { value in
            block[value]?.list()?.compactMap { item in item.text().map { Citation(value: value, source: $0) } } ?? []
        }
    }

    /// What the patient hears, by language.
    fileprivate func wordings(_ language: Language, byModality: Bool, hasEnd: Bool) -> Translations<Wording>? {
        if isScalar { return phrases(hasEnd: hasEnd).map { Translations([language: Wording(phrases: $0)]) } }
        guard let entries = entries() else { return nil }
        var byLanguage: [Language: Wording] = [:]
        for entry in entries {
            guard let language = entry.languageKey() else { continue }
            byLanguage[language] = entry.wording(byModality: byModality, hasEnd: hasEnd)
        }
        return Translations(byLanguage)
    }

    private func wording(byModality: Bool, hasEnd: Bool) -> Wording? {
        if isScalar { return phrases(hasEnd: hasEnd).map { Wording(phrases: $0) } }
        let modalities = byModality ? Modality.choices.filter { $0 != .none } : []
        guard let block = block(Phase.allCases.map(\.rawValue) + modalities.map(\.rawValue)) else { return nil }
        var phrases: [Modality: Phrases] = [:]
        for modality in modalities { phrases[modality] = block[modality.rawValue]?.phrases(hasEnd: hasEnd) }
        return Wording(phrases: Phrases(block), byModality: phrases)
    }

    /// Sentences for the parts of a window, or one for all of them.
    private func phrases(hasEnd: Bool) -> Phrases? {
        if isScalar { return text().map { Phrases(start: $0, end: hasEnd ? $0 : nil) } }
        return block(Phase.allCases.map(\.rawValue)).map { Phrases($0) }
    }
}

extension Phrases {
    fileprivate init(_ block: Block) {
        self.init(start: block["start"]?.text(), during: block["during"]?.text(), end: block["end"]?.text())
    }
}
