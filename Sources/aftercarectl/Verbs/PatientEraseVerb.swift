import Aftercare
import ArgumentParser

struct PatientEraseVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erase what is known of a patient, for good.",
        discussion: """
            What must be kept, so that the journal can still be audited, is kept under another pseudonym; the answer says \
            what that is. Records that are in the journal already stay there until journald removes them. Without a \
            terminal, '--yes' has to be said. Nothing takes it back but a backup.
            """)

    @Argument(help: "The patient.", transform: name) var id: PatientID
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            try await confirmation.insist(on: "patient erase \(id)") {
                let body: PatientDetails = try await service.get("patients/\(id)")
                let what = "\(body.plans.count.counted("plan")) and \(body.treatments.count.counted("treatment"))"
                return Question(
                    consequences: [
                        "All that is known of \(id) is erased: \(what), its reminders and its answers.",
                        "This cannot be taken back.",
                    ], asked: "Erase patient '\(id)'?")
            }
            try await global.show(try await service.post("patients/\(id)/erase", [String: String]()), from: service)
        }
    }
}
