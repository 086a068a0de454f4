import Aftercare
import ArgumentParser

struct PlanShowVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a plan: its protocol, and what holds for this patient.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let body: AssignedPlan = try await service.get("plans/\(id)")
            try await global.output.show(body) { canvas in
                let known = try await service.patients([body.plan.patient])
                let clocks = Clocks(of: known.map(\.patient), zones: .ofThisMachine(), now: .current)
                let sessions = known.flatMap(\.treatments).filter { $0.plan == id }.inOrder
                return PlanSheet(body: body, sessions: sessions, clocks: clocks).lines(on: canvas).joined(separator: "\n")
            }
        }
    }
}
