import Yams

extension SourceText {
    /// The diagnostic for an error of the YAML parser, in words for people who do not know YAML's grammar.
    func syntaxError(_ error: any Error) -> Diagnostic {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let reported = Self.reportedAtBeginning.contains(problem) ? context?.mark ?? mark : mark
            return diagnostic(.error, words(for: problem, context: context, at: Position(mark)), at: Position(reported))
        case YamlError.reader(_, let offset, let value, _):
            let character = "U+\(String(UInt32(bitPattern: value), radix: 16, uppercase: true))"
            return diagnostic(
                .error, "the character \(character) cannot stand in YAML; remove it", at: offset.map(position(ofCharacter:)))
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "'\($0)'" }.joined(separator: ", ")
            return diagnostic(.error, "\(names) occurs twice in the same group; keep one", at: Position(context.mark))
        default:
            return diagnostic(.error, "this is not valid YAML: \(error)", at: nil)
        }
    }

    /// Problems that the parser notices long after the position that has to be fixed.
    private static let reportedAtBeginning: Set = [
        "could not find expected ':'", "found unexpected end of stream", "found unexpected document indicator",
    ]

    private func words(for problem: String, context: YamlError.Context?, at position: Position) -> String {
        let since = context.map { $0.mark.line < position.line ? " (it began on line \($0.mark.line))" : "" } ?? ""
        return switch problem {
        case "mapping values are not allowed in this context":
            "a ':' cannot stand here; put text that holds a colon in quotes, and check the indentation"
        case "did not find expected key":
            "this does not fit the lines before it; line it up with its neighbours, and close every quotation mark"
        case "did not find expected '-' indicator":
            "this does not belong to the list before it; begin it with '- ', or line it up"
        case "block sequence entries are not allowed in this context":
            "a list cannot begin here; put it on lines of its own below its key"
        case "did not find expected ',' or '}'":
            "a ',' or the closing '}' is missing before this\(since)"
        case "did not find expected ',' or ']'":
            "a ',' or the closing ']' is missing before this\(since)"
        case "could not find expected ':'":
            "a ':' is missing after this key"
        case "found unexpected end of stream", "found unexpected document indicator":
            "this quotation mark is never closed"
        case let problem where problem.hasPrefix("Maximum nesting level"):
            "this nests too deeply; no file of ours needs more than ten levels"
        case "found undefined alias":
            "this alias names no anchor above it; write the value itself"
        case "found unknown escape character":
            "'\\' with this letter means nothing between double quotes; use single quotes"
        case "but found another document":
            "a second document begins here; a file holds one, so remove '---' and what follows it"
        case "found character that cannot start any token", "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            character(at: position) == "\t"
                ? "a tab cannot indent YAML; use blanks" : "no value can begin with this character; put it in quotes"
        default:
            "this is not valid YAML: \(problem)\(since)"
        }
    }

    private func character(at position: Position) -> Unicode.Scalar? {
        line(position.line)?.unicodeScalars.dropFirst(position.column - 1).first
    }

    private func position(ofCharacter offset: Int) -> Position {
        let before = SourceText(name: name, text: String(text.prefix(offset)))
        return Position(line: before.lineCount, column: (before.line(before.lineCount)?.unicodeScalars.count ?? 0) + 1)
    }
}
