/// An option that takes one value, and was given two: which of them was meant, only who typed it knows.
enum RepeatedOption {
    /// - Parameter typed: everything after the program's name, which the parser has taken.
    /// - Throws: `Failure` where there is such an option.
    static func check(_ typed: [String]) throws {
        // The parser takes its time to tell what it knows: it is only asked where two options begin with one letter, as
        // '-f' and '--file' do.
        let letters = typed.filter { $0.hasPrefix("-") }.compactMap { $0.drop { $0 == "-" }.first }
        guard Set(letters).count < letters.count, let option = CommandTree.own?.way(of: typed).repeatedOption else { return }
        throw Failure(message: "'\(option)' was given twice; give it once", status: .usage)
    }
}
