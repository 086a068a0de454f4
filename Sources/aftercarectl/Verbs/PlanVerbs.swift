import ArgumentParser

struct PlanVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Assign protocols to patients, change plans, and look them up.",
        subcommands: [
            PlanAssignVerb.self, PlanChangeVerb.self, PlanUpgradeVerb.self, PlanHoldVerb.self, PlanResumeVerb.self,
            PlanCompleteVerb.self, PlanRevokeVerb.self, PlanEnteredInErrorVerb.self, PlanListVerb.self, PlanShowVerb.self,
        ])
}
