import Aftercare
import AftercareAPI
import ArgumentParser

struct PatientShowVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a patient with all plans and treatments.")

    @Argument(help: "The patient.", transform: name) var id: PatientID
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let body: PatientBody = try await service.get("patients/\(id)")
            try await global.output.show(body) { canvas in
                let clocks = try await service.clocks([], known: [body.patient], zones: .ofThisMachine(), now: .current)
                return PatientSheet(body: body, clocks: clocks).lines(on: canvas).joined(separator: "\n")
            }
        }
    }
}
