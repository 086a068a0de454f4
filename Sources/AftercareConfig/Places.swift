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
    /// As much as could be read of a file that is refused, to find out what else is wrong with it.
    package let draft: Value?
    /// The paths of the values that could not be read.
    let broken: BrokenPaths
    /// By place; warnings too.
    package let diagnostics: [Diagnostic]
    package let places: Places
    package let source: SourceText

    /// The same complaints at their places in the file; not of values that could not be read in the first place.
    package func diagnostics(
        for problems: [Problem], severity: Diagnostic.Severity = .error
    ) -> [Diagnostic] {
        problems.filter { !broken.contains($0.path) }.map { source.diagnostic(severity, $0.message, at: places.position(of: $0.path)) }.inOrder()
    }
}

/// The paths of values that could not be read.
struct BrokenPaths: Sendable {
    private var paths: Set<String> = []

    mutating func insert(_ path: String) { paths.insert(path) }

    /// Whether `path` could not be read, or a part of it, or what it is a part of.
    func contains(_ path: String) -> Bool {
        paths.contains { $0 == path || $0.hasPrefix("\(path).") || path.hasPrefix("\($0).") || $0.isEmpty }
    }
}
