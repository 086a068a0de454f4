/// The text of a file, with the file's name as shown to people.
package struct SourceText: Sendable {
    package let name: String
    /// Without its byte order mark.
    package let text: String
    /// Split at YAML's line breaks.
    private let lines: [String]

    package init(name: String, text: String) {
        self.name = name
        let scalars = text.unicodeScalars
        self.text = scalars.first == "\u{FEFF}" ? String(scalars.dropFirst()) : text
        lines = Self.lines(of: self.text)
    }

    func diagnostic(_ severity: Diagnostic.Severity, _ message: String, at position: Position?) -> Diagnostic {
        Diagnostic(
            file: name, position: position, severity: severity, message: message,
            sourceLine: position.flatMap { line($0.line) })
    }

    var lineCount: Int { lines.count }

    /// The line with this number, counted from 1.
    func line(_ number: Int) -> String? { lines.indices.contains(number - 1) ? lines[number - 1] : nil }

    private static func lines(of text: String) -> [String] {
        // A carriage return and its line feed are one Character, so they count as one break.
        text.split(omittingEmptySubsequences: false) { breaks.contains($0) }.map(String.init)
    }

    private static let breaks: Set<Character> = ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"]
}

extension SourceText {
    /// - Throws: a diagnostic for the first byte that is not UTF-8.
    package init(name: String, bytes: some Collection<UInt8>) throws(Diagnostic) {
        // A file with zero bytes is a picture, a program or an archive: none of its lines is worth showing.
        if bytes.contains(0) {
            throw Diagnostic(
                file: name, position: nil, severity: .error,
                message: "this is no text file, since it holds bytes of 0; name a file of text", sourceLine: nil)
        }
        if let text = String(validating: bytes, as: UTF8.self) {
            self.init(name: name, text: text)
            return
        }
        let lossy = SourceText(name: name, text: String(decoding: bytes, as: UTF8.self))
        let line = lossy.lines.firstIndex { $0.unicodeScalars.contains("\u{FFFD}") } ?? 0
        let column = lossy.lines[line].unicodeScalars.prefix { $0 != "\u{FFFD}" }.count
        throw lossy.diagnostic(
            .error, "this is not UTF-8 text; save the file as UTF-8", at: Position(line: line + 1, column: column + 1))
    }
}
