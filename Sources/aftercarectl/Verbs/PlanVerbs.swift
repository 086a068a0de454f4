import ArgumentParser

struct PlanVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Assign protocols to patients, and look plans up.",
        subcommands: [PlanAssignVerb.self, PlanListVerb.self, PlanShowVerb.self])
}
