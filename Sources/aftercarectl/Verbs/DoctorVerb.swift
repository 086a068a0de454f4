import ArgumentParser

struct DoctorVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look for what would keep reminders from being said, or from being proven.",
        discussion: """
            Looks at the service, what journald drops and keeps, group memberships, the clock, time zones, and the file system of \
            the store; says what is wrong, why that matters, and how to mend it. Changes nothing. Works while the \
            service is down, and then says what it could not look at.

            Ends with \(ExitStatus.done.rawValue) where nothing is wrong, and with \(ExitStatus.notAllWell.rawValue) \
            where something is.
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let diagnosis = Diagnosis(try await DoctorFacts.gather(global)).addressed(by: global.commands)
        try await global.output.show(diagnosis) { canvas in
            DoctorSheet(diagnosis: diagnosis).lines(on: canvas).joined(separator: "\n")
        }
        if !diagnosis.isWell { throw NotAllWell() }
    }
}
