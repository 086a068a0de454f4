import Aftercare
import ArgumentParser

/// Reads a name that becomes part of a request's path.
func name<Entity>(_ text: String) throws -> ID<Entity> {
    guard let id = ID<Entity>(text) else { throw ValidationError("use \(ID<Entity>.words)") }
    return id
}

extension ID {
    fileprivate static var words: String { rule.hasPrefix("use ") ? String(rule.dropFirst(4)) : rule }
}

/// How much of a list is shown.
struct ListOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Show at most so many.", valueName: "number"))
    var limit = 100

    func validate() throws {
        guard limit > 0 else { throw ValidationError("'\(limit)' is no number to show; use '--limit' with 1 or more") }
    }

    var more: String { "ask for it with '--limit \(limit * 10)'" }
}

// What a person may choose from, in the words of the interface.
extension Route: ExpressibleByArgument {}
extension ReminderState: ExpressibleByArgument {}

/// What a plan may choose for its compress.
enum CompressChoice: String, CaseIterable, ExpressibleByArgument {
    case warm, cold, none
}
