import Foundation

/// What a text says of the reminder that follows.
extension Agenda {
    /// When the next reminder after `occurrence` in its window is said, seen from `now`; nil: none is, if nothing
    /// changes.
    func next(after occurrence: Occurrence, of holding: Holding, at now: Instant) -> Instant? {
        next(of: holding, after: max(occurrence.due, now), through: holding.window.closes + Night.furthest) { later in
            isWorded(later, of: holding) && isSayable(later)
        }
    }

    /// Whether there are words for `occurrence`: there are none for an end while another treatment asks for the same.
    private func isWorded(_ occurrence: Occurrence, of holding: Holding) -> Bool {
        if occurrence.phase == .end, end(of: holding, at: occurrence.due) > holding.window.closes { return false }
        return phrase(for: occurrence, of: holding, now: occurrence.due) != nil
    }
}

extension Placeholder {
    /// `text` without the sentences that speak of a next reminder; nil: nothing is left.
    static func withoutNext(_ text: String) -> String? {
        guard text.contains("{\(Placeholder.next)}") else { return text }
        let kept = Sentence.all(in: text).filter { !$0.contains("{\(Placeholder.next)}") }
        let rest = kept.joined().trimmingCharacters(in: .whitespacesAndNewlines)
        return rest.isEmpty ? nil : rest
    }
}

/// The sentences of a text: each with what ends it, and the blanks behind that.
enum Sentence {
    static func all(in text: String) -> [Substring] {
        var sentences: [Substring] = []
        var begins = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            guard ends(text, at: index, from: begins) else {
                index = text.index(after: index)
                continue
            }
            index = text[index...].firstIndex { !closing.contains($0) && !$0.isWhitespace } ?? text.endIndex
            sentences.append(text[begins..<index])
            begins = index
        }
        if begins < text.endIndex { sentences.append(text[begins...]) }
        return sentences
    }

    /// What a sentence may end with, and what may follow on that.
    private static let marks: Set<Character> = [".", "!", "?", "…", "。", "！", "？"]
    private static let closing: Set<Character> = marks.union(["\"", "'", "”", "“", "’", "»", "«", ")", "]"])

    /// Whether a sentence ends at `index`: with a mark that a blank or nothing follows. A point after one letter or a
    /// number is none (`z. B.`, `am 3. Tag`), nor one before a small letter (`approx. ten`).
    private static func ends(_ text: String, at index: String.Index, from begins: String.Index) -> Bool {
        guard marks.contains(text[index]) else { return false }
        let behind = text[index...].drop { closing.contains($0) }
        guard let blank = behind.first else { return true }
        guard blank.isWhitespace else { return "。！？".contains(text[index]) }
        guard text[index] == "." else { return true }
        if behind.first(where: { !$0.isWhitespace })?.isLowercase ?? false { return false }
        let word = text[begins..<index].reversed().prefix { $0.isLetter || $0.isNumber }
        return word.isEmpty || word.count > 1 && !word.allSatisfy(\.isNumber)
    }
}

extension String {
    /// As a sentence of its own: with a capital letter, and a point where nothing ends it.
    var asSentence: String {
        guard let first, let last else { return self }
        return first.uppercased() + dropFirst() + (last.isPunctuation ? "" : ".")
    }
}
