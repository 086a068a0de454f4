/// One instruction of one treatment, with its window worked out. One reference, since it is handed about a lot.
final class ScheduledInstruction: Sendable {
    let window: Window
    let instruction: Instruction
    let topic: Topic
    /// Why nothing of it is said any more; nil: it is in force.
    let ended: CancelReason?
    /// When its treatment begins.
    let begins: Instant
    /// When the treatment's times became known.
    let knownAt: Instant
    /// Whether it waits until somebody has confirmed that its treatment took place.
    let isUnconfirmed: Bool
    /// Of its plan.
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

    /// Whether what it says holds, be it said or not: a draft never does, a plan on hold still does.
    var isInForce: Bool { ended == nil && history.current != .draft }

    /// Whether its plan speaks of it now.
    var isActive: Bool { isInForce && history.current == .active }

    /// Whether its window opens before its treatment starts.
    var opensBefore: Bool { window.opens < begins }

    /// Whether it counts for others by `instant`: a session that has not begun prolongs nothing (rule 7).
    func hasBegun(by instant: Instant) -> Bool { countsFrom <= instant }

    /// From when on it counts for others.
    var countsFrom: Instant { min(begins, window.opens) }

    var instructionKey: InstructionKey { InstructionKey(window) }
}
