import ArgumentParser
import Foundation

/// What a program tells of itself: its answer to '--experimental-dump-help'.
struct ToolInfo: Decodable {
    let command: Command

    static func of(_ program: any ParsableCommand.Type) throws -> Command {
        try JSONDecoder().decode(ToolInfo.self, from: Data(program._dumpHelp().utf8)).command
    }

    struct Command: Decodable {
        let commandName: String
        let superCommands: [String]?
        let abstract: String?
        let discussion: String?
        let arguments: [Argument]?
        let subcommands: [Command]?
    }

    struct Argument: Decodable, Equatable {
        let kind: Kind
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let allValues: [String]?
        let defaultValue: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool

        enum Kind: String, Decodable {
            case positional, option, flag
        }

        struct Name: Decodable, Equatable {
            let kind: Kind
            let name: String

            enum Kind: String, Decodable {
                case long, short, longWithSingleDash
            }

            /// As it is typed: `--start`, `-f`.
            var typed: String { (kind == .long ? "--" : "-") + name }
        }
    }
}

extension ToolInfo.Command {
    /// The words after the program's name: `treatment schedule`; empty for the program itself.
    var verb: String { ((superCommands ?? []).dropFirst() + (superCommands == nil ? [] : [commandName])).joined(separator: " ") }

    var shown: [ToolInfo.Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    /// Itself, and all that is below it.
    var all: [ToolInfo.Command] { [self] + (subcommands ?? []).flatMap(\.all) }

    /// The verbs that do something; `help`, which every program with verbs has, is none of them.
    var verbs: [ToolInfo.Command] { all.filter { $0.subcommands == nil && !$0.verb.isEmpty && $0.verb != "help" } }
}
