import Aftercare
import ArgumentParser

struct PatientChangeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Change what is known of a patient; what is left out stays.",
        discussion: """
            Only an active patient is told anything; what fell due meanwhile is not sent afterwards. A patient who moves \
            gets the reminders still to come on the new zone's clock.

            Quiet hours are hours of the patient's clock ('21:00-08:00'), 'clinic' for those of the clinic, or 'none' for \
            none, even where the clinic has some: for somebody who works at night.
            """)

    @Argument(help: "The patient.", transform: name) var id: PatientID
    @Option(help: "The time zone the patient lives in, like Europe/Berlin.") var zone: String?
    @Option(help: "The language to speak, like en or de.") var language: String?
    @Option(help: ArgumentHelp("When to be quiet: 21:00-08:00, 'clinic' or 'none'.", valueName: "hours"))
    var quietHours: String?
    @Option(help: "Whether the patient is told anything.") var status: Patient.Status?
    @Option(name: .customLong("name"), help: "A name for the clinic's own tables; it never reaches the journal.")
    var called: String?
    @Option(
        help: ArgumentHelp(
            "A value that is not known after all; may be repeated. Without hours of their own, patients have the clinic's.",
            valueName: "key"))
    var clear: [Key] = []
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    enum Key: String, ClearableKey {
        case name
        case quietHours = "quiet-hours"
    }

    func validate() throws {
        if zone == nil, language == nil, quietHours == nil, status == nil, called == nil, clear.isEmpty {
            throw ValidationError(
                "say what to change: '--zone', '--language', '--quiet-hours', '--status', '--name' or '--clear'")
        }
        if called == "" { throw ValidationError("the name is empty; to take it out, say '--clear name'") }
        try clear.notSaid(with: [.name: called, .quietHours: quietHours])
    }

    func run() async throws {
        try await Service.talk(global) { service in
            if let status, status == .deceased || status == .optedOut {
                try await confirmation.ask { try await service.silencingQuestion(id, status) }
            }
            var request = PatientRequest(
                id: id.rawValue, zone: zone, language: language, quietHours: quietHours, status: status?.rawValue, name: called)
            request.clear = clear.keys
            let outcome: Outcome = try await service.post(
                "patients/\(id)/change", request, options: ["zone", "language", "quiet-hours", "status", "name", "clear"])
            try await global.show(outcome, from: service)
        }
    }
}

extension Service {
    fileprivate func silencingQuestion(_ patient: PatientID, _ status: Patient.Status) async throws -> Question {
        let unfinished = try await unfinished(of: patient)
        return Question(consequences: unfinished.sentences, asked: "Change patient '\(patient)' to \(status.rawValue)?")
    }
}
