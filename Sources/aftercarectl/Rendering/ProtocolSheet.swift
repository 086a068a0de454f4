import Aftercare

struct ProtocolTable {
    let protocols: [CareProtocol]
    /// Who follows each of them, as far as it is known.
    var use: [ProtocolUse] = []

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("PROTOCOL"), .init("TITLE", .left, .shortened(least: 16)), .init("ROUTES", .left, .shortened(least: 16)),
            .init("PLANS", .right), .init("SIGNED OFF"), .init(),
        ])
        table.rows = protocols.map { careProtocol in
            [
                .init(careProtocol.reference.text, .strong), .init(careProtocol.englishTitle),
                .init(careProtocol.routes.map(\.rawValue).joined(separator: ", ")),
                .init(use(of: careProtocol).map { grouped($0.plans) } ?? ""),
                careProtocol.signOff.map { .init("\($0.on) by \($0.by)") } ?? .init("draft", .warning),
                .init(use(of: careProtocol)?.isOffered == false ? "not for new plans" : "", .faint),
            ]
        }
        return table.lines(on: canvas)
    }

    private func use(of careProtocol: CareProtocol) -> ProtocolUse? {
        use.first { $0.careProtocol == careProtocol.reference }
    }
}

/// One protocol, laid out like the sheet that a clinic hands out.
struct ProtocolSheet {
    let careProtocol: CareProtocol

    func lines(on canvas: Canvas) -> [String] {
        var facts = Facts()
        facts.indent = 0
        facts.add("protocol", careProtocol.reference.text)
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
        facts.add("message", instruction.apart == true ? "of its own" : nil)
        facts.add("asks again", instruction.nag?.words)
        for (name, text) in instruction.text.sentences { facts.add(name, text) }
        facts.add("source", instruction.citations.words)
        let label = careProtocol.label(of: instruction, plan: nil, language: .english)
        return ["\(canvas.headline(instruction.id.rawValue))  \(label.inLine)"] + facts.lines(on: canvas)
    }

    private func sources(on canvas: Canvas) -> [String] {
        guard !careProtocol.sources.isEmpty else { return [] }
        var facts = Facts()
        for (key, title) in careProtocol.sources.sorted(by: { $0.key < $1.key }) { facts.add(key, title) }
        return ["", canvas.headline("SOURCES")] + facts.lines(on: canvas)
    }
}
