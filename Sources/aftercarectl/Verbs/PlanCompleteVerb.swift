import Aftercare
import ArgumentParser

struct PlanCompleteVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "Say that a plan is done, for good: nothing more of it is said.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @OptionGroup var global: GlobalOptions

    func run() async throws { try await global.change(id, to: .completed) }
}
