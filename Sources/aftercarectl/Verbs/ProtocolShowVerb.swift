import Aftercare
import AftercareAPI
import ArgumentParser

struct ProtocolShowVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a protocol as a sheet: each instruction with its window, texts and sources.")

    @Argument(help: "The protocol: exosome-injection for its newest version, exosome-injection@1 for that one.")
    var careProtocol: String
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard ProtocolID(careProtocol) == nil, (try? ProtocolReference(text: careProtocol)) == nil else { return }
        throw ValidationError("'\(careProtocol)' is no protocol; use its id, or its id and version, like exosome-injection@1")
    }

    func run() async throws {
        try await Service.talk(global) { service in
            let found: CareProtocol = try await service.get("protocols/\(careProtocol)")
            try await global.output.show(found) { ProtocolSheet(careProtocol: found).lines(on: $0).joined(separator: "\n") }
        }
    }
}
