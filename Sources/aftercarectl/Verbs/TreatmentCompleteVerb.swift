import Aftercare
import ArgumentParser

struct TreatmentCompleteVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "Say that a treatment took place, and when it ended.",
        discussion: """
            Say '--ended', or '--as-planned'. Said of the wrong treatment, or with a wrong time, it is taken back by \
            'aftercarectl treatment reopen'.
            """)

    @Argument(help: "The treatment.", transform: name) var id: TreatmentID
    @Option(help: ArgumentHelp("When it really ended: now, now-10min, or '2026-11-21 18:15' on the patient's clock.", valueName: "time"))
    var ended: String?
    @Flag(help: "It started and ended as planned.") var asPlanned = false
    @Option(help: ArgumentHelp("When it really started (default: as planned).", valueName: "time")) var started: String?
    @OptionGroup var force: ForceOption
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if ended == nil, !asPlanned {
            throw ValidationError(
                "say when it ended: '--ended now', '--ended TIME' or '--as-planned'; every window counts from it, so there is no default")
        }
        if asPlanned, ended != nil || started != nil {
            throw ValidationError("'--as-planned' says both times already; leave it out, or '--ended' and '--started'")
        }
    }

    private var options: OptionNames {
        asPlanned ? OptionNames([], others: ["ended": "as-planned"]) : ["started", "ended"]
    }

    func run() async throws {
        try await Service.talk(global) { service in
            try await confirmation.ask {
                let subject = try await service.subject(id)
                return Question(
                    consequences: ["\(subject.sentence) Its whole aftercare counts from its end, \(ended ?? "as planned")."],
                    asked: "Complete treatment '\(id)' of \(subject.treatment.patient)?")
            }
            var request = CompletionRequest(started: started, ended: ended ?? "as-planned")
            request.force = force.word
            let outcome: Outcome = try await service.post(
                "treatments/\(id)/complete", request, options: options, clockOf: .treatment(id))
            try await global.show(outcome, from: service)
        }
    }
}
