import ArgumentParser
import Foundation

/// A command with what it takes and what is below it, as the argument parser tells it.
struct CommandTree: Decodable {
    let commandName: String
    private let subcommands: [CommandTree]?
    private let defaultSubcommand: String?
    private let arguments: [Argument]?

    struct Argument: Decodable {
        let kind: Kind
        private let names: [Name]?
        let allValues: [String]?
        let isOptional: Bool
        let isRepeating: Bool

        enum Kind: String, Decodable {
            case positional, option, flag
        }

        private struct Name: Decodable {
            let kind: String
            let name: String
        }

        /// As they are typed: `--file`, `-f`.
        var typed: [String] { (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name } }
    }

    /// The whole program; nil where the parser cannot tell, and then nothing is suggested.
    static let own: CommandTree? = {
        struct Dump: Decodable { let command: CommandTree }
        return try? JSONDecoder().decode(Dump.self, from: Data(Aftercarectl._dumpHelp().utf8)).command
    }()

    var commands: [CommandTree] { subcommands ?? [] }
    var taken: [Argument] { arguments ?? [] }

    func command(named name: String) -> CommandTree? { commands.first { $0.commandName == name } }

    /// The commands below that do something, each with its names from here on: `patient list`.
    var verbs: [(path: [String], verb: CommandTree)] {
        commands.flatMap { command -> [(path: [String], verb: CommandTree)] in
            if command.commandName == "help" { return [] }
            if command.commands.isEmpty { return [([command.commandName], command)] }
            return command.verbs.map { ([command.commandName] + $0.path, $0.verb) }
        }
    }

    /// The command below that is meant where none is named.
    private var silent: CommandTree? { defaultSubcommand.flatMap { command(named: $0) } }

    // MARK: Where a command line leads

    /// How far a command line leads into the tree.
    struct Way {
        /// The names of the commands on it.
        var names: [String] = []
        /// The last of them.
        var command: CommandTree
        /// The word that comes next and is no command; nil: the way ends with a command.
        var stranger: String?
        /// The first option that the last command does not take, where that is one that does something.
        var strangeOption: String?
        /// The first option that takes one value, and was given another, as it was typed then.
        var repeatedOption: String?
    }

    /// - Parameter typed: everything after the program's name.
    func way(of typed: [String]) -> Way {
        var way = Way(command: self)
        var isValue = false
        var given: Set<[String]> = []
        var asksForHelp = false
        for word in typed {
            if isValue {
                isValue = false
            } else if word == "--" {
                break
            } else if word.hasPrefix("-"), word != "-" {
                let name = String(word.prefix { $0 != "=" })
                if let silent = way.command.silent, !way.command.taken.contains(where: { $0.typed.contains(name) }) { way.command = silent }
                let known = way.command.taken.first { $0.typed.contains(name) }
                // What this takes is unknown, and the parser complains of it anyway.
                if known == nil, !asksForHelp {
                    if name.hasPrefix("--"), way.command.commands.isEmpty { way.strangeOption = name }
                    break
                }
                guard let known, known.kind == .option else { continue }
                if !known.isRepeating, !given.insert(known.typed).inserted, way.repeatedOption == nil { way.repeatedOption = name }
                isValue = !word.contains("=")
            } else if way.names.isEmpty, !asksForHelp, word == "help" {
                asksForHelp = true
            } else if let next = way.command.command(named: word) {
                way.names.append(word)
                way.command = next
            } else if !asksForHelp, let silent = way.command.silent {
                way.command = silent
            } else if asksForHelp || !way.command.commands.isEmpty {
                way.stranger = word
                break
            }
        }
        return way
    }
}
