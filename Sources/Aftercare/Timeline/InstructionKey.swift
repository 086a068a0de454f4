/// One instruction of one treatment, whatever the treatment's times. Reminders with the same key form one sequence.
struct InstructionKey: Hashable {
    let treatment: TreatmentID
    let instruction: InstructionID

    init(treatment: TreatmentID, instruction: InstructionID) {
        self.treatment = treatment
        self.instruction = instruction
    }

    init(_ window: Window) { self.init(treatment: window.treatment, instruction: window.instruction) }
}
