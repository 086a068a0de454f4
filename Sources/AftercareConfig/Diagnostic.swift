import Aftercare

/// A place in a file: line and column count from 1, columns in Unicode scalars.
package struct Position: Hashable, Codable, Sendable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static let start = Position(line: 1, column: 1)
}

extension Position: Comparable {
    package static func < (one: Self, other: Self) -> Bool { (one.line, one.column) < (other.line, other.column) }
}

/// One thing that is wrong with a file, at its place, and what to do about it.
package struct Diagnostic: Error, Hashable, Codable, Sendable {
    package let file: String
    /// nil: the file as a whole.
    package let position: Position?
    package let severity: Severity
    package let message: String
    /// The line that it stands in.
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
        /// The file is taken as it is.
        case warning
    }
}

extension Diagnostic: CustomStringConvertible {
    /// As compilers show it, for terminals and editors: place and message, the line, and a caret under the place.
    package var description: String {
        let place = position.map { ":\($0.line):\($0.column)" } ?? ""
        let headline = "\(file)\(place): \(severity.rawValue): \(message)".inLine
        guard let position, let sourceLine else { return headline }
        let before = String(String.UnicodeScalarView(sourceLine.unicodeScalars.prefix(position.column - 1)))
        // Tabs stay tabs, so that the caret lands under its place however wide they are shown.
        let indent = String(before.map { $0 == "\t" ? "\t" : " " })
        return "\(headline)\n\(sourceLine.printableInPlace)\n\(indent)^"
    }
}

extension Sequence<Diagnostic> {
    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// By file, then by place; what concerns a whole file comes first.
    package func inOrder() -> [Diagnostic] {
        func key(_ diagnostic: Diagnostic) -> (String, Position) {
            (diagnostic.file, diagnostic.position ?? Position(line: 0, column: 0))
        }
        return enumerated().sorted { one, other in
            key(one.element) == key(other.element) ? one.offset < other.offset : key(one.element) < key(other.element)
        }.map(\.element)
    }
}
