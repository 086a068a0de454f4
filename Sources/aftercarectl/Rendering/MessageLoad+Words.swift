import Aftercare

extension MessageLoad {
    /// `12 messages, 14 SMS parts`
    var counts: String { "\(plural(messages, "message")), \(plural(parts, "SMS part"))" }

    /// `at most 1 at a moment, 3 on a day`
    var most: String { "at most \(grouped(fullestMoment?.messages ?? 0)) at a moment, \(grouped(fullestDay?.messages ?? 0)) on a day" }

    /// `5 of them in UCS-2, with 70 characters a part, for 'ă' (U+0103)`; nil where all are of the GSM alphabet.
    var unicode: String? {
        guard !outsiders.isEmpty else { return nil }
        let named = outsiders.prefix(Self.maxNamed).map(\.words).joined(separator: ", ")
        let rest = outsiders.count > Self.maxNamed ? " and \(outsiders.count - Self.maxNamed) more" : ""
        return "\(grouped(outsiders.map(\.messages).reduce(0, +))) of them in UCS-2, with 70 characters a part, for \(named)\(rest)"
    }

    /// The most characters that are named.
    private static let maxNamed = 3

    /// For people, below a list: `12 messages, 14 SMS parts; at most 1 at a moment, 3 on a day (Tue 24 Nov)`, and what is
    /// too much. Nothing where there is no message.
    func lines(on canvas: Canvas) -> [String] {
        guard messages > 0 else { return [] }
        let day = (fullestDay?.date).map { " (\($0.weekdayName) \($0.day) \($0.monthName))" } ?? ""
        let sum = ["\(counts); \(most)\(day)", unicode].compactMap(\.self).joined(separator: "; ")
        return Paragraph.lines(sum, indent: 0, first: 0, width: canvas.width)
            + warnings.flatMap { warning in
                Paragraph.lines("warning: \(warning)", indent: 0, first: 0, width: canvas.width).map { canvas.painted($0, .warning) }
            }
    }
}

extension MessageLoad.Outsider {
    /// `'ă' (U+0103)`, and the code alone for what cannot be seen.
    fileprivate var words: String {
        character.allSatisfy { $0.isLetter || $0.isNumber || $0.isPunctuation || $0.isSymbol } ? "'\(character.inLine)' (\(code))" : code
    }
}
