/// An emitted reminder seen through today's plans: which instruction it belongs to, and what its topic is.
struct EarlierReminder {
    let emitted: EmittedReminder
    /// Under the instruction's current name.
    let instructionKey: InstructionKey
    let topic: Topic
    /// The instruction as currently planned, in force or not; nil when it is no longer planned.
    let planned: ScheduledInstruction?

    /// The instruction as currently planned, if it is in force.
    var inForce: ScheduledInstruction? { planned.flatMap { $0.isInForce ? $0 : nil } }

    /// Whether it announced that something is over or no longer holds.
    var isEnd: Bool { emitted.phase == .end }

    /// The end that the patient knows.
    var end: Instant { emitted.claim.until ?? emitted.window.closes }

    /// Whether the reminder is still right at `now`: it was not withdrawn, and what it announced continues.
    func stands(at now: Instant) -> Bool {
        guard let scheduled = inForce else { return false }
        if isEnd { return emitted.key.role != .correction || scheduled.window.closes <= now }
        return scheduled.window.holds(at: now) || abs(scheduled.window.opens - emitted.window.opens) <= Occurrence.tolerance
    }
}

extension Schedule {
    /// `emitted` seen through today's plans; nil when it was for the staff.
    func earlierReminder(_ emitted: EmittedReminder) -> EarlierReminder? {
        guard !emitted.key.role.isForStaff else { return nil }
        let planned = planned(emitted.instructionKey) ?? renamed(emitted)
        let topic = planned?.topic ?? emitted.claim.topic ?? formerTopic(of: emitted)
        return EarlierReminder(
            emitted: emitted, instructionKey: planned?.instructionKey ?? emitted.instructionKey, topic: topic, planned: planned)
    }

    /// The instruction that now has the words of `emitted` under another name, where the protocol no longer has the old
    /// one. An instruction that the plan merely leaves out was not renamed: another one may have had the same words all
    /// along.
    private func renamed(_ emitted: EmittedReminder) -> ScheduledInstruction? {
        guard let template = emitted.claim.template,
            let assigned = treatment(emitted.key.treatment).flatMap({ record.assignedPlan($0.plan) }),
            assigned.careProtocol.instruction(emitted.key.instruction) == nil
        else { return nil }
        return instructions(of: emitted.key.treatment).first { scheduled in
            scheduled.window.kind == emitted.window.kind && scheduled.instruction.words.contains(template)
        }
    }

    /// The topic of a reminder from before topics were stored.
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
    /// Every sentence of the instruction, in every language and modality, with its placeholders.
    var words: Set<String> { Set(text.byLanguage.values.flatMap(\.all).flatMap(\.all)) }
}
