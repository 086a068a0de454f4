import ArgumentParser

struct PatientVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient", abstract: "Add and look up patients.",
        subcommands: [PatientAddVerb.self, PatientListVerb.self, PatientShowVerb.self])
}
