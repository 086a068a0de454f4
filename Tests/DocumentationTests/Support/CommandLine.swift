/// A command as a page shows it, taken apart as a shell does it.
struct CommandLine {
    let program: String
    let arguments: [String]

    /// - Throws: where a quotation mark is never closed.
    init(_ line: String) throws {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            switch character {
            case quote: quote = nil
            case _ where quote != nil: word = (word ?? "") + String(character)
            // A command whose output goes there: of no matter here.
            case "(" where word?.last == "$": (quote, word) = (")", (word ?? "") + "(")
            case "'", "\"": (quote, word) = (character, word ?? "")
            case " ":
                if let whole = word { words.append(whole) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { throw Unclosed(line: line) }
        if let word { words.append(word) }
        // What a shell does with the output is not the program's.
        let own = words.prefix { $0 != ">" && $0 != "|" }
        program = own.first ?? ""
        arguments = Array(own.dropFirst())
    }

    struct Unclosed: Error { let line: String }

    /// What is wrong with it; nil: nothing. Nothing is run but the help of the system's tools, which read their
    /// options before they show it.
    func complaint() async throws -> String? {
        if let ours = Program(rawValue: program) { return ours.complaint(of: arguments) }
        switch program {
        case "journalctl": return try await journalctl()
        case "systemctl", "loginctl":
            let verb = arguments.first { !$0.hasPrefix("-") } ?? ""
            let help = try await Tool.run(program, arguments.filter { $0.hasPrefix("-") } + ["--help"])
            let knows = help.data.split(separator: "\n").contains { $0.split(separator: " ").first.map(String.init) == verb }
            return help.status == 0 && knows ? nil : "\(program) knows no '\(verb)': \(help.talk)"
        case "head", "install", "usermod":
            let help = try await Tool.run(program, ["--help"])
            return help.status == 0 ? nil : help.talk
        default: return "nobody knows '\(program)' here"
        }
    }

    private func journalctl() async throws -> String? {
        let help = try await Tool.run(program, arguments + ["--help"])
        guard help.status == 0 else { return help.talk }
        let fields = try Page("aftercared.8").keys()["fields"] ?? []
        for match in arguments where match.hasPrefix("AFTERCARE_") {
            let field = String(match.prefix { $0 != "=" })
            if !fields.contains(field) { return "no record has a field '\(field)'" }
        }
        // A collector has the files of all of them in a directory.
        let isThere = arguments.contains {
            $0.hasPrefix("--namespace=aftercare") || ["--user", "--setup-keys", "--directory"].contains($0)
        }
        return isThere ? nil : "reminders are in the namespace 'aftercare'"
    }
}
