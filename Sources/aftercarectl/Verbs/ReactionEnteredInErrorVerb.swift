import Aftercare
import AftercareAPI
import ArgumentParser

struct ReactionEnteredInErrorVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entered-in-error", abstract: "Say that a reaction was reported by mistake, and never was.",
        discussion: """
            What it muted is said again, and lists leave it out; the record of who reported it, and when, is kept. A \
            reaction that somebody has seen to is cleared instead.
            """)

    @Argument(help: "The reaction.", transform: name) var id: ReactionID
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            try await confirmation.ask {
                let reaction: Reaction = try await service.get("reactions/\(id)")
                return Question(
                    consequences: ["\(id) is \(reaction.signWords) after \(reaction.treatment). What it mutes is said again."],
                    asked: "Mark as entered in error reaction '\(id)' of \(reaction.patient)?")
            }
            try await global.markAsEnteredInError("reactions/\(id)", by: service)
        }
    }
}
