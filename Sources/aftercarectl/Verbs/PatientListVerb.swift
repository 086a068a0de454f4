import Aftercare
import ArgumentParser

struct PatientListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the patients.")

    @Flag(help: "Those that were entered in error, too.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.list(
            list, where: { (patient: Patient) in all || patient.status != .enteredInError },
            empty: "no patients yet; add one with 'aftercarectl patient add'"
        ) { patients, _, canvas in PatientTable(patients: patients).lines(on: canvas) }
    }
}
