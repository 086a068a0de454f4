import Aftercare
import AftercareAPI
import ArgumentParser

struct PatientListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the patients.")

    @Flag(help: "Those that were entered in error, too.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let listing = try await Service.list(
                limit: list.limit, where: { (patient: Patient) in all || patient.status != .enteredInError },
                place: { $0.id.rawValue }
            ) { after, limit in
                let body: PatientsBody = try await service.get("patients", ["after": after, "limit": String(limit)])
                return (body.patients, body.next)
            }
            try await global.show(
                listing, as: PatientsBody(patients: listing.items, next: listing.next),
                empty: "no patients yet; add one with 'aftercarectl patient add'", more: list.more
            ) { PatientTable(patients: listing.items).lines(on: $0) }
        }
    }
}
