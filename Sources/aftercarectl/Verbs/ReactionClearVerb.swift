import Aftercare
import AftercareAPI
import ArgumentParser

struct ReactionClearVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear", abstract: "Say that a person has seen to a reaction: what it muted is said again.")

    @Argument(help: "The reaction.", transform: name) var id: ReactionID
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            try await global.show(try await service.post("reactions/\(id)/clear", [String: String]()), from: service)
        }
    }
}
