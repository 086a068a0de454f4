/// A position in a file: line and column, counted from 1, columns in Unicode scalars.
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
