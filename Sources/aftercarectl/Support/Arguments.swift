import Aftercare
import ArgumentParser

/// Parses a name that becomes part of a request's path.
func name<Entity>(_ text: String) throws -> ID<Entity> {
    guard let id = ID<Entity>(text) else { throw ValidationError(ID<Entity>.rule) }
    return id
}

/// Parses the id of a reminder, or its first letters.
func reminderName(_ text: String) throws -> String {
    let name = text.lowercased()
    guard name.utf8.count >= 4, name.allSatisfy({ $0 == "-" || $0.isASCII && $0.isHexDigit }) else {
        throw ValidationError("use a reminder's id, or its first letters, 4 or more; 'aftercarectl reminders' shows them")
    }
    return name
}

/// The options that limit how much of a list is shown.
struct ListOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Show at most this many.", valueName: "number"))
    var limit = 100

    func validate() throws {
        guard limit > 0 else { throw ValidationError("'\(limit)' is no number to show; use '--limit' with 1 or more") }
    }

    var more: String { "ask for it with '--limit \(limit * 10)'" }
}

// The values that a person may choose from, in the words of the interface.
extension Patient.Status: ExpressibleByArgument {
    /// The statuses that a patient can be given. Entered in error is absent, as it has a verb of its own.
    private static var choices: [Patient.Status] { allCases.filter { $0 != .enteredInError } }

    package init?(argument: String) {
        guard let status = Self.choices.first(where: { $0.rawValue == argument }) else { return nil }
        self = status
    }

    package static var allValueStrings: [String] { choices.map(\.rawValue) }
}

extension Reaction.Sign: ExpressibleByArgument {}
extension Route: ExpressibleByArgument {}
extension ReminderState: ExpressibleByArgument {}

/// The choices that a plan has for its compress.
enum CompressChoice: String, CaseIterable, ExpressibleByArgument {
    case warm, cold, none
}
