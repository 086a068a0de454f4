import Aftercare

/// One problem of a file, with its position and what to do about it.
package struct Diagnostic: Error, Hashable, Codable, Sendable {
    package let file: String
    /// `nil` when it concerns the file as a whole.
    package let position: Position?
    package let severity: Severity
    package let message: String
    /// The text of the line at `position`.
    package let sourceLine: String?

    package init(file: String, position: Position?, severity: Severity, message: String, sourceLine: String?) {
        self.file = file
        self.position = position
        self.severity = severity
        self.message = message
        self.sourceLine = sourceLine
    }

    package enum Severity: String, Codable, Sendable {
        /// The file is refused.
        case error
        /// The file is accepted.
        case warning
    }
}

extension Diagnostic: CustomStringConvertible {
    /// In the format of compilers, for terminals and editors: position and message, then the line, then a caret below
    /// the position.
    package var description: String {
        let location = position.map { ":\($0.line):\($0.column)" } ?? ""
        let headline = "\(file)\(location): \(severity.rawValue): \(message)".inLine
        guard let position, let sourceLine else { return headline }
        let before = String(String.UnicodeScalarView(sourceLine.unicodeScalars.prefix(position.column - 1)))
        // Tabs stay tabs, so that the caret is below its position at any tab width.
        let indent = String(before.map { $0 == "\t" ? "\t" : " " })
        return "\(headline)\n\(sourceLine.printableInPlace)\n\(indent)^"
    }
}

extension Sequence<Diagnostic> {
    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// Sorted by file, then by position; diagnostics of a whole file come first.
    package func inOrder() -> [Diagnostic] {
        func key(_ diagnostic: Diagnostic) -> (String, Position) {
            (diagnostic.file, diagnostic.position ?? Position(line: 0, column: 0))
        }
        return enumerated().sorted { one, other in
            key(one.element) == key(other.element) ? one.offset < other.offset : key(one.element) < key(other.element)
        }.map(\.element)
    }
}
