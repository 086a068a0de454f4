import ArgumentParser

struct PatientVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient", abstract: "Add, change, look up and erase patients.",
        subcommands: [
            PatientAddVerb.self, PatientChangeVerb.self, PatientEnteredInErrorVerb.self, PatientEraseVerb.self,
            PatientListVerb.self, PatientShowVerb.self,
        ])
}
