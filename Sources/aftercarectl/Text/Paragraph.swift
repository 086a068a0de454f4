import Aftercare

/// Longer text, broken into lines that fit.
enum Paragraph {
    /// `text` broken between words; each line after the first is indented by `indent` blanks.
    ///
    /// - Parameter width: nil for a single line.
    static func lines(_ text: String, indent: Int, first: Int, width: Int?) -> [String] {
        let words = text.inLine.split(separator: " ")
        // Below 24 columns, our lines would read worse than those that the terminal breaks.
        guard let width, width - indent >= 24 else { return [words.joined(separator: " ")] }
        var lines: [String] = []
        var line = ""
        var used = first
        for word in words {
            if !line.isEmpty, used + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent)
                used = indent
            } else if !line.isEmpty {
                line += " "
                used += 1
            }
            line += word
            used += word.count
        }
        return lines + [line]
    }
}

/// Names and their values, one per line, with the values aligned.
struct Facts {
    private var facts: [(name: String, value: String)] = []
    var indent = 2

    /// - Parameter value: the line is left out when this is nil or empty.
    mutating func add(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { facts.append((name, value)) }
    }

    func lines(on canvas: Canvas) -> [String] {
        let column = indent + (facts.map(\.name.count).max() ?? 0) + 2
        return facts.flatMap { fact in
            let name = String(repeating: " ", count: indent) + fact.name.padded(to: column - indent)
            var lines = Paragraph.lines(fact.value, indent: column, first: column, width: canvas.width)
            lines[0] = canvas.painted(name, .faint) + lines[0]
            return lines
        }
    }
}

extension Paragraph {
    /// Like `lines`, but a line break in `text` begins another line.
    static func lines(keepingBreaksOf text: String, indent: Int, width: Int?) -> [String] {
        let lines = text.split(whereSeparator: \.isNewline).flatMap { block(String($0), indent: indent, width: width) }
        return [String((lines.first ?? "").dropFirst(indent))] + lines.dropFirst()
    }

    /// All lines of `text`, each indented by `indent` blanks.
    static func block(_ text: String, indent: Int, width: Int?) -> [String] {
        let lines = lines(text, indent: indent, first: indent, width: width)
        return [String(repeating: " ", count: indent) + lines[0]] + lines.dropFirst()
    }
}
