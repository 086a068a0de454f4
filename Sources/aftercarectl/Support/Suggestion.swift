import Aftercare
import ArgumentParser

/// The command or option that was probably meant by an unknown word.
struct Suggestion {
    private let way: CommandTree.Way

    /// - Parameter typed: all words after the program's name.
    init?(for typed: [String]) {
        guard let tree = CommandTree.own else { return nil }
        way = tree.way(of: typed)
    }

    // MARK: Commands

    /// `unknown command 'stauts'; did you mean 'status'?`; nil when every word that should be a command is one.
    var unknownCommand: String? {
        guard let word = way.stranger else { return nil }
        let commands = commands(like: word.lowercased()).prefix(Self.most).map { "'\((way.names + $0).joined(separator: " "))'" }
        let unknown = "unknown command '\((way.names + [word]).joined(separator: " ").inLine)'"
        guard let last = commands.last else { return "\(unknown); '\(help)' tells what there is" }
        let others = commands.dropLast().joined(separator: ", ")
        return "\(unknown); did you mean \(others.isEmpty ? "" : "\(others) or ")\(last)?"
    }

    /// More than this would be a list, and the help has that.
    private static let most = 6

    private var help: String { (["aftercarectl"] + way.names + ["--help"]).joined(separator: " ") }

    /// The likely commands, best guess first.
    private func commands(like word: String) -> [[String]] {
        let below = way.command.verbs.map(\.path)
        let names = way.command.commands.map(\.commandName).filter { $0 != "help" }
        if let group = names.first(where: { "\($0)s" == word }), below.contains([group, "list"]) { return [[group, "list"]] }
        if let meant = Self.otherWords[word] {
            let found = below.filter { meant.contains($0.last ?? "") }
            if !found.isEmpty { return found }
        }
        let same = below.filter { $0.last == word }
        if !same.isEmpty { return same }
        let begun = word.utf8.count > 1 ? names.filter { $0.hasPrefix(word) } : []
        if !begun.isEmpty { return begun.map { [$0] } }
        if let near = Spelling.closest(to: word, among: names) { return [[near]] }
        let far = Spelling.closest(to: word, among: below.compactMap(\.last))
        return below.filter { $0.last == far }
    }

    /// What other programs call these commands.
    private static let otherWords = [
        "ls": ["list"], "get": ["list", "show"], "info": ["show"], "describe": ["show"], "view": ["show"],
        "edit": ["change"], "modify": ["change"], "update": ["change"], "set": ["change"],
        "new": ["add", "assign", "schedule"], "create": ["add", "assign", "schedule"],
        "book": ["schedule"], "reschedule": ["move"], "done": ["complete"], "finish": ["complete"],
        "rm": ["erase", "entered-in-error"], "delete": ["erase", "entered-in-error"], "remove": ["erase", "entered-in-error"],
        "undo": ["reopen", "entered-in-error"], "pause": ["hold"], "stop": ["hold", "revoke"], "unhold": ["resume"],
        "log": ["reminders"], "check-health": ["doctor"], "verify": ["audit"], "import": ["apply"], "dump": ["backup"],
    ]

    // MARK: Options

    /// About the first unknown option. Missing arguments are then only a consequence.
    var unknownOption: String? { way.strangeOption.map(unknownOption) }

    /// `unknown option '--formt'; did you mean '--format'?`
    ///
    /// - Parameter option: as typed.
    func unknownOption(_ option: String) -> String {
        let unknown = "unknown option '\(option.inLine)'"
        if let instead = Self.otherOptions[option] { return "\(unknown); use '\(instead)'" }
        let known = way.command.taken.flatMap(\.typed).filter { $0.hasPrefix("--") }
        let begun = option.utf8.count > 4 ? known.filter { $0.hasPrefix(option) } : []
        let near =
            begun.count == 1
            ? begun[0]
            : Spelling.closest(to: String(option.drop { $0 == "-" }), among: known.map { String($0.dropFirst(2)) }).map { "--\($0)" }
        return near.map { "\(unknown); did you mean '\($0)'?" } ?? "\(unknown); '\(help)' tells what there is"
    }

    private static let otherOptions = [
        "--json": "--format json", "-o": "--format", "--output": "--format", "--colour": "--color",
        "--no-color": "--color never", "--no-colour": "--color never",
    ]
}

/// An unknown command on the command line.
struct UnknownCommand: Error {
    let message: String

    /// - Throws: if there is an unknown command; the parser itself would show help.
    static func check(_ typed: [String]) throws {
        if let message = Suggestion(for: typed)?.unknownCommand { throw UnknownCommand(message: message) }
    }
}
