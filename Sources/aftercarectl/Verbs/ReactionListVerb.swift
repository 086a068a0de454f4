import Aftercare
import AftercareAPI
import ArgumentParser

struct ReactionListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the reactions that nobody has cleared.")

    @Option(help: "Only those of this patient.", transform: name) var patient: PatientID?
    @Flag(help: "Those that were cleared, or entered in error, too.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let listing = try await Service.list(
                limit: list.limit, where: { all || $0.isOpen }, place: { $0.id.rawValue }
            ) { after, limit in
                let body: ReactionsBody = try await service.get(
                    "reactions", ["patient": patient?.rawValue, "after": after, "limit": String(limit)])
                return (body.reactions, body.next)
            }
            try await global.show(
                listing, as: ReactionsBody(reactions: listing.items, next: listing.next),
                empty: all ? "no reactions were reported" : "no reaction is open; '--all' lists those that were cleared, too",
                more: list.more
            ) { canvas in
                let clocks = try await service.clocks(listing.items.map(\.patient), zones: .ofThisMachine(), now: .current)
                return ReactionTable(reactions: listing.items, clocks: clocks).lines(on: canvas)
            }
        }
    }
}
