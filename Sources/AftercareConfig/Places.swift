package import Aftercare

/// Where the values of a file stand, by the paths that problems name: `treatments.2.plan`.
package struct Places: Sendable {
    private var positions: [String: Position] = [:]

    mutating func note(_ position: Position, of path: String) { positions[path] = position }

    /// The place of `path`; of a value that is not there, the place of the nearest one around it.
    package func position(of path: String) -> Position {
        var rest = Substring(path)
        while !rest.isEmpty {
            if let position = positions[String(rest)] { return position }
            rest = rest[..<(rest.lastIndex(of: ".") ?? rest.startIndex)]
        }
        return positions[""] ?? .start
    }
}

/// What became of reading a file.
package struct Parsed<Value: Sendable>: Sendable {
    /// nil: the file is refused.
    package let value: Value?
    /// By place; warnings too.
    package let diagnostics: [Diagnostic]
    package let places: Places
    package let source: SourceText

    /// The same complaints at their places in the file.
    package func diagnostics(
        for problems: [Problem], severity: Diagnostic.Severity = .error
    ) -> [Diagnostic] {
        problems.map { source.diagnostic(severity, $0.message, at: places.position(of: $0.path)) }.inOrder()
    }
}
