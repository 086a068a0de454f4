import Aftercare
import AftercareAPI
import ArgumentParser

struct PatientEnteredInErrorVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entered-in-error", abstract: "Say that a patient was added by mistake, and never was.",
        discussion: """
            All plans and treatments of the patient go silent with it, and lists leave it out; the record of who entered \
            it, and when, is kept. Somebody who wants no reminders has opted out instead, and data that must go are \
            erased.
            """)

    @Argument(help: "The patient.", transform: name) var id: PatientID
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            try await confirmation.ask {
                let unfinished = try await service.unfinished(of: id)
                return Question(
                    consequences: unfinished.sentences + [EnteredInError.rest], asked: "Mark as entered in error patient '\(id)'?")
            }
            try await global.markAsEnteredInError("patients/\(id)", by: service)
        }
    }
}
