import Aftercare
import ArgumentParser

struct TreatmentListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the treatments.")

    @Option(help: "Only those of this patient.", transform: name) var patient: PatientID?
    @Flag(help: "Those that were entered in error, too.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.list(
            list, of: patient, where: { (treatment: Treatment) in all || treatment.status != .enteredInError },
            empty: "no treatments; schedule one with 'aftercarectl treatment schedule'"
        ) { treatments, service, canvas in
            let known = try await service.patients(treatments.map(\.patient))
            let clocks = Clocks(of: known.map(\.patient), zones: .ofThisMachine(), now: .current)
            return TreatmentTable(treatments: treatments, clocks: clocks, plans: known.flatMap(\.plans)).lines(on: canvas)
        }
    }
}
