/// Finds an option that takes one value but was given twice: only the person who typed it knows which was meant.
enum RepeatedOption {
    /// - Parameter typed: all words after the program's name, already accepted by the parser.
    /// - Throws: `Failure` if there is such an option.
    static func check(_ typed: [String]) throws {
        // The parser is slow to dump its commands, so it is only asked if two options begin with the same letter, as
        // '-f' and '--file' do.
        let letters = typed.filter { $0.hasPrefix("-") }.compactMap { $0.drop { $0 == "-" }.first }
        guard Set(letters).count < letters.count, let option = CommandTree.own?.way(of: typed).repeatedOption else { return }
        throw Failure(message: "'\(option)' was given twice; give it once", status: .usage)
    }
}
