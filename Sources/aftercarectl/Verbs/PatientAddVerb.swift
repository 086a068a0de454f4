import Aftercare
import ArgumentParser

struct PatientAddVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a patient.",
        discussion: "Choose an id that says nothing about the person: it appears in the journal.")

    @Argument(help: "The patient's id, like P-0042.") var id: String
    @Option(help: "The time zone the patient lives in, like Europe/Berlin (default: the clinic's).") var zone: String?
    @Option(help: "The language to speak, like en or de (default: the clinic's).") var language: String?
    @Option(help: ArgumentHelp("When to be quiet: 21:00-08:00, or 'none' (default: the clinic's hours).", valueName: "hours"))
    var quietHours: String?
    @Option(help: "A name for the clinic's own tables; it never reaches the journal.") var name: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if name == "" { throw ValidationError("the name is empty; leave '--name' out for none") }
    }

    func run() async throws {
        try await Service.talk(global) { service in
            let request = PatientRequest(id: id, zone: zone, language: language, quietHours: quietHours, name: name)
            let outcome: Outcome = try await service.post(
                "patients", request, options: ["zone", "language", "quiet-hours", "name"])
            try await global.show(outcome, from: service)
        }
    }
}
