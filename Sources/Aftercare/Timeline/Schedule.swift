/// A care record laid out once, to be asked several times: every instruction of every treatment, with its
/// window worked out. Whoever asks more than one thing of a record lays it out himself, so that it is done once.
package struct Schedule {
    package let record: CareRecord
    /// In the order of treatments, the earliest first, and of their protocols.
    let instructions: [ScheduledInstruction]
    private let index: Index

    package init(_ record: CareRecord) {
        self.record = record
        // Whatever the order in which they are stored: of two that say the same at once, the earlier one speaks.
        let treatments = record.treatments.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        let asked = Dictionary(record.assignedPlans.map { ($0.plan.id, $0.asked) }, uniquingKeysWith: { one, _ in one })
        instructions = treatments.flatMap { treatment -> [ScheduledInstruction] in
            guard let assigned = record.assignedPlan(treatment.plan) else { return [] }
            let ended = CancelReason(treatment.status) ?? CancelReason(assigned.plan.status)
            let asksConfirmation = assigned.careProtocol.confirms ?? record.clinic.confirmsTreatments
            return (asked[treatment.plan] ?? []).compactMap { instruction, topic in
                guard let interval = instruction.window.interval(for: treatment, in: record.zone) else { return nil }
                let window = Window(
                    treatment: treatment.id, timingRevision: treatment.timingRevision, plan: assigned.plan.id,
                    careProtocol: assigned.careProtocol.reference, instruction: instruction.id, kind: instruction.kind,
                    opens: interval.lowerBound, closes: interval.upperBound)
                return ScheduledInstruction(
                    window: window, instruction: instruction, topic: topic, ended: ended, begins: treatment.start,
                    knownAt: treatment.timesKnownAt,
                    isUnconfirmed: asksConfirmation && instruction.window.opens.follows(unconfirmed: treatment),
                    history: assigned.plan.history)
            }
        }
        index = Index(instructions, of: record)
    }

    var zone: Zone { record.zone }

    /// What is in force of `instructionKey`.
    func scheduled(of instructionKey: InstructionKey) -> ScheduledInstruction? { planned(of: instructionKey).flatMap { $0.isInForce ? $0 : nil } }

    /// What is planned of `instructionKey`, be it in force or not.
    func planned(of instructionKey: InstructionKey) -> ScheduledInstruction? { index.byKey[instructionKey] }

    /// What is planned in `window`, be it in force or not; nil: nothing.
    func scheduled(in window: Window) -> ScheduledInstruction? {
        planned(of: InstructionKey(window)).flatMap { $0.window == window ? $0 : nil }
    }

    /// What is planned of `treatment`.
    func instructions(of treatment: TreatmentID) -> [ScheduledInstruction] { index.byTreatment[treatment] ?? [] }

    func treatment(_ id: TreatmentID) -> Treatment? { index.treatments[id] }

    /// The reactions to `treatment`, by when they were reported.
    func reactions(to treatment: TreatmentID) -> [Reaction] { index.reactions[treatment] ?? [] }

    /// What was answered to `reminder`, in the order in which it came.
    func responses(to reminder: OccurrenceKey) -> [Response] { index.responses[reminder] ?? [] }

    // MARK: Overlap (rule 7)

    /// What holds of `topic` at `instant`.
    func holders(of topic: Topic, at instant: Instant) -> [ScheduledInstruction] {
        index.byTopic[topic]?.instructions.filter { $0.window.holds(at: instant) } ?? []
    }

    /// Whether something else than `window` holds of `topic` at `instant`.
    func isHeld(_ topic: Topic, at instant: Instant, besides window: Window) -> Bool {
        index.byTopic[topic]?.instructions.contains { $0.window.holds(at: instant) && $0.window != window } ?? false
    }

    /// Whether more than one treatment or instruction asks for `topic`.
    func isShared(_ topic: Topic) -> Bool { (index.byTopic[topic]?.instructions.count ?? 0) > 1 }

    /// The windows of the same topic that overlap or touch `scheduled`'s, one after another, itself included, as far as
    /// their sessions have begun by `now`.
    func stretch(of scheduled: ScheduledInstruction, at now: Instant) -> [ScheduledInstruction] {
        index.byTopic[scheduled.topic]?.stretch(of: scheduled, at: now) ?? [scheduled]
    }

    /// Until when `scheduled`'s guidance holds, together with everything that prolongs it by `now`: the latest end wins.
    func end(of scheduled: ScheduledInstruction, at now: Instant) -> Instant {
        index.byTopic[scheduled.topic]?.end(of: scheduled, at: now) ?? scheduled.window.closes
    }
}

extension Schedule {
    /// Where to find what, laid out when it is first asked for: a timeline alone never asks.
    private final class Index {
        private let instructions: [ScheduledInstruction]
        private let record: CareRecord
        /// A treatment has each instruction once.
        private(set) lazy var byKey = Dictionary(instructions.map { ($0.instructionKey, $0) }, uniquingKeysWith: { one, _ in one })
        /// What is in force.
        private(set) lazy var byTopic = Dictionary(grouping: instructions.filter(\.isInForce), by: \.topic)
            .mapValues(Stretches.init)
        private(set) lazy var byTreatment = Dictionary(grouping: instructions, by: \.window.treatment)
        private(set) lazy var treatments = Dictionary(record.treatments.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        private(set) lazy var reactions = Dictionary(grouping: record.reactions, by: \.treatment)
        private(set) lazy var responses = Dictionary(grouping: record.responses, by: \.reminder)

        init(_ instructions: [ScheduledInstruction], of record: CareRecord) {
            self.instructions = instructions
            self.record = record
        }
    }
}

extension AssignedPlan {
    /// What the plan asks, and what each of it is about.
    fileprivate var asked: [(Instruction, Topic)] {
        careProtocol.instructions.filter(plan.includes).map { instruction in
            (instruction, Topic(instruction, of: careProtocol, modality: plan.modality(of: instruction)))
        }
    }
}

extension Anchor {
    /// Whether it follows something that a booked treatment has not been confirmed to have done: begun, or ended.
    fileprivate func follows(unconfirmed treatment: Treatment) -> Bool {
        switch edge {
        case .beforeStart: false
        case .afterStart: treatment.actualStart == nil && treatment.actualEnd == nil
        case .beforeEnd, .afterEnd: treatment.actualEnd == nil
        }
    }
}
