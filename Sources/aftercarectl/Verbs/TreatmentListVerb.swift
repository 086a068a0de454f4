import Aftercare
import AftercareAPI
import ArgumentParser

struct TreatmentListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the treatments.")

    @Option(help: "Only those of this patient.", transform: name) var patient: PatientID?
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let listing = try await Service.list(limit: list.limit) { after, limit in
                let body: TreatmentsBody = try await service.get(
                    "treatments", ["patient": patient?.rawValue, "after": after, "limit": String(limit)])
                return (body.treatments, body.next)
            }
            try await global.show(
                listing, as: TreatmentsBody(treatments: listing.items, next: listing.next),
                empty: "no treatments; schedule one with 'aftercarectl treatment schedule'", more: list.more
            ) { canvas in
                let clocks = try await service.clocks(listing.items.map(\.patient), zones: .ofThisMachine(), now: .current)
                return TreatmentTable(treatments: listing.items, clocks: clocks).lines(on: canvas)
            }
        }
    }
}
