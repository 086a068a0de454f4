import Aftercare
import ArgumentParser

struct PlanListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the plans.")

    @Option(help: "Only those of this patient.", transform: name) var patient: PatientID?
    @Flag(help: "Those that were entered in error, too.") var all = false
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.list(
            list, of: patient, where: { (plan: Plan) in all || plan.status != .enteredInError },
            empty: "no plans; assign one, like 'aftercarectl plan assign P-0042 exosome-injection'"
        ) { plans, _, canvas in PlanTable(plans: plans).lines(on: canvas) }
    }
}
