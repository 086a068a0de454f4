import Aftercare
import ArgumentParser

struct PlanUpgradeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Have a plan follow a newer version of its protocol; its own changes stay.")

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @Option(help: ArgumentHelp("The version (default: the newest).", valueName: "version")) var to: Int?
    @Option(help: "Which compress, where only the newer version leaves it to the plan.") var compress: CompressChoice?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard let to, to < 1 else { return }
        throw ValidationError("'\(to)' is no version; use a number from 1, or leave '--to' out for the newest")
    }

    func run() async throws {
        let request = PlanChangeRequest(compress: compress?.rawValue, version: to.map(String.init) ?? "newest")
        try await global.change(id, request, options: OptionNames(["compress"], others: ["version": "to"]))
    }
}
