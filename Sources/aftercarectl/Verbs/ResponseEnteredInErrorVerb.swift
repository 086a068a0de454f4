import Aftercare
import AftercareAPI
import ArgumentParser

struct ResponseEnteredInErrorVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entered-in-error", abstract: "Say that an answer to a reminder was entered by mistake, and never was.",
        discussion: """
            It takes back the newest answer to that reminder: an acknowledgement, a snooze or a no; the one before it \
            holds again. A reminder that wants an answer asks again. The record of who entered it, and when, is kept.
            """)

    @OptionGroup var reminder: ReminderArgument
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let id = try await reminder.id(from: service)
            try await confirmation.ask {
                Question(
                    consequences: [
                        "The newest answer to reminder '\(id.prefix(8))' counts as never given, and the reminder may ask again."
                    ],
                    asked: "Mark that answer as entered in error?")
            }
            try await global.markAsEnteredInError("reminders/\(id)/respond", by: service)
        }
    }
}
