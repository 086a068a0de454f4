import Aftercare
import ArgumentParser

struct PlanRevokeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Call a plan off: nothing more of it is said.",
        discussion: "Revoked by mistake, it is taken up again by 'aftercarectl plan resume --entered-in-error'.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws { try await global.end(id, as: .revoked, "Revoke", confirmation) }
}

extension GlobalOptions {
    /// Ends a plan, after the user has confirmed what it silences.
    ///
    /// - Parameter verb: `Revoke`.
    func end(_ plan: PlanID, as status: Plan.Status, _ verb: String, _ confirmation: ConfirmationOptions) async throws {
        try await Service.talk(self) { service in
            try await confirmation.ask { try await service.endingQuestion(plan, "\(verb) plan '\(plan)'") }
            try await show(
                try await service.post("plans/\(plan)/change", PlanChangeRequest(status: status.rawValue), options: []), from: service)
        }
    }
}

extension Service {
    /// - Parameter request: `Revoke plan 'PL-0001'`.
    func endingQuestion(_ id: PlanID, _ request: String, and more: [String] = []) async throws -> Question {
        let body: AssignedPlan = try await get("plans/\(id)")
        let unfinished = try await unfinished(of: body.plan.patient, under: id)
        return Question(consequences: unfinished.sentences + more, asked: "\(request) of \(body.plan.patient)?")
    }
}
