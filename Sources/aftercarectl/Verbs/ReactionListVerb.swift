import Aftercare
import ArgumentParser

struct ReactionListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the reactions that nobody has cleared.")

    @Option(help: "Only those of this patient.", transform: name) var patient: PatientID?
    @Flag(help: "Those that were cleared, or entered in error, too.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.list(
            list, of: patient, where: { (reaction: Reaction) in all || reaction.isOpen },
            empty: all ? "no reactions were reported" : "no reaction is open; '--all' lists those that were cleared, too"
        ) { reactions, service, canvas in
            let clocks = try await service.clocks(reactions.map(\.patient), zones: .ofThisMachine(), now: .current)
            return ReactionTable(reactions: reactions, clocks: clocks).lines(on: canvas)
        }
    }
}
