/// What a piece of guidance is about, whichever treatment asks for it: two treatments that forbid alcohol
/// forbid the same thing.
package struct Topic: Hashable, Sendable {
    let kind: Instruction.Kind
    /// The substance, activity, nutrient or sign; where there is none, the instruction.
    let subject: String
    let modality: Modality?

    init(_ instruction: Instruction, modality: Modality?) {
        kind = instruction.kind
        subject = (instruction.subject ?? instruction.id.rawValue).lowercased()
        self.modality = modality
    }

    /// Whether windows of this topic merge into one in what the patient is told: what one of them still
    /// forbids is forbidden.
    var merges: Bool {
        switch kind {
        case .abstain, .restrict, .limit: true
        case .compress, .monitor, .followUp, .advise: false
        }
    }
}
