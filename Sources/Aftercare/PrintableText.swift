// Makes text from elsewhere (a command line, a file, the store, a socket) safe to show on a terminal.

extension String {
    /// On one line, and without characters that would control a terminal: these are shown as their number, `\x1b`.
    package var inLine: String {
        needsNoCare(lines: false) ? self : shown { $0.isBreak ? " " : $0.steersTerminal ? $0.escaped : nil }
    }

    /// Without characters that would control a terminal, which are shown as their number; line breaks remain.
    package var printable: String {
        needsNoCare(lines: true) ? self : shown { $0 != "\n" && $0 != "\t" && $0.steersTerminal ? $0.escaped : nil }
    }

    /// One column for each scalar, so that a caret on the next line still points at the right one.
    package var printableInPlace: String {
        needsNoCare(lines: true) ? self : shown { $0 != "\n" && $0 != "\t" && $0.steersTerminal ? "\u{FFFD}" : nil }
    }

    /// Like `printable`, for our own text with colours: those remain.
    package var printableInColour: String {
        var text = ""
        var rest = self[...]
        while let match = rest.firstMatch(of: /\u{1B}\[[0-9;]*m/) {
            text += String(rest[..<match.range.lowerBound]).printable + match.output
            rest = rest[match.range.upperBound...]
        }
        return text + String(rest).printable
    }

    /// An error message about a command line, like `printable`, with the quoted arguments on one line.
    ///
    /// - Parameter typed: the arguments. The message may quote one, or the part after its `=`.
    package func quoting(_ typed: [String]) -> String {
        var text = self
        for word in typed {
            let value = word.split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init)
            for quoted in [word, value ?? ""] where quoted.utf8.count > 1 && quoted != quoted.inLine {
                text = text.replacing(quoted, with: quoted.inLine)
            }
        }
        return text.printable
    }

    private func shown(_ instead: (Unicode.Scalar) -> String?) -> String {
        unicodeScalars.reduce(into: "") { text, scalar in
            if let other = instead(scalar) { text += other } else { text.unicodeScalars.append(scalar) }
        }
    }

    /// A fast path: nearly all text is plain ASCII, and large tables of it are shown.
    private func needsNoCare(lines: Bool) -> Bool {
        utf8.allSatisfy { (0x20..<0x7F).contains($0) || lines && ($0 == 0x0A || $0 == 0x09) }
    }
}

extension Unicode.Scalar {
    /// Whether it is a control character, or changes the writing direction.
    package var steersTerminal: Bool {
        let turns = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        return properties.generalCategory == .control || turns
    }

    /// `\x1b`, `\u202e`, as a shell reads them between `$'` and `'`.
    fileprivate var escaped: String {
        let digits = String(value, radix: 16)
        let width = value < 0x100 ? 2 : 4
        return (value < 0x100 ? #"\x"# : #"\u"#) + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    fileprivate var isBreak: Bool { ["\n", "\r", "\t", "\u{85}", "\u{2028}", "\u{2029}"].contains(self) }
}
