/// One instruction of one treatment, with its window worked out.
struct Holding {
    let window: Window
    let instruction: Instruction
    let topic: Topic
    /// Why nothing of it is said any more; nil: it is in force.
    let ended: CancelReason?
    /// When the treatment's times became known.
    let knownAt: Instant
    /// Whether it waits until somebody has confirmed that its treatment took place.
    let isUnconfirmed: Bool
    /// Of its plan.
    let history: History<Plan.Status>

    /// Whether what it says holds, be it said or not: a draft never does, a plan on hold still does.
    var isInForce: Bool { ended == nil && history.current != .draft }

    var strand: Strand { Strand(window) }
}

/// One instruction of one treatment, whatever the treatment's times: what is said of it follows on each other.
struct Strand: Hashable {
    let treatment: TreatmentID
    let instruction: InstructionID

    init(treatment: TreatmentID, instruction: InstructionID) {
        self.treatment = treatment
        self.instruction = instruction
    }

    init(_ window: Window) { self.init(treatment: window.treatment, instruction: window.instruction) }
}
