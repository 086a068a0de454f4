import Aftercare
import AftercareAPI
import ArgumentParser

struct ReactionShowVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a reaction, with what was given: the product, its maker and its lot.")

    @Argument(help: "The reaction.", transform: name) var id: ReactionID
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let reaction: Reaction = try await service.get("reactions/\(id)")
            let treatment: Treatment = try await service.get("treatments/\(reaction.treatment)")
            let report = ReactionReport(reaction: reaction, treatment: treatment)
            try await global.output.show(report) { canvas in
                let clocks = try await service.clocks([reaction.patient], zones: .ofThisMachine(), now: .current)
                return ReactionSheet(report: report, clocks: clocks, commands: global.commands).lines(on: canvas).joined(separator: "\n")
            }
        }
    }
}
