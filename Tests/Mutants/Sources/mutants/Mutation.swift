import Foundation

/// One small change of what a source file does, of a kind that real mistakes have.
struct Mutation: Codable, Hashable {
    /// The room whose code it is in, `AftercareStore`.
    let room: String
    /// From the checkout's root.
    let file: String
    let line: Int
    /// The function or property that it is in, for those who read the table.
    let place: String
    let kind: Kind
    let form: Form
    /// Bytes of the file, in UTF-8.
    let range: Range<Int>
    let original: String
    let mutated: String

    /// The kinds of mistakes.
    enum Kind: String, Codable, CaseIterable {
        /// `<` for `<=`.
        case boundary
        /// `a - b` for `b - a`, `f(from: b, until: a)` for `f(from: a, until: b)`.
        case order
        /// `==` for `!=`, `+` for `-`, `min` for `max`, `first` for `last`.
        case opposite
        /// A condition of `if` or `guard` that always holds, or never.
        case condition
        /// `a` for `a && b`.
        case clause
        /// `.hold` for `.resume`.
        case enumCase = "enum case"
        /// A statement that is not there: an assignment, a call.
        case lost
        /// One column for another, or one condition less, in SQL.
        case column
        /// Another zone than the patient's.
        case zone
        /// Hours for minutes.
        case unit
        /// A number, one more or less.
        case number
        /// An error that nobody hears of.
        case ignored = "ignored error"
        /// One status of an answer for another.
        case status
        /// A mistake that somebody made, or thought of.
        case known
    }

    /// How it is woven into the file, beside what it changes.
    enum Form: String, Codable {
        case expression
        case statement
        /// It has its switch in it, as `isMutant`.
        case switched
    }
}

extension Mutation {
    /// What stays the same of it when other lines of the file change.
    var key: String { "\(file) \(place) \(kind.rawValue): \(original.onOneLine) -> \(mutated.onOneLine)" }
}

extension String {
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
