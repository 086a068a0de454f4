import ArgumentParser
import Foundation

/// A command with its arguments and subcommands, as the argument parser dumps it.
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

        /// The names as typed: `--file`, `-f`.
        var typed: [String] { (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name } }
    }

    /// The whole program; nil when the parser cannot dump it, and then nothing is suggested.
    static let own: CommandTree? = {
        struct Dump: Decodable { let command: CommandTree }
        return try? JSONDecoder().decode(Dump.self, from: Data(Aftercarectl._dumpHelp().utf8)).command
    }()

    var commands: [CommandTree] { subcommands ?? [] }
    var taken: [Argument] { arguments ?? [] }

    func command(named name: String) -> CommandTree? { commands.first { $0.commandName == name } }

    /// The subcommands that do something, each with its path from here: `patient list`.
    var verbs: [(path: [String], verb: CommandTree)] {
        commands.flatMap { command -> [(path: [String], verb: CommandTree)] in
            if command.commandName == "help" { return [] }
            if command.commands.isEmpty { return [([command.commandName], command)] }
            return command.verbs.map { ([command.commandName] + $0.path, $0.verb) }
        }
    }

    /// The default subcommand, which runs when none is named.
    private var silent: CommandTree? { defaultSubcommand.flatMap { command(named: $0) } }

    // MARK: Resolving a command line

    /// How far a command line leads into the tree.
    struct Way {
        /// The names of the commands on the path.
        var names: [String] = []
        /// The last command on the path.
        var command: CommandTree
        /// The next word, if it should be a command and is none; nil when the path ends with a command.
        var stranger: String?
        /// The first option that the last command does not take; only set for a command without subcommands.
        var strangeOption: String?
        /// The first option that takes one value but was given a second one, as typed the second time.
        var repeatedOption: String?
    }

    /// - Parameter typed: all words after the program's name.
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
                // Whether an unknown option takes a value is unknown too, and the parser reports it anyway.
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
