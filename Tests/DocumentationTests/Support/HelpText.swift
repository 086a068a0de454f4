/// The longer text of a program's help: paragraphs, and parts under a heading in capitals, their lines set in.
struct HelpText {
    let paragraphs: [Part]

    init(_ text: String?) {
        var parts: [Part] = []
        for block in (text ?? "").split(separator: "\n\n") {
            var lines = block.split(separator: "\n").map(String.init)
            let heading = lines.first.flatMap { $0.wholeMatch(of: /([A-Z ]+):/).map { String($0.output.1) } }
            if heading != nil { lines.removeFirst() }
            let isSetIn = !lines.isEmpty && lines.allSatisfy { $0.hasPrefix("  ") }
            parts.append(Part(heading: heading, lines: isSetIn ? lines.map { String($0.dropFirst(2)) } : lines, isSetIn: isSetIn))
        }
        paragraphs = parts
    }

    /// What stands under that heading.
    func section(_ heading: String) -> Part? { paragraphs.first { $0.heading == heading } }

    struct Part {
        let heading: String?
        let lines: [String]
        let isSetIn: Bool

        /// Such a block keeps its distance by itself.
        var isShownLiterally: Bool { heading == nil && body.contains { $0.hasPrefix(".Bd") } }

        var mdoc: [String] {
            (heading.map { [".Sy \($0.prefix(1) + $0.dropFirst().lowercased()) :"] } ?? []) + body
        }

        /// A list of two columns, lines as they are, or running text.
        var body: [String] {
            guard isSetIn else { return Roff.paragraph(lines.joined(separator: " ")) }
            let rows = lines.compactMap { $0.wholeMatch(of: /(\S+) {2,}(\S.*)/) }
            if rows.count == lines.count {
                let widest = rows.map { String($0.output.1) }.max { $0.count < $1.count } ?? ""
                return [".Bl -tag -width \"\(widest)\" -compact"]
                    + rows.flatMap { [".It \($0.output.1)"] + Roff.paragraph(String($0.output.2)) } + [".El"]
            }
            return [".\\\" \(kind.rawValue)", ".Bd -literal -offset indent"] + Roff.literal(lines) + [".Ed"]
        }

        private var kind: Page.Block.Kind {
            lines.allSatisfy { $0.hasPrefix("aftercare") } ? .commands : lines[0] == "instructions:" ? .changes : .output
        }
    }
}
