import Aftercare

// Instructions as files express them: complete in a protocol, partial in a plan's changes.

extension Entry {
    /// A protocol's instruction; `nil` when its name or all of its content cannot be read. Other values that cannot be
    /// read get substitutes, so that the rest can be checked.
    ///
    /// - Parameter language: the language of texts that name none.
    func instruction(_ language: Language) -> Instruction? {
        guard var whole = statedInstruction(language, isWhole: true) else { return nil }
        whole.kind = whole.kind ?? .advise
        whole.window = whole.window ?? WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.days(1)))
        whole.cadence = whole.cadence ?? .moments([.start])
        whole.text = whole.text ?? Translations([:])
        return whole.applied(to: nil, language: language)
    }

    /// The changes that a plan makes to its protocol, listed under the ids of instructions.
    ///
    /// - Parameter path: the path of all changes in problems; its own path by default.
    func instructionChanges(at path: String? = nil) -> [InstructionChange]? {
        let path = path ?? self.path
        reading.record(position, of: path)
        return entries("instruction") { _, key in join(path, key) }?.compactMap { entry in
            if entry.isBare {
                reading.report(
                    "\(entry.within) says nothing; name what the plan does otherwise, or leave it out",
                    at: entry.keyPosition, path: entry.path)
            }
            return entry.statedInstruction(nil, isWhole: false)
        }
    }

    /// What the file states about the instruction named by the key.
    ///
    /// - Parameters:
    ///   - language: the language of texts that name none; `nil` when each text must name its own.
    ///   - isWhole: whether everything that makes up an instruction is required.
    private func statedInstruction(_ language: Language?, isWhole: Bool) -> InstructionChange? {
        guard let id = InstructionID(key) else {
            reading.report("'\(key)' is not a name; \(InstructionID.rule)", at: keyPosition, path: path)
            return nil
        }
        guard let block = block(instructionKeys) else { return nil }
        func value(_ key: String, like example: String) -> Entry? {
            isWhole ? block.required(key, like: example) : block[key]
        }
        let kind = value("kind", like: "abstain").flatMap { $0.choice(Instruction.Kind.self) }
        let window = value("window", like: "{ after: end, for: 24h }")?.windowRule()
        let cadence = value("remind", like: "[start, 12h, end]")?.cadence()
        let text = value("text", like: "{ \(language ?? .english): … }")?
            .wordings(language, byModality: kind == .compress || kind == nil, hasEnd: cadence?.hasEnd)
        let stated = InstructionChange(
            id: id, kind: kind, subject: block.subject(of: kind),
            modality: block["modality"].flatMap { $0.choice(Modality.self) }, window: window, cadence: cadence,
            session: block["session"]?.span(), usefulFor: block["useful"].map { $0.span() ?? anyUse },
            quiet: block["quiet"].flatMap { $0.choice(QuietPolicy.self) }, apart: block["apart"]?.isTrue(), nag: block["nag"]?.nag(),
            text: text, label: block["label"]?.translations(language), citations: block["source"]?.citations(values: instructionKeys))
        if ["kind", "window", "remind", "modality", "session"].contains(where: { reading.isBroken(join(path, $0)) }) {
            reading.markIncomplete(path)
        }
        return stated
    }

    /// `{ every: 30min, times: 3 }`
    private func nag() -> Nag? {
        guard let block = block(["every", "times"], named: "the nag of \(within)") else { return nil }
        let every = block.required("every", like: "30min")?.span()
        let times = block.required("times", like: "3")?.integer()
        // An unreadable value has been reported already; the other one is checked all the same.
        return Nag(every: every ?? .hours(1), times: times ?? 1)
    }
}

private let subjectKeys = Instruction.Kind.allCases.compactMap(\.subjectKey)

private let instructionKeys =
    ["kind"] + subjectKeys
    + ["window", "remind", "useful", "session", "quiet", "apart", "nag", "modality", "source", "label", "text"]

/// Substitutes for an unreadable `useful`: no repetition comes later than that.
private let anyUse = Span(months: 36)

extension Block {
    /// What an instruction is about, from the only key that its kind allows; if the kind is unknown, from whichever
    /// such key there is.
    fileprivate func subject(of kind: Instruction.Kind?) -> String? {
        let stated = subjectKeys.compactMap { self[$0] }
        let wanted = kind.map(\.subjectKey) ?? stated.first?.key
        for entry in stated where entry.key != wanted {
            let advice = wanted.map { "write '\($0)'" } ?? "leave it out"
            entry.reading.report(
                kind.map { "'\(entry.key)' does not go with kind '\($0.rawValue)' in \(within); \(advice)" }
                    ?? "'\(entry.key)' does not go with '\(wanted ?? "")' in \(within); keep one of them",
                at: entry.keyPosition, path: join(path, wanted ?? entry.key))
        }
        return wanted.flatMap { self[$0]?.text() }
    }
}

extension Cadence {
    /// Whether it includes a reminder at the end of the window.
    fileprivate var hasEnd: Bool {
        if case .moments(let moments) = self { moments.contains(.end) } else { false }
    }
}

extension Entry {
    /// Citations: one source, several sources, or sources for individual values.
    fileprivate func citations(values: [String]) -> [Citation]? {
        guard isGroup else {
            return list()?.compactMap { item in item.text().map { Citation(value: nil, source: $0) } }
        }
        guard let block = block(values.filter { $0 != "source" }) else { return nil }
        return values.flatMap { value in
            block[value]?.list()?.compactMap { item in item.text().map { Citation(value: value, source: $0) } } ?? []
        }
    }

    /// The texts for the patient, by language.
    ///
    /// - Parameter hasEnd: whether there is a reminder at the end of the window; `nil` when it is unknown here.
    fileprivate func wordings(_ language: Language?, byModality: Bool, hasEnd: Bool?) -> Translations<Wording>? {
        if isScalar {
            guard let phrases = phrases(hasEnd: hasEnd), let language = named(language) else { return nil }
            return Translations([language: Wording(phrases: phrases)])
        }
        guard let entries = entries() else { return nil }
        var byLanguage: [Language: Wording] = [:]
        for entry in entries {
            guard let language = entry.languageKey(besides: byLanguage.keys) else { continue }
            byLanguage[language] = entry.wording(byModality: byModality, hasEnd: hasEnd)
        }
        return Translations(byLanguage)
    }

    private func wording(byModality: Bool, hasEnd: Bool?) -> Wording? {
        if isScalar { return phrases(hasEnd: hasEnd).map { Wording(phrases: $0) } }
        let modalities = byModality ? Modality.choices.filter { $0 != .none } : []
        guard let block = block(Phase.allCases.map(\.rawValue) + modalities.map(\.rawValue)) else { return nil }
        var phrases: [Modality: Phrases] = [:]
        for modality in modalities { phrases[modality] = block[modality.rawValue]?.phrases(hasEnd: hasEnd) }
        return Wording(phrases: Phrases(block), byModality: phrases)
    }

    /// Sentences for the parts of a window, or one sentence for all of them.
    private func phrases(hasEnd: Bool?) -> Phrases? {
        guard isScalar else { return block(Phase.allCases.map(\.rawValue)).map { Phrases($0) } }
        return text().map { text in
            let isOfMore = Placeholder.names(in: text).contains { $0 == "\(Placeholder.left)" || $0 == "\(Placeholder.next)" }
            return Phrases(start: text, end: hasEnd ?? !isOfMore ? text : nil)
        }
    }
}

extension Phrases {
    fileprivate init(_ block: Block) {
        self.init(start: block["start"]?.text(), during: block["during"]?.text(), end: block["end"]?.text())
    }
}
