import Aftercare
import AftercareAPI
import ArgumentParser

struct DeclineVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "Say that what a reminder asks is not done: it is not repeated any more.",
        discussion: """
            Of an instruction that wants an answer, a no goes to the staff, and shows in 'aftercarectl status' until \
            somebody acknowledges it.
            """)

    @OptionGroup var reminder: ReminderArgument
    @OptionGroup var extent: AnswerOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.respond(to: reminder, ResponseRequest(answer: Response.Answer.Kind.declined.rawValue), extent)
    }
}
