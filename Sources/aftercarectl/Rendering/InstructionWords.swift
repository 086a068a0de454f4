import Aftercare

extension InstructionChange {
    /// What the instruction states under `key`, worded as on a protocol's sheet; empty if it states nothing.
    func words(_ key: Instruction.Key) -> [(name: String, text: String)] {
        func fact(_ name: String, _ text: String?) -> [(name: String, text: String)] { text.map { [(name, $0)] } ?? [] }
        switch key {
        case .kind: return fact("kind", kind?.rawValue)
        case .subject: return fact("about", subject)
        case .modality: return fact("modality", modality?.rawValue)
        case .window: return fact("holds", window?.words)
        case .cadence: return fact("reminds", cadence?.words)
        case .session: return fact("takes", session?.plain)
        case .usefulFor: return fact("useful for", usefulFor?.plain)
        case .quiet: return fact("quiet hours", quiet?.words)
        case .apart: return fact("message", apart.map { $0 ? "of its own" : "with the others" })
        case .nag: return fact("asks again", nag.map { $0.times == 0 ? "not at all" : $0.words })
        case .text: return text?.sentences ?? []
        case .label:
            guard let label else { return [] }
            let isOne = label.languages.count == 1
            return label.languages.compactMap { language in
                label.byLanguage[language].map { (isOne ? "label" : "label \(language)", $0) }
            }
        case .citations: return fact("source", citations?.words)
        }
    }

    /// Everything that it states, key by key.
    var facts: Facts {
        var facts = Facts()
        facts.indent = 4
        for key in Instruction.Key.allCases {
            for (name, text) in words(key) { facts.add(name, text) }
        }
        return facts
    }

    /// Everything that an instruction states, in the form of a plan's change.
    init(_ instruction: Instruction) {
        self.init(
            id: instruction.id, kind: instruction.kind, subject: instruction.subject, modality: instruction.modality,
            window: instruction.window, cadence: instruction.cadence, session: instruction.session,
            usefulFor: instruction.usefulFor, quiet: instruction.quiet, apart: instruction.apart, nag: instruction.nag,
            text: instruction.text, label: instruction.label, citations: instruction.citations)
    }
}
