import ArgumentParser

struct PatientVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient", abstract: "Add, change and look up patients.",
        subcommands: [PatientAddVerb.self, PatientChangeVerb.self, PatientListVerb.self, PatientShowVerb.self])
}
