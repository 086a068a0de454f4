import Aftercare
import AftercareAPI
import ArgumentParser

struct ProtocolShowVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a protocol as a sheet: each instruction with its window, texts and sources.")

    @Argument(help: "The protocol: exosome-injection for its newest version, exosome-injection@1 for that one.")
    var careProtocol: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let body: ProtocolsBody = try await service.get("protocols")
            let found = try body.protocols.named(careProtocol)
            try await global.output.show(found) { ProtocolSheet(careProtocol: found).lines(on: $0).joined(separator: "\n") }
        }
    }
}

extension [CareProtocol] {
    /// The protocol of that name, or of that name and version; without one, its newest.
    ///
    /// - Throws: `Failure` where there is none.
    func named(_ name: String) throws -> CareProtocol {
        let versions = filter { $0.id.rawValue == name || $0.reference.spoken == name }
        if let newest = versions.max(by: { $0.version < $1.version }) { return newest }
        let others = filter { name.hasPrefix("\($0.id)@") }.map(\.reference.spoken).joined(separator: ", ")
        throw Failure(
            message: "unknown protocol '\(name)'; \(others.isEmpty ? "run 'aftercarectl protocol list'" : "there is \(others)")",
            status: .refused)
    }
}
