import Aftercare
import AftercareAPI
import ArgumentParser

struct PlanEnteredInErrorVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entered-in-error", abstract: "Say that a plan was assigned by mistake, and never was.",
        discussion: """
            What the patient was told of it is put right once, and lists leave it out; the record of who entered it, and \
            when, is kept.
            """)

    @Argument(help: "The plan.", transform: name) var id: PlanID
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            try await confirmation.ask {
                try await service.endingQuestion(id, "Mark as entered in error plan '\(id)'", and: [EnteredInError.rest])
            }
            try await global.markAsEnteredInError("plans/\(id)", by: service)
        }
    }
}

enum EnteredInError {
    /// The consequence, whatever it was that was entered in error.
    static let rest = "What the patient was told of it is put right once; it is left out of lists."
}

extension GlobalOptions {
    /// - Parameter path: of the record that was entered by mistake.
    func markAsEnteredInError(_ path: String, by service: Service) async throws {
        try await show(try await service.post("\(path)/entered-in-error", [String: String]()), from: service)
    }
}
