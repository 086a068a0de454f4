import Aftercare

struct ProtocolTable {
    let protocols: [CareProtocol]

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("PROTOCOL"), .init("TITLE", .left, .shortened(least: 16)), .init("ROUTES", .left, .shortened(least: 16)),
            .init("SIGNED OFF"),
        ])
        table.rows = protocols.map { careProtocol in
            [
                .init(careProtocol.reference.spoken, .strong), .init(careProtocol.englishTitle),
                .init(careProtocol.routes.map(\.rawValue).joined(separator: ", ")),
                careProtocol.signOff.map { .init("\($0.on) by \($0.by)") } ?? .init("draft", .warning),
            ]
        }
        return table.lines(on: canvas)
    }
}

/// One protocol, to be read like the sheet that a clinic hands out.
struct ProtocolSheet {
    let careProtocol: CareProtocol

    func lines(on canvas: Canvas) -> [String] {
        var facts = Facts()
        facts.indent = 0
        facts.add("protocol", careProtocol.reference.spoken)
        facts.add("status", careProtocol.isDraft ? "draft: no clinician has signed it off" : careProtocol.signOffWords)
        facts.add("routes", careProtocol.routes.map(\.rawValue).joined(separator: ", "))
        facts.add("session", careProtocol.usualDuration.map { "usually \($0.plain)" })
        return [canvas.headline(careProtocol.englishTitle), ""] + facts.lines(on: canvas)
            + careProtocol.instructions.flatMap { [""] + lines(of: $0, on: canvas) } + sources(on: canvas)
    }

    private func lines(of instruction: Instruction, on canvas: Canvas) -> [String] {
        var facts = Facts()
        facts.add("what", instruction.what)
        facts.add("holds", instruction.window.words)
        facts.add("reminds", instruction.cadence.words)
        facts.add("takes", instruction.session?.plain)
        facts.add("useful for", instruction.usefulFor?.plain)
        facts.add("quiet hours", instruction.quiet.words)
        for (name, text) in texts(of: instruction) { facts.add(name, text) }
        facts.add("source", citations(of: instruction))
        let label = careProtocol.label(of: instruction, plan: nil, language: .english)
        return ["\(canvas.headline(instruction.id.rawValue))  \(label.inLine)"] + facts.lines(on: canvas)
    }

    /// Each sentence under the part of the window that it belongs to, its language and modality.
    private func texts(of instruction: Instruction) -> [(name: String, text: String)] {
        instruction.text.languages.flatMap { language -> [(name: String, text: String)] in
            guard let wording = instruction.text.byLanguage[language] else { return [] }
            let variants = [("", wording.phrases)] + wording.byModality.sorted { $0.key < $1.key }.map { (" \($0.key)", $0.value) }
            return variants.flatMap { modality, phrases in
                // One sentence for all parts is said once.
                let parts = [("start", phrases.start), ("during", phrases.during), ("end", phrases.end)]
                let isOne = Set(phrases.all).count == 1
                return parts.compactMap { part, text in text.map { (part, $0) } }.prefix(isOne ? 1 : 3).map { part, text in
                    ("\(language)\(modality)\(isOne ? "" : " \(part)")", text)
                }
            }
        }
    }

    /// `therapy (from, window); sheets (remind)`
    private func citations(of instruction: Instruction) -> String {
        var keys: [String] = []
        for citation in instruction.citations where !keys.contains(citation.source) { keys.append(citation.source) }
        return keys.map { key in
            let values = instruction.citations.filter { $0.source == key }.compactMap(\.value).sorted()
            return values.isEmpty ? key : "\(key) (\(values.joined(separator: ", ")))"
        }.joined(separator: "; ")
    }

    private func sources(on canvas: Canvas) -> [String] {
        guard !careProtocol.sources.isEmpty else { return [] }
        var facts = Facts()
        for (key, title) in careProtocol.sources.sorted(by: { $0.key < $1.key }) { facts.add(key, title) }
        return ["", canvas.headline("SOURCES")] + facts.lines(on: canvas)
    }
}
