import ArgumentParser
import Testing

@testable import aftercarectl
@testable import aftercared

/// A program that there is a page and completions for.
enum Program: String, CaseIterable, CustomTestStringConvertible {
    case aftercarectl, aftercared

    var type: any ParsableCommand.Type {
        switch self {
        case .aftercarectl: Aftercarectl.self
        case .aftercared: Aftercared.self
        }
    }

    var page: String {
        switch self {
        case .aftercarectl: "aftercarectl.1"
        case .aftercared: "aftercared.8"
        }
    }

    var testDescription: String { rawValue }

    func info() throws -> ToolInfo.Command { try ToolInfo.of(type) }

    func manual() throws -> Manual {
        let groups = type.configuration.groupedSubcommands.map { group in
            (name: group.name, verbs: group.subcommands.map { $0._commandName })
        }
        return Manual(program: try info(), groups: groups)
    }

    /// Parses a command line, checks of its values included, without running anything.
    ///
    /// - Throws: what the program would say of it.
    func parse(_ words: [String]) throws { _ = try type.parseAsRoot(words) }

    /// What the program would say of a command line that it does not take; nil: it takes it.
    func complaint(of words: [String]) -> String? {
        do {
            try parse(words)
            return nil
        } catch {
            return type.message(for: error)
        }
    }
}
