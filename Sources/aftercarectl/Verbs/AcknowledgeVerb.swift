import Aftercare
import AftercareAPI
import ArgumentParser

struct AcknowledgeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Say that a reminder was heard: it is not repeated any more.")

    @OptionGroup var reminder: ReminderArgument
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.respond(to: reminder.id, ResponseRequest(answer: Response.Answer.Kind.acknowledged.rawValue))
    }
}

/// The reminder that is answered.
struct ReminderArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The reminder: its id, or the first letters of it, 4 or more.", valueName: "reminder"),
        transform: reminderName)
    var id: String
}

extension GlobalOptions {
    /// Answers a reminder, and shows what was recorded.
    func respond(to reminder: String, _ answer: ResponseRequest) async throws {
        try await Service.talk(self) { service in
            try await show(try await service.post("reminders/\(reminder)/respond", answer), from: service)
        }
    }
}
