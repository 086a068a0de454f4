import Aftercare
import AftercareAPI
import ArgumentParser

struct TreatmentShowVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a treatment.")

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let treatment: Treatment = try await service.get("treatments/\(id)")
            try await global.output.show(treatment) { canvas in
                let known = try await service.patients([treatment.patient])
                let clocks = Clocks(of: known.map(\.patient), zones: .ofThisMachine(), now: .current)
                let series = try await service.series(of: treatment)
                return TreatmentSheet(treatment: treatment, series: series, plans: known.flatMap(\.plans), clocks: clocks)
                    .lines(on: canvas).joined(separator: "\n")
            }
        }
    }
}
