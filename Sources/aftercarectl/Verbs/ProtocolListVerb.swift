import Aftercare
import ArgumentParser

struct ProtocolListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the protocols: every version that new plans may follow, or that plans follow.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let body: ProtocolList = try await service.get("protocols")
            let listing = Listing(items: body.protocols, next: nil, hasMore: false)
            try await global.show(
                listing, as: body, empty: "the service knows no protocols; put some into /etc/aftercare/protocols", more: ""
            ) { ProtocolTable(protocols: body.protocols, use: body.use ?? []).lines(on: $0) }
        }
    }
}
