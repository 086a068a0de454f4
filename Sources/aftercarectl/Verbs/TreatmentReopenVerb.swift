import Aftercare
import ArgumentParser

struct TreatmentReopenVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Take back that a treatment was completed or cancelled, or that nobody came.",
        discussion: """
            It is booked again at its planned times, and its real times are forgotten. What the patient was told of them \
            is put right once.
            """)

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @OptionGroup var force: ForceOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let request = force.word.map { ["force": $0] } ?? [:]
            let outcome: Outcome = try await service.post(
                "treatments/\(id)/reopen", request, options: [], clockOf: .treatment(id))
            try await global.show(outcome, from: service)
        }
    }
}
