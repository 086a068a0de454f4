import Aftercare
import AftercareAPI
import ArgumentParser

struct SnoozeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze", abstract: "Have a reminder said again later. A new snooze replaces an old one.",
        discussion: "Say one of '--for' and '--until'.")

    @OptionGroup var reminder: ReminderArgument
    @OptionGroup var extent: AnswerOptions
    @Option(name: .customLong("for"), help: ArgumentHelp("For how long, like 30min.", valueName: "length"))
    var lasting: String?
    @Option(help: ArgumentHelp("Until when, like 18:00 or '2026-11-21 18:00' on the patient's clock.", valueName: "time"))
    var until: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if lasting == nil, until == nil { throw ValidationError("say for how long, '--for 30min', or '--until' when") }
        if lasting != nil, until != nil { throw ValidationError("say '--for' or '--until', not both") }
    }

    func run() async throws {
        let kind = Response.Answer.Kind.snoozed
        try await global.respond(
            to: reminder, ResponseRequest(answer: kind.rawValue, lasting: lasting, until: until), extent,
            options: OptionNames(["until", "message"], others: ["lasting": "for"]))
    }
}
