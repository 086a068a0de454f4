/// What a table is drawn on.
struct Canvas: Equatable {
    /// In columns; nil: nothing needs to be shortened, since nobody looks at it in a terminal.
    let width: Int?
    let isColored: Bool

    static let plain = Canvas(width: nil, isColored: false)

    func painted(_ text: String, _ tone: Tone) -> String {
        guard isColored, let code = tone.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The headline of a section.
    func headline(_ text: String) -> String { painted(text, .strong) }
}

/// How much attention a piece of text asks for.
enum Tone: Equatable {
    case plain, strong, faint, good, warning, bad

    /// SGR parameters (ECMA-48 §8.3.117), with the eight colours that every terminal has.
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
    /// On one line and without characters that would steer a terminal: texts come from files and people.
    var inLine: String { Self(String.UnicodeScalarView(unicodeScalars.map { $0.isBreak ? " " : $0.shown })) }

    /// Without characters that would steer a terminal; lines stay lines.
    var printable: String {
        Self(String.UnicodeScalarView(unicodeScalars.map { $0 == "\n" || $0 == "\t" ? $0 : $0.shown }))
    }

    /// The first letters of it, ending in `…` where there are more than `width`.
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

extension Unicode.Scalar {
    fileprivate var isBreak: Bool { ["\n", "\r", "\t", "\u{85}", "\u{2028}", "\u{2029}"].contains(self) }

    /// The scalar, or the replacement character for controls and for those that turn the direction of writing.
    fileprivate var shown: Unicode.Scalar {
        let isSteering = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        return properties.generalCategory == .control || isSteering ? "\u{FFFD}" : self
    }
}
