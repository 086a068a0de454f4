import Aftercare
import ArgumentParser

struct PlanResumeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a plan speak again, from now on.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @OptionGroup var global: GlobalOptions

    func run() async throws { try await global.change(id, to: .active) }
}
