import Aftercare
import AftercareAPI
import ArgumentParser

struct PlanResumeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a plan speak again, from now on.",
        discussion: "What fell due meanwhile is not sent afterwards; what still holds is said, with the time that remains.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @Flag(help: "Of a plan that was revoked or completed by mistake: that never was, and it is active again.")
    var enteredInError = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var request = PlanChangeRequest(status: Plan.Status.active.rawValue)
        if enteredInError { request.enteredInError = true }
        try await global.change(id, request, options: ["entered-in-error"])
    }
}
