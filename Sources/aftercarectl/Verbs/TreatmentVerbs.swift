import ArgumentParser

struct TreatmentVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "treatment", abstract: "Schedule, move and change treatments, and say how they went.",
        subcommands: [
            TreatmentScheduleVerb.self, TreatmentMoveVerb.self, TreatmentChangeVerb.self, TreatmentCompleteVerb.self,
            TreatmentCancelVerb.self, TreatmentReopenVerb.self, TreatmentEnteredInErrorVerb.self, TreatmentListVerb.self,
            TreatmentShowVerb.self,
        ])
}
