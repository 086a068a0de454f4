import ArgumentParser

struct ReactionVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reaction", abstract: "Report abnormal reactions, look them up, and clear them.",
        subcommands: [
            ReactionReportVerb.self, ReactionClearVerb.self, ReactionEnteredInErrorVerb.self, ReactionListVerb.self,
            ReactionShowVerb.self,
        ])
}
