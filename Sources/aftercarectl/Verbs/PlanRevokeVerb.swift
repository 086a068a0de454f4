import Aftercare
import ArgumentParser

struct PlanRevokeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Call a plan off, for good: nothing more of it is said.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @OptionGroup var global: GlobalOptions

    func run() async throws { try await global.change(id, to: .revoked) }
}
