import Aftercare
import AftercareAPI
import ArgumentParser

struct PlanAssignVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give a patient a plan: a protocol, pinned to its version.")

    @Argument(help: "The patient.") var patient: String
    @Argument(help: "The protocol: exosome-injection for its newest version, exosome-injection@1 for that one.")
    var careProtocol: String
    @Option(help: "The plan's id (default: the service chooses one).") var id: String?
    @Option(help: "Which compress, where the protocol leaves it to the plan: there is no default then.")
    var compress: CompressChoice?
    @Option(help: ArgumentHelp("An instruction that does not hold for this patient; may be repeated.", valueName: "instruction"))
    var without: [String] = []
    @OptionGroup var force: ForceOption
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            if !without.isEmpty {
                try await confirmation.ask(onSilence: without) {
                    (try await service.get("protocols/\(careProtocol)"), "Assign '\(careProtocol)' to \(patient) without it?", [])
                }
            }
            var request = PlanRequest(
                id: id, patient: patient, protocol: careProtocol, compress: compress?.rawValue,
                without: without.isEmpty ? nil : without)
            request.force = force.word
            try await global.show(
                try await service.post("plans", request, options: ["id", "compress", "without"]), from: service)
        }
    }
}
