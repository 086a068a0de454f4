import Aftercare
import AftercareAPI
import ArgumentParser

struct TreatmentListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the treatments.")

    @Option(help: "Only those of this patient.", transform: name) var patient: PatientID?
    @Flag(help: "Those that were entered in error, too.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let listing = try await Service.list(
                limit: list.limit, where: { (treatment: Treatment) in all || treatment.status != .enteredInError },
                place: { $0.id.rawValue }
            ) { after, limit in
                let body: TreatmentsBody = try await service.get(
                    "treatments", ["patient": patient?.rawValue, "after": after, "limit": String(limit)])
                return (body.treatments, body.next)
            }
            try await global.show(
                listing, as: TreatmentsBody(treatments: listing.items, next: listing.next),
                empty: "no treatments; schedule one with 'aftercarectl treatment schedule'", more: list.more
            ) { canvas in
                let known = try await service.patients(listing.items.map(\.patient))
                let clocks = Clocks(of: known.map(\.patient), zones: .ofThisMachine(), now: .current)
                return TreatmentTable(treatments: listing.items, clocks: clocks, plans: known.flatMap(\.plans)).lines(on: canvas)
            }
        }
    }
}
