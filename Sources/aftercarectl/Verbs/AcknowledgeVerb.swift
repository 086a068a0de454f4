import Aftercare
import AftercareAPI
import ArgumentParser

struct AcknowledgeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Say that a reminder was heard: it is not repeated any more.")

    @OptionGroup var reminder: ReminderArgument
    @OptionGroup var extent: AnswerOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.respond(to: reminder, ResponseRequest(answer: Response.Answer.Kind.acknowledged.rawValue), extent)
    }
}
