/// Finds the word that a misspelt one was meant to be.
package enum Spelling {
    /// The word in `known` that is closest to `word`; nil if none is near.
    ///
    /// Case does not count. One letter in three may be wrong, and always at least one.
    package static func closest(to word: String, among known: [String]) -> String? {
        let plain = plain(word)
        let limit = max(1, plain.count / 3)
        return known.map { (word: $0, distance: distance(plain, self.plain($0))) }
            .filter { $0.distance <= limit && $0.distance < plain.count }
            .min { $0.distance < $1.distance }?.word
    }

    /// `; did you mean 'after'?`, or the list of known words.
    package static func hint(for word: String, among known: [String]) -> String {
        if let meant = closest(to: word, among: known) { return "; did you mean '\(meant)'?" }
        return "; known are \(known.joined(separator: ", "))"
    }

    /// The number of letters to insert, delete, replace or swap with their neighbour.
    package static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var rows = [Array(0...other.count)]
        for i in one.indices {
            var row = [i + 1]
            for j in other.indices {
                var best = min(rows[i][j + 1], row[j]) + 1
                best = min(best, rows[i][j] + (one[i] == other[j] ? 0 : 1))
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[one.count][other.count]
    }

    private static func plain(_ word: String) -> [Character] {
        word.lowercased().prefix(64).map(\.self)
    }
}
