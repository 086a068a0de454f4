// Checks that the texts of a protocol or a plan can be shown as written, and fit into one journal record.

extension CareProtocol {
    /// Checks the texts outside of instructions.
    func checkTexts(_ problems: inout Problems) {
        for (language, title) in title.byLanguage.sorted(by: { $0.key < $1.key }) {
            problems.check(language: language, at: "title.\(language)")
            problems.check(title, .name, "the title", at: "title.\(language)")
        }
        problems.check(signOff?.by, .name, "the name of who signed", at: "signed-off.by")
        for (key, source) in sources.sorted(by: { $0.key < $1.key }) {
            problems.check(key, .name, "the key '\(key.quotable)' of a source", at: "sources.\(key)")
            problems.check(source, .source, "the title of source '\(key.quotable)'", at: "sources.\(key)")
        }
        for (key, names) in (terms ?? [:]).sorted(by: { $0.key < $1.key }) {
            problems.check(key, .name, "the term '\(key.quotable)'", at: "terms.\(key)")
            for (index, name) in names.enumerated() {
                problems.check(name, .name, "a name of term '\(key.quotable)'", at: "terms.\(key).\(index)")
            }
        }
        for (language, own) in (sentences?.byLanguage ?? [:]).sorted(by: { $0.key < $1.key }) {
            for (key, _) in Sentences.placeholders {
                problems.check(own[key], .frame, "'\(key)'", at: "sentences.\(language).\(key)")
            }
        }
    }

    /// Checks the texts of an instruction.
    func checkTexts(of instruction: Instruction, _ problems: inout Problems) {
        problems.check(instruction.subject, .name, "what it is about", at: instruction.kind.subjectKey ?? "")
        for (language, label) in instruction.label.byLanguage.sorted(by: { $0.key < $1.key }) {
            problems.check(language: language, at: "label.\(language)")
            problems.check(label, .name, "the label", at: "label.\(language)")
        }
        for citation in instruction.citations {
            problems.check(citation.source, .name, "the source '\(citation.source.quotable)'", at: "source")
        }
        for (language, wording) in instruction.text.byLanguage.sorted(by: { $0.key < $1.key }) {
            problems.check(language: language, at: "text.\(language)")
            let own = wording.byModality.sorted { $0.key < $1.key }.map { (".\($0.key)", $0.value) }
            for (modality, phrases) in [("", wording.phrases)] + own {
                for (phase, sentence) in [(Phase.start, phrases.start), (.during, phrases.during), (.end, phrases.end)] {
                    guard let sentence else { continue }
                    check(sentence, in: language, at: "text.\(language)\(modality).\(phase.rawValue)", &problems)
                }
            }
        }
    }

    private func check(_ sentence: String, in language: Language, at path: String, _ problems: inout Problems) {
        let before = problems.list.count
        problems.check(sentence, .sentence, "the text", at: path)
        guard problems.list.count == before else { return }
        let bytes = maxBytes(of: sentence, in: language)
        guard bytes > Phrases.maxBytes else { return }
        problems.add(
            .outOfRange, at: path,
            "with all that is filled in the text may take \(bytes) bytes, and the journal shows \(Phrases.maxBytes); shorten it")
    }

    /// The most bytes a sentence can take, with its placeholders filled in and as part of a correction.
    private func maxBytes(of sentence: String, in language: Language) -> Int {
        let frames = sentences(in: language)
        let filled = Placeholder.names(in: sentence).reduce(sentence.utf8.count) { bytes, name in
            switch Placeholder(rawValue: name) {
            case .contact: bytes + TextRule.contact.maxBytes + frames.unmonitored.utf8.count
            case .until, .left, .next, .session: bytes + Self.maxTimeBytes
            case nil: bytes
            }
        }
        return filled + frames.correction.utf8.count
    }

    /// A day with its date and time, or a length of time, in the scripts that take the most bytes.
    private static let maxTimeBytes = 160
}

extension Problems {
    fileprivate mutating func check(language: Language, at path: String) {
        guard !language.isWellFormed else { return }
        add(.malformed, at: path, "\(MalformedText(value: language.tag, expected: "a language tag of BCP 47, like en, de or pt-BR"))")
    }
}
