import Aftercare
import AftercareAPI
import ArgumentParser

struct PlanUpgradeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Have plans follow a newer version of their protocol; their own changes stay.",
        discussion: """
            One plan; or with '--all' and '--protocol' every plan of that protocol that is not over, all of them or, where \
            one does not fit, none. What patients will be told otherwise is shown first.
            """)

    @Argument(help: "The plan.", transform: name) var id: PlanID?
    @Flag(help: "All plans of the '--protocol' that are not over.") var all = false
    @Option(name: .customLong("protocol"), help: ArgumentHelp("With '--all': whose plans.", valueName: "protocol"), transform: name)
    var careProtocol: ProtocolID?
    @Option(help: ArgumentHelp("The version (default: the newest).", valueName: "version")) var to: String?
    @Option(help: "Which compress, where only the newer version leaves it to the plan.") var compress: CompressChoice?
    @Flag(help: "Show what patients would be told otherwise, and change nothing.") var dryRun = false
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if let to, ProtocolReference.version(to) == nil {
            throw ValidationError("'\(to)' is no version; use a number from 1, or leave '--to' out for the newest")
        }
        let isOne = id != nil && !all && careProtocol == nil
        let isAll = id == nil && all && careProtocol != nil
        guard !isOne, !isAll else { return }
        throw ValidationError(
            "say which plans: one, like PL-0001, or all of a protocol with '--all --protocol exosome-injection'")
    }

    func run() async throws {
        if let id, !dryRun {
            let request = PlanChangeRequest(compress: compress?.rawValue, version: to ?? "newest")
            return try await global.change(id, request, options: Self.options)
        }
        try await Service.talk(global) { service in
            var request = UpgradeRequest(
                protocol: careProtocol?.rawValue, plan: id?.rawValue, version: to, compress: compress?.rawValue)
            let trial = try await post(request, to: service, isTrial: true)
            let upgrades = trial.upgrades
            guard !dryRun else { return try await show(trial, upgrades, from: service) }
            guard let newer = upgrades.first?.to else { return try global.output.say("note: \(nothing)") }
            // Apply the version that was shown, whatever newer one appears meanwhile.
            request.version = String(newer.version)
            try await confirmation.insist(on: "plan upgrade --all --protocol \(newer.id)") {
                let sheet = try await service.sheet(of: upgrades).lines(on: .plain).joined(separator: "\n")
                try global.output.say(sheet + "\n")
                let number = upgrades.reduce(0) { $0 + $1.plans.count }
                return Question(
                    consequences: ["A plan never goes back to an older version."],
                    asked: "Upgrade \(number.counted("plan")) to \(newer)?")
            }
            try await global.show(try await post(request, to: service), from: service)
        }
    }

    private static let options = OptionNames(["compress", "protocol"], others: ["version": "to"])

    private func post(_ request: UpgradeRequest, to service: Service, isTrial: Bool = false) async throws -> Outcome {
        do {
            return try await service.post("plans/upgrade", request, ["trial": isTrial ? "true" : nil])
        } catch let body as ErrorBody {
            throw body.naming(Self.options)
        }
    }

    private func show(_ trial: Outcome, _ upgrades: [Upgrade], from service: Service) async throws {
        try await global.output.show(trial) { canvas in
            upgrades.isEmpty ? "" : try await service.sheet(of: upgrades).lines(on: canvas).joined(separator: "\n")
        }
        if upgrades.isEmpty { try global.output.say("note: \(nothing)") }
        try global.output.say(notesOf: trial)
    }

    private var nothing: String {
        id.map { "plan '\($0)' follows that version already" }
            ?? "no plan that is not over follows an older version of '\(careProtocol?.rawValue ?? "")'; nothing to upgrade"
    }
}

extension Service {
    /// With the texts of the versions that it speaks of.
    fileprivate func sheet(of upgrades: [Upgrade]) async throws -> UpgradeSheet {
        var versions: [ProtocolReference: CareProtocol] = [:]
        for reference in Set(upgrades.flatMap { [$0.from, $0.to] }) { versions[reference] = try await get("protocols/\(reference)") }
        return UpgradeSheet(upgrades: upgrades, versions: versions)
    }
}
