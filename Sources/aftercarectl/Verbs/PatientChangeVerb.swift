import Aftercare
import AftercareAPI
import ArgumentParser

struct PatientChangeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Change what is known of a patient; what is left out stays.",
        discussion: """
            Only an active patient is told anything; what fell due meanwhile is not sent afterwards. A patient who moves \
            gets the reminders still to come on the new zone's clock.
            """)

    @Argument(help: "The patient.", transform: name) var id: PatientID
    @Option(help: "The time zone the patient lives in, like Europe/Berlin.") var zone: String?
    @Option(help: "The language to speak, like en or de.") var language: String?
    @Option(help: ArgumentHelp("When to be quiet, like 21:00-08:00; 'clinic' for the clinic's hours.", valueName: "hours")) var quietHours: String?
    @Option(help: "Whether the patient is told anything.") var status: Patient.Status?
    @Option(name: .customLong("name"), help: "A name for the clinic's own tables; it never reaches the journal.")
    var called: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if zone == nil, language == nil, quietHours == nil, status == nil, called == nil {
            throw ValidationError("say what to change: '--zone', '--language', '--quiet-hours', '--status' or '--name'")
        }
    }

    func run() async throws {
        try await Service.talk(global) { service in
            let request = PatientRequest(
                id: id.rawValue, zone: zone, language: language, quietHours: quietHours, status: status?.rawValue, name: called)
            try await global.show(try await service.post("patients/\(id)/change", request), from: service)
        }
    }
}
