/// One saying as it stands by today's plans: which strand it belongs to, and what it is about.
struct EarlierReminder {
    let emitted: EmittedReminder
    /// Under the name that the instruction has now.
    let instructionKey: InstructionKey
    let topic: Topic
    /// What is planned of it, be it in force or not; nil: nothing any more.
    let planned: ScheduledInstruction?

    /// What is in force of it.
    var scheduled: ScheduledInstruction? { planned.flatMap { $0.isInForce ? $0 : nil } }

    /// Whether it told that something is over, or holds no more.
    var isEnd: Bool { emitted.phase == .end }

    /// Until when it holds as the patient knows it.
    var end: Instant { emitted.claim.until ?? emitted.window.closes }

    /// Whether what it told still stands at `now`: it was not taken back, and what it told of goes on.
    func stands(at now: Instant) -> Bool {
        guard let scheduled else { return false }
        if isEnd { return emitted.key.role != .correction || scheduled.window.closes <= now }
        return scheduled.window.holds(at: now) || abs(scheduled.window.opens - emitted.window.opens) <= Occurrence.tolerance
    }
}

extension Schedule {
    /// `emitted` by today's plans; nil: it was for the staff.
    func earlierReminder(_ emitted: EmittedReminder) -> EarlierReminder? {
        guard !emitted.key.role.isForStaff else { return nil }
        let planned = planned(of: emitted.instructionKey) ?? renamed(emitted)
        let topic = planned?.topic ?? emitted.claim.topic ?? formerTopic(of: emitted)
        return EarlierReminder(emitted: emitted, instructionKey: planned?.instructionKey ?? emitted.instructionKey, topic: topic, planned: planned)
    }

    /// What has the words of `emitted` under another name, now that the protocol has its own no longer. What a plan leaves
    /// out was not renamed: another instruction may have had the same words all along.
    private func renamed(_ emitted: EmittedReminder) -> ScheduledInstruction? {
        guard let template = emitted.claim.template,
            let assigned = treatment(emitted.key.treatment).flatMap({ record.assignedPlan($0.plan) }),
            assigned.careProtocol.instruction(emitted.key.instruction) == nil
        else { return nil }
        return instructions(of: emitted.key.treatment).first { scheduled in
            scheduled.window.kind == emitted.window.kind && scheduled.instruction.words.contains(template)
        }
    }

    /// What it was about, of a saying that did not write it down.
    private func formerTopic(of emitted: EmittedReminder) -> Topic {
        let instruction = treatment(emitted.key.treatment).flatMap { record.assignedPlan($0.plan) }.flatMap { assigned in
            assigned.careProtocol.instruction(emitted.key.instruction).map { instruction in
                Topic(instruction, of: assigned.careProtocol, modality: assigned.plan.modality(of: instruction))
            }
        }
        return instruction
            ?? Topic(
                subject: .instruction(emitted.window.careProtocol.id, emitted.key.instruction), modality: emitted.claim.modality)
    }
}

extension Instruction {
    /// Every sentence of it, in every language and modality, with its placeholders.
    var words: Set<String> { Set(text.byLanguage.values.flatMap(\.all).flatMap(\.all)) }
}
