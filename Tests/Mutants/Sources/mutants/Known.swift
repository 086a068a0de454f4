import Foundation

/// A mistake that was made, or that somebody thought of; written down so that no test forgets it.
struct Known: Codable {
    let file: String
    let what: String
    /// A piece of the file that is in it once.
    let original: String
    /// What takes its place, with `isMutant` where the mistake is made.
    let switched: String

    static func read(_ file: URL) throws -> [Known] {
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try JSONDecoder().decode([Known].self, from: Data(contentsOf: file))
    }

    /// - Throws: `Failure` where the file has it no longer: then the list is to be put right.
    func mutation(in texts: [String: String]) throws -> Mutation {
        guard let text = texts[file], let range = text.range(of: original), text[range.upperBound...].range(of: original) == nil else {
            throw Failure("\(file) does not have this once, of which the known mistake '\(what)' is:\n\(original)")
        }
        let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        return Mutation(
            room: String(file.split(separator: "/")[1]), file: file, line: text[..<range.lowerBound].count { $0 == "\n" } + 1, place: what,
            kind: .known, form: .switched, range: start..<start + original.utf8.count, original: original, mutated: switched)
    }
}
