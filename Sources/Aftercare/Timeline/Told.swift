/// One saying as it stands by today's plans: which strand it belongs to, and what it is about.
struct Told {
    let said: Said
    /// Under the name that the instruction has now.
    let strand: Strand
    let topic: Topic
    /// What is planned of it, be it in force or not; nil: nothing any more.
    let planned: Holding?

    /// What is in force of it.
    var holding: Holding? { planned.flatMap { $0.isInForce ? $0 : nil } }

    /// Whether it told that something is over, or holds no more.
    var isEnd: Bool { said.phase == .end }

    /// Until when it holds as the patient knows it.
    var end: Instant { said.claim.until ?? said.window.closes }

    /// Whether what it told still stands at `now`: it was not taken back, and what it told of goes on.
    func stands(at now: Instant) -> Bool {
        guard let holding else { return false }
        if isEnd { return said.key.role != .correction || holding.window.closes <= now }
        return holding.window.holds(at: now) || abs(holding.window.opens - said.window.opens) <= Occurrence.tolerance
    }
}

extension Agenda {
    /// `said` by today's plans; nil: it was for the staff.
    func told(_ said: Said) -> Told? {
        guard !said.key.role.isForStaff else { return nil }
        let planned = planned(of: said.strand) ?? renamed(said)
        let topic = planned?.topic ?? said.claim.topic ?? formerTopic(of: said)
        return Told(said: said, strand: planned?.strand ?? said.strand, topic: topic, planned: planned)
    }

    /// What has the words of `said` under another name, now that the protocol has its own no longer. What a plan leaves
    /// out was not renamed: another instruction may have had the same words all along.
    private func renamed(_ said: Said) -> Holding? {
        guard let template = said.claim.template,
            let course = treatment(said.key.treatment).flatMap({ record.course($0.plan) }),
            course.careProtocol.instruction(said.key.instruction) == nil
        else { return nil }
        return holdings(of: said.key.treatment).first { holding in
            holding.window.kind == said.window.kind && holding.instruction.words.contains(template)
        }
    }

    /// What it was about, of a saying that did not write it down.
    private func formerTopic(of said: Said) -> Topic {
        let instruction = treatment(said.key.treatment).flatMap { record.course($0.plan) }.flatMap { course in
            course.careProtocol.instruction(said.key.instruction).map { instruction in
                Topic(instruction, of: course.careProtocol, modality: course.plan.modality(of: instruction))
            }
        }
        return instruction
            ?? Topic(
                subject: .instruction(said.window.careProtocol.id, said.key.instruction), modality: said.claim.modality)
    }
}

extension Instruction {
    /// Every sentence of it, in every language and modality, with its placeholders.
    var words: Set<String> { Set(text.byLanguage.values.flatMap(\.all).flatMap(\.all)) }
}
