// Finds what is wrong with a protocol that can be read. Paths are those of a protocol file:
// `instructions.no-alcohol.text.en.start`.

extension CareProtocol {
    /// Every problem that prevents the use of this protocol.
    package func problems() -> [Problem] {
        var problems = Problems()
        if version < 1 {
            problems.add(.outOfRange, at: "version", "version '\(version)' is below 1; count versions from 1")
        } else if version > Self.highestVersion {
            problems.add(.outOfRange, at: "version", "version '\(version)' is above \(Self.highestVersion); count versions from 1")
        }
        if routes.isEmpty {
            problems.add(.missing, at: "routes", "there is no route; name at least one, like [intravenous]")
        }
        if let usualDuration, usualDuration.isZero {
            problems.add(.outOfRange, at: "duration", "a session of no length; say how long it usually takes, like 45min")
        }
        if instructions.count > Self.maxInstructions {
            problems.add(
                .outOfRange, at: "instructions",
                "there are \(instructions.count) instructions, and \(Self.maxInstructions) are the most; make several protocols of them")
            return problems.list
        }
        if instructions.isEmpty {
            problems.add(.missing, at: "instructions", "there is no instruction; a protocol needs at least one")
        }
        if !title.isAvailable(in: language) {
            problems.add(
                .missing, at: "title",
                "the title is missing in '\(language)', the language of this protocol; add it")
        }
        checkTexts(&problems)
        checkSentences(&problems)
        var ids: Set<InstructionID> = []
        for instruction in instructions {
            if !ids.insert(instruction.id).inserted {
                problems.add(
                    .duplicateID, at: "instructions.\(instruction.id)",
                    "there are two instructions '\(instruction.id)'; rename one")
            }
            var own = Problems(at: "instructions.\(instruction.id)")
            check(instruction, asOwn: false, &own)
            problems.add(own.list)
        }
        return problems.list
    }

    /// The most instructions that a protocol or a plan may have.
    package static let maxInstructions = 200

    /// Nine digits, so that a date may be a version.
    private static let highestVersion = 999_999_999

    /// The languages in which this protocol has texts.
    var languages: [Language] { Set(instructions.flatMap(\.text.languages)).union([language]).sorted() }

    /// Whether patients with this language get their reminders in it.
    package func speaks(_ language: Language) -> Bool { instructions.contains { $0.text.isAvailable(in: language) } }

    /// - Parameters:
    ///   - isOwn: the instruction is the plan's own. Without a cited source, the plan counts as one.
    ///   - isWorded: its texts are stated now, rather than stored earlier.
    func check(_ instruction: Instruction, asOwn isOwn: Bool, isWorded: Bool = true, _ problems: inout Problems) {
        instruction.checkKind(&problems)
        if !isOwn || !instruction.citations.isEmpty { instruction.checkSources(sources, &problems) }
        instruction.checkTimes(&problems)
        if isWorded { checkTexts(of: instruction, &problems) }
        instruction.checkText(isOwn ? [language] : languages, main: language, &problems)
    }

    /// The service's own sentences must exist in every language of the protocol.
    private func checkSentences(_ problems: inout Problems) {
        for language in languages where !hasSentences(in: language) {
            let keys = Sentences.placeholders.map(\.key).filter { !Sentences.optionalKeys.contains($0) }.joined(separator: ", ")
            problems.add(
                .missing, at: "sentences",
                "the service has no sentences of its own in '\(language)'; add 'sentences: { \(language): … }' with \(keys)")
        }
        for (language, own) in (sentences?.byLanguage ?? [:]).sorted(by: { $0.key < $1.key }) {
            for (key, names) in Sentences.placeholders {
                guard let sentence = own[key], Set(Placeholder.names(in: sentence)) != Set(names) else { continue }
                let wanted = names.isEmpty ? "no placeholder" : names.map { "{\($0)}" }.joined(separator: ", ")
                problems.add(
                    .malformed, at: "sentences.\(language).\(key)", "'\(key)' holds \(wanted), each of them and no other")
            }
        }
    }
}

extension Instruction {
    fileprivate func checkKind(_ problems: inout Problems) {
        if subject == nil, kind != .monitor, let key = kind.subjectKey {
            problems.add(.missing, at: key, "'\(id)' does not say what it is about; add '\(key): …'")
        }
        switch (kind, modality) {
        case (.compress, nil):
            let known = Modality.allCases.map(\.rawValue).joined(separator: ", ")
            problems.add(
                .missing, at: "modality",
                "compress '\(id)' has no modality, and there is no default; say one of \(known)")
        case (.compress, _), (_, nil): break
        case (_, let modality?):
            problems.add(
                .contradiction, at: "modality",
                "only a compress has a modality, and '\(id)' is of kind '\(kind.rawValue)'; remove '\(modality.rawValue)'")
        }
    }

    fileprivate func checkSources(_ sources: [String: String], _ problems: inout Problems) {
        if citations.isEmpty {
            problems.add(.missing, at: "source", "'\(id)' cites no source; add 'source:' with a key of 'sources'")
        }
        for citation in citations where sources[citation.source] == nil {
            let known = sources.keys.sorted().joined(separator: ", ")
            problems.add(
                .malformed, at: citation.value.map { "source.\($0)" } ?? "source",
                "unknown source '\(citation.source)'; add it to 'sources'"
                    + (known.isEmpty ? "" : ", or cite one of \(known)"))
        }
    }
}

extension Instruction {
    fileprivate func checkText(_ languages: [Language], main: Language, _ problems: inout Problems) {
        for language in languages where !text.isAvailable(in: language) {
            let why = language == main ? "the language of this protocol" : "which other instructions have"
            problems.add(.missing, at: "text", "'\(id)' has no text in '\(language)', \(why); add one")
        }
        // A compress that the protocol itself leaves out is never emitted.
        guard modality != Modality.none else { return }
        for (language, wording) in text.byLanguage.sorted(by: { $0.key < $1.key }) {
            let path = "text.\(language)"
            guard modality == .planDecides else {
                let own = modality.flatMap { wording.byModality[$0.rawValue] == nil ? nil : ".\($0.rawValue)" }
                check(wording.phrases(for: modality), at: path + (own ?? ""), language, &problems)
                continue
            }
            for modality in Modality.choices where modality != .none {
                guard let phrases = wording.byModality[modality.rawValue] else {
                    problems.add(
                        .missing, at: "\(path).\(modality.rawValue)",
                        "the plan may decide for '\(modality.rawValue)', and '\(id)' has no text for it in '\(language)'; add one")
                    continue
                }
                check(phrases, at: "\(path).\(modality.rawValue)", language, &problems)
            }
        }
    }

    private func check(_ phrases: Phrases, at path: String, _ language: Language, _ problems: inout Problems) {
        for phase in Phase.allCases where hasReminder(in: phase) && phrases.phrase(for: phase, isLate: false) == nil {
            problems.add(
                .missing, at: "\(path).\(phase.rawValue)",
                "'\(id)' speaks at the '\(phase.rawValue)' of its window, and has no sentence for that in '\(language)'; add one")
        }
        let sentences: [(Phase, String?)] = [(.start, phrases.start), (.during, phrases.during), (.end, phrases.end)]
        for (phase, sentence) in sentences {
            guard let sentence else { continue }
            check(sentence, of: phase, at: "\(path).\(phase.rawValue)", &problems)
        }
    }

    private func check(_ sentence: String, of phase: Phase, at path: String, _ problems: inout Problems) {
        let names = Placeholder.names(in: sentence)
        for name in names {
            switch Placeholder(rawValue: name) {
            case nil:
                let known = Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
                problems.add(.malformed, at: path, "unknown placeholder '{\(name.quotable)}'; known are \(known)")
            case .session where session == nil:
                problems.add(
                    .contradiction, at: path,
                    "'{session}' says how long one go takes, and '\(id)' has no 'session'; add one")
            case .next where phase == .end, .left where phase == .end:
                problems.add(
                    .contradiction, at: path,
                    "at the end of a window nothing is left to come; take '{\(name)}' out")
            default: break
            }
        }
        if sentence.count(where: { $0 == "{" }) != names.count {
            problems.add(.malformed, at: path, "a brace is opened and not closed; write a placeholder like {until}")
        }
    }

    /// Whether its cadence can have a reminder in that phase of a window.
    private func hasReminder(in phase: Phase) -> Bool {
        switch (cadence, phase) {
        case (.moments(let moments), .start): moments.contains { $0 == .start }
        case (.moments(let moments), .end): moments.contains { $0 == .end || isClosing($0) }
        case (.moments(let moments), .during): moments.contains { $0 != .start && $0 != .end && !isClosing($0) }
        case (.every(_, let count), .during): count != 1
        case (.every, let phase): phase == .start
        case (.daily, let phase): phase == .during
        }
    }

    /// Whether a moment coincides with the end of the window.
    private func isClosing(_ moment: Cadence.Moment) -> Bool {
        if case .after(let span, at: nil) = moment, case .lasting(span) = window.closes { true } else { false }
    }
}
