import Aftercare
import ArgumentParser

struct ReactionReportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Report what a patient noticed that is abnormal.",
        discussion: """
            The clinic is told at once, and reminders of the treatment that could harm, to apply cold for one, are \
            muted until a person clears the reaction.

            SIGNS:
            \(signs)
            """)

    @Argument(help: "The patient.") var patient: String
    @Argument(help: ArgumentHelp("What was noticed, one or more of the signs above.", valueName: "sign"))
    var signs: [Reaction.Sign]
    @Option(help: "The treatment (default: the patient's latest that has begun).") var treatment: String?
    @OptionGroup var global: GlobalOptions

    /// All signs, one per line.
    private static var signs: String {
        let width = Reaction.Sign.allCases.map(\.rawValue.count).max() ?? 0
        return Reaction.Sign.allCases.map { "  \($0.rawValue.padded(to: width))  \($0.words)" }.joined(separator: "\n")
    }

    func validate() throws {
        if signs.isEmpty {
            let known = Reaction.Sign.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("say what was noticed, one or more of \(known)")
        }
    }

    func run() async throws {
        try await Service.talk(global) { service in
            let request = ReactionRequest(patient: patient, treatment: treatment, signs: signs.map(\.rawValue))
            let outcome: Outcome = try await service.post(
                "reactions", request, options: ["treatment"], clockOf: .patient(patient))
            try await global.show(outcome, from: service)
            for reaction in outcome.reactions.map(\.value) {
                try global.output.say(
                    "note: reminders of '\(reaction.treatment)' that could harm are muted until "
                        + "'aftercarectl reaction clear \(reaction.id)'")
            }
        }
    }
}
