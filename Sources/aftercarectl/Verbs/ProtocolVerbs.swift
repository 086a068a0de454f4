import ArgumentParser

struct ProtocolVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocol", abstract: "Look protocols up, and check protocol files.",
        subcommands: [ProtocolListVerb.self, ProtocolShowVerb.self, ProtocolCheckVerb.self])
}
