import ArgumentParser

struct ResponseVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "response", abstract: "Take back what somebody answered to a reminder.",
        subcommands: [ResponseEnteredInErrorVerb.self])
}
