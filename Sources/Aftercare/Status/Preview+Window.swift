extension Preview {
    /// A window that touches the span.
    package struct Window: Equatable, Codable, Sendable {
        package var treatment: TreatmentID
        package var plan: PlanID
        package var instruction: InstructionID
        package var kind: Instruction.Kind
        package var label: String
        package var opens: Instant
        package var closes: Instant

        init(_ window: Aftercare.Window, label: String) {
            treatment = window.treatment
            plan = window.plan
            instruction = window.instruction
            kind = window.kind
            self.label = label
            opens = window.opens
            closes = window.closes
        }
    }
}
