import Foundation

/// Splits a text into sentences, each with its closing punctuation and the whitespace after it.
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

    /// Punctuation that may end a sentence, and the marks that may follow it.
    private static let marks: Set<Character> = [".", "!", "?", "…", "。", "！", "？"]
    private static let closing: Set<Character> = marks.union(["\"", "'", "”", "“", "’", "»", "«", ")", "]"])

    /// Whether a sentence ends at `index`: at a mark before whitespace or the end of the text. A full stop after a
    /// single letter or a number does not end one (`z. B.`, `am 3. Tag`), nor does one before a lower-case letter
    /// (`approx. ten`).
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
