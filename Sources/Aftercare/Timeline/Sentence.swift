import Foundation

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
        let earlier = text[begins..<index].reversed().prefix { $0.isLetter || $0.isNumber }
        return earlier.isEmpty || earlier.count > 1 && !earlier.allSatisfy(\.isNumber)
    }
}
