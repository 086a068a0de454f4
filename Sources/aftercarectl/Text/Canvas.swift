import Aftercare

/// The output that a table is drawn on.
struct Canvas: Equatable {
    /// In columns; nil when the output is no terminal, so that nothing needs to be shortened.
    let width: Int?
    let isColored: Bool

    static let plain = Canvas(width: nil, isColored: false)

    func painted(_ text: String, _ tone: Tone) -> String {
        guard isColored, let code = tone.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// A section's headline.
    func headline(_ text: String) -> String { painted(text, .strong) }
}

/// How much attention a piece of text calls for.
enum Tone: Equatable {
    case plain, strong, faint, good, warning, bad

    /// SGR parameters (ECMA-48 §8.3.117), limited to the eight colours that every terminal has.
    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .warning: "33"
        case .bad: "1;31"
        }
    }
}

extension String {
    /// The text cut to `width` characters; it ends in `…` if it was longer.
    func shortened(to width: Int) -> String { count <= width ? self : "\(prefix(max(0, width - 1)))…" }

    func padded(to width: Int, _ alignment: Table.Alignment = .left) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return alignment == .left ? self + blanks : blanks + self
    }

    var withoutTrailingBlanks: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
