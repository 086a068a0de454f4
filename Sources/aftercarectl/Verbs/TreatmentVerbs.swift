import ArgumentParser

struct TreatmentVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "treatment", abstract: "Schedule and move treatments, and say how they went.",
        subcommands: [
            TreatmentScheduleVerb.self, TreatmentMoveVerb.self, TreatmentCompleteVerb.self, TreatmentCancelVerb.self,
            TreatmentListVerb.self, TreatmentShowVerb.self,
        ])
}
