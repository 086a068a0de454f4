extension Preview {
    /// What would happen to one occurrence.
    package struct Entry: Equatable, Codable, Sendable {
        /// The raw values are part of the interface; do not change them.
        package enum Outcome: String, CaseIterable, Codable, Sendable {
            case said, missed, suppressed, cancelled
        }

        package var at: Instant
        /// The instant that the instruction names.
        package var instant: Instant
        package var due: Instant
        package var deadline: Instant
        package var treatment: TreatmentID
        package var instruction: InstructionID
        package var kind: Instruction.Kind
        package var label: String
        package var role: Role
        package var phase: Phase
        package var outcome: Outcome
        /// Why it is not emitted: a stable code, and the reason in words.
        package var reason: String?
        package var reasonWords: String?
        package var message: String?
        /// The other treatments that it covers.
        package var alsoFor: [TreatmentID]

        init(_ entry: Forecast.Entry, label: String) {
            let occurrence = entry.decision.occurrence
            at = entry.at
            instant = occurrence.instant
            due = occurrence.due
            deadline = occurrence.deadline
            treatment = occurrence.window.treatment
            instruction = occurrence.window.instruction
            kind = occurrence.window.kind
            self.label = label
            role = occurrence.role
            phase = occurrence.phase
            switch entry.decision.verdict {
            case .emit: (outcome, reason, reasonWords) = (.said, nil, nil)
            case .miss(let why): (outcome, reason, reasonWords) = (.missed, why.rawValue, why.words)
            case .suppress(let why): (outcome, reason, reasonWords) = (.suppressed, why.rawValue, why.words)
            case .cancel(let why): (outcome, reason, reasonWords) = (.cancelled, why.rawValue, why.words)
            }
            message = entry.payload?.text
            alsoFor = entry.payload?.alsoFor ?? []
        }
    }
}
