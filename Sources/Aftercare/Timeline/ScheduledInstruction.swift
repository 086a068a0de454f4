/// One instruction of one treatment, with its window computed. A class, since copies are shared widely.
final class ScheduledInstruction: Sendable {
    let window: Window
    let instruction: Instruction
    let topic: Topic
    /// Why it is no longer in force; nil when it is.
    let ended: CancelReason?
    /// When its treatment begins.
    let begins: Instant
    /// When the treatment's times became known.
    let knownAt: Instant
    /// Whether it waits for confirmation that its treatment took place.
    let isUnconfirmed: Bool
    /// The status history of its plan.
    let history: History<Plan.Status>

    init(
        window: Window, instruction: Instruction, topic: Topic, ended: CancelReason?, begins: Instant,
        knownAt: Instant, isUnconfirmed: Bool, history: History<Plan.Status>
    ) {
        self.window = window
        self.instruction = instruction
        self.topic = topic
        self.ended = ended
        self.begins = begins
        self.knownAt = knownAt
        self.isUnconfirmed = isUnconfirmed
        self.history = history
    }

    /// Whether its guidance holds, emitted or not: a draft's never does, that of a plan on hold still does.
    var isInForce: Bool { ended == nil && history.current != .draft }

    /// Whether its plan emits it now.
    var isActive: Bool { isInForce && history.current == .active }

    /// Whether its window opens before its treatment starts.
    var opensBefore: Bool { window.opens < begins }

    /// Whether it counts for other sessions by `instant`: a session that has not begun prolongs nothing (rule 7 of
    /// aftercare(7)).
    func hasBegun(by instant: Instant) -> Bool { countsFrom <= instant }

    /// From when on it counts for other sessions.
    var countsFrom: Instant { min(begins, window.opens) }

    var instructionKey: InstructionKey { InstructionKey(window) }
}
