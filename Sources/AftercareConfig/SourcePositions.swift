/// The positions of a file's values, by the paths that problems use: `treatments.2.plan`.
package struct SourcePositions: Sendable {
    private var positions: [String: Position] = [:]

    mutating func record(_ position: Position, of path: String) { positions[path] = position }

    /// The position of `path`, or of the nearest enclosing value if there is no value at `path`.
    package func position(of path: String) -> Position {
        var rest = Substring(path)
        while !rest.isEmpty {
            if let position = positions[String(rest)] { return position }
            rest = rest[..<(rest.lastIndex(of: ".") ?? rest.startIndex)]
        }
        return positions[""] ?? .start
    }
}
