import Aftercare
import ArgumentParser

struct PlanCompleteVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "Say that a plan is done: nothing more of it is said.",
        discussion: "Completed by mistake, it is taken up again by 'aftercarectl plan resume --entered-in-error'.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws { try await global.end(id, as: .completed, "Complete", confirmation) }
}
