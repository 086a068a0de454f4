import Aftercare
import AftercareAPI
import ArgumentParser

struct PlanHoldVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Silence a plan: what falls due meanwhile is not sent afterwards.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @OptionGroup var global: GlobalOptions

    func run() async throws { try await global.change(id, to: .onHold) }
}

extension GlobalOptions {
    func change(_ plan: PlanID, to status: Plan.Status) async throws {
        try await change(plan, PlanChangeRequest(status: status.rawValue))
    }

    /// Changes a plan and shows it.
    ///
    /// - Parameter options: the options that the request was made of.
    func change(_ plan: PlanID, _ request: PlanChangeRequest, options: OptionNames = []) async throws {
        try await Service.talk(self) { service in
            try await show(try await service.post("plans/\(plan)/change", request, options: options), from: service)
        }
    }
}
