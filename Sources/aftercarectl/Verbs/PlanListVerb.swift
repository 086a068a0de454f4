import Aftercare
import AftercareAPI
import ArgumentParser

struct PlanListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the plans.")

    @Option(help: "Only those of this patient.", transform: name) var patient: PatientID?
    @Flag(help: "Those that were entered in error, too.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let listing = try await Service.list(
                limit: list.limit, where: { (plan: Plan) in all || plan.status != .enteredInError }, place: { $0.id.rawValue }
            ) { after, limit in
                let body: PlansBody = try await service.get(
                    "plans", ["patient": patient?.rawValue, "after": after, "limit": String(limit)])
                return (body.plans, body.next)
            }
            try await global.show(
                listing, as: PlansBody(plans: listing.items, next: listing.next),
                empty: "no plans; assign one, like 'aftercarectl plan assign P-0042 exosome-injection'", more: list.more
            ) { PlanTable(plans: listing.items).lines(on: $0) }
        }
    }
}
