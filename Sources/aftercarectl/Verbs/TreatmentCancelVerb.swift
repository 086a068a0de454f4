import Aftercare
import AftercareAPI
import ArgumentParser

struct TreatmentCancelVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Say that a treatment will not take place, or did not.")

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @Flag(help: "The patient did not come.") var noShow = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let request = CancellationRequest(noShow: noShow)
            try await global.show(try await service.post("treatments/\(id)/cancel", request), from: service)
        }
    }
}
