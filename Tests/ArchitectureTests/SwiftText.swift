/// Swift source without its comments, and with its string literals apart. Line for line as the file has it.
struct SwiftText {
    /// Without comments and the contents of literals; what is interpolated into them is code.
    private(set) var code = ""
    /// The contents of literals alone.
    private(set) var literals = ""

    private let text: [Character]
    private var position = 0

    init(_ source: String) {
        text = Array(source)
        scanCode(isInterpolated: false)
    }

    /// The modules it imports, each with its line.
    var imports: [(line: Int, module: String)] {
        let statement =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/
        return lines(of: code).flatMap { line, text in
            text.split(separator: ";").compactMap { $0.firstMatch(of: statement) }.map { (line, String($0.1)) }
        }
    }

    /// The lines on which its code or a literal says `word`, and not only as a part of a longer one.
    func linesSaying(_ word: String) -> [Int] {
        [code, literals].flatMap { text in
            text.utf8.contains(word.utf8) ? lines(of: text).filter { Self.says(word, $0.text) }.map(\.line) : []
        }
    }

    private static func says(_ word: String, _ line: Substring) -> Bool {
        line.ranges(of: word).contains { range in
            let before = range.lowerBound == line.startIndex ? nil : line[line.index(before: range.lowerBound)]
            let after = range.upperBound == line.endIndex ? nil : line[range.upperBound]
            return !(isName(word.first) && isName(before)) && !(isName(word.last) && isName(after))
        }
    }

    private static func isName(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }

    private func lines(of text: String) -> [(line: Int, text: Substring)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ($0 + 1, $1) }
    }
}

extension SwiftText {
    private func sees(_ expected: String) -> Bool { text[position...].starts(with: expected) }

    private mutating func newline() {
        code.append("\n")
        literals.append("\n")
        position += 1
    }

    /// Until the end, or the parenthesis that closes an interpolation.
    private mutating func scanCode(isInterpolated: Bool) {
        var depth = 0
        while position < text.count {
            let character = text[position]
            if sees("//") {
                while position < text.count, !text[position].isNewline { position += 1 }
            } else if sees("/*") {
                scanComment()
            } else if let hashes = literalAhead {
                scanLiteral(hashes: hashes)
            } else if character.isNewline {
                newline()
            } else {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                code.append(character)
                position += 1
                if isInterpolated, depth < 0 { return }
            }
        }
    }

    private mutating func scanComment() {
        var depth = 0
        repeat {
            if sees("/*") {
                depth += 1
                position += 2
            } else if sees("*/") {
                depth -= 1
                position += 2
            } else if text[position].isNewline {
                newline()
            } else {
                position += 1
            }
        } while depth > 0 && position < text.count
    }

    /// How many `#` stand before the literal that begins here; nil where none begins.
    private var literalAhead: Int? {
        let hashes = text[position...].prefix { $0 == "#" }.count
        let quote = position + hashes
        return quote < text.count && text[quote] == "\"" ? hashes : nil
    }

    private mutating func scanLiteral(hashes: Int) {
        let pounds = String(repeating: "#", count: hashes)
        position += hashes
        let quotes = sees("\"\"\"") ? "\"\"\"" : "\""
        position += quotes.count
        code.append("\"\"")
        while position < text.count {
            if sees(quotes + pounds) {
                position += quotes.count + hashes
                return
            } else if sees("\\" + pounds) {
                position += 1 + hashes
                guard sees("(") else {
                    // An escaped quote does not end it.
                    if position < text.count, !text[position].isNewline { position += 1 }
                    continue
                }
                position += 1
                code.append("(")
                scanCode(isInterpolated: true)
            } else if text[position].isNewline {
                // A quotation mark in a regular expression opens nothing that goes on.
                if quotes.count == 1 { return }
                newline()
            } else {
                literals.append(text[position])
                position += 1
            }
        }
    }
}
