/// Text as it has to be written in a page's source, so that it is shown as it is.
enum Roff {
    /// One line's worth of text. Quotation marks, hyphens of options, `~` and `^` stay the ASCII characters that a
    /// shell wants; what is not ASCII is named.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.replacing("--", with: "\\-\\-").unicodeScalars {
            switch scalar {
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "~": result += "\\(ti"
            case "^": result += "\\(ha"
            case _ where !scalar.isASCII: result += "\\[u" + hex(scalar) + "]"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result.first == "." ? "\\&" + result : result
    }

    /// Running text: a new line for each sentence, as mdoc wants it, and none longer than 79 characters.
    static func paragraph(_ text: String) -> [String] {
        sentences(text).flatMap { wrapped(escaped($0)) }
    }

    /// Text that is shown line by line.
    static func literal(_ lines: [String]) -> [String] {
        lines.map { escaped($0.replacing("\\", with: "\\e")) }
    }

    /// The text that was written so.
    static func plain(_ line: String) -> String {
        var text = line.hasPrefix("\\&") ? String(line.dropFirst(2)) : line
        for (escape, character) in [
            ("\\(aq", "'"), ("\\(ga", "`"), ("\\(ti", "~"), ("\\(ha", "^"), ("\\(dq", "\""), ("\\-", "-"), ("\\&", ""),
        ] {
            text = text.replacing(escape, with: character)
        }
        text = text.replacing(/\\\[u([0-9A-F]+)\]/) { match in
            UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "?"
        }
        return text.replacing("\\e", with: "\\")
    }

    private static func hex(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var rest = text[...]
        while let end = rest.firstMatch(of: /[.?!][')]* +/) {
            sentences.append(String(rest[..<end.range.upperBound].dropLast(while: { $0 == " " })))
            rest = rest[end.range.upperBound...]
        }
        return sentences + (rest.isEmpty ? [] : [String(rest)])
    }

    private static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ").map(String.init) {
            if let last = lines.last, last.count + 1 + word.count <= 79 {
                lines[lines.count - 1] = last + " " + word
            } else {
                // A line that begins with a point would be a request.
                lines.append(word.first == "." ? "\\&" + word : word)
            }
        }
        return lines
    }
}

extension String.SubSequence {
    fileprivate func dropLast(while isDropped: (Character) -> Bool) -> Self {
        var end = endIndex
        while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
