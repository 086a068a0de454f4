/// A care record expanded for queries: every instruction of every treatment, with its window computed. A caller with
/// several queries keeps the schedule, so that it is computed once.
package struct Schedule {
    package let record: CareRecord
    /// In the order of treatments, the earliest first, and of the instructions in their protocols.
    let instructions: [ScheduledInstruction]
    private let index: Index

    package init(_ record: CareRecord) {
        self.record = record
        // The order is independent of storage: of two simultaneous reminders of the same, the earlier session's is
        // emitted.
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

    /// The instruction with this key, if it is in force.
    func inForce(_ instructionKey: InstructionKey) -> ScheduledInstruction? { planned(instructionKey).flatMap { $0.isInForce ? $0 : nil } }

    /// The instruction with this key, in force or not.
    func planned(_ instructionKey: InstructionKey) -> ScheduledInstruction? { index.byKey[instructionKey] }

    /// The instruction planned in `window`, in force or not; nil when there is none.
    func planned(in window: Window) -> ScheduledInstruction? {
        planned(InstructionKey(window)).flatMap { $0.window == window ? $0 : nil }
    }

    /// The instructions planned for `treatment`.
    func instructions(of treatment: TreatmentID) -> [ScheduledInstruction] { index.byTreatment[treatment] ?? [] }

    func treatment(_ id: TreatmentID) -> Treatment? { index.treatments[id] }

    /// The reactions to `treatment`, in the order in which they were reported.
    func reactions(to treatment: TreatmentID) -> [Reaction] { index.reactions[treatment] ?? [] }

    /// The responses to `reminder`, in order of arrival.
    func responses(to reminder: OccurrenceKey) -> [Response] { index.responses[reminder] ?? [] }

    // MARK: Overlap (rule 7 of aftercare(7))

    /// The instructions on `topic` that hold at `instant`.
    func holders(of topic: Topic, at instant: Instant) -> [ScheduledInstruction] {
        index.byTopic[topic]?.instructions.filter { $0.window.holds(at: instant) } ?? []
    }

    /// Whether a window other than `window` holds on `topic` at `instant`.
    func isHeld(_ topic: Topic, at instant: Instant, besides window: Window) -> Bool {
        index.byTopic[topic]?.instructions.contains { $0.window.holds(at: instant) && $0.window != window } ?? false
    }

    /// Whether more than one treatment or instruction asks for `topic`.
    func isShared(_ topic: Topic) -> Bool { (index.byTopic[topic]?.instructions.count ?? 0) > 1 }

    /// The instructions of the same topic whose windows overlap or touch that of `scheduled`, directly or through
    /// others, itself included, as far as their sessions have begun by `now`.
    func overlapping(_ scheduled: ScheduledInstruction, at now: Instant) -> [ScheduledInstruction] {
        index.byTopic[scheduled.topic]?.overlapping(scheduled, at: now) ?? [scheduled]
    }

    /// When the guidance of `scheduled` ends, together with everything that prolongs it by `now`: the latest end wins.
    func end(of scheduled: ScheduledInstruction, at now: Instant) -> Instant {
        index.byTopic[scheduled.topic]?.end(of: scheduled, at: now) ?? scheduled.window.closes
    }
}

extension Schedule {
    /// Where to find what. Each part is laid out when it is first asked for, and a timeline alone asks for none. A class,
    /// since a question must not change a struct; not `Sendable`, so that a schedule stays where it was laid out.
    private final class Index {
        private let instructions: [ScheduledInstruction]
        private let record: CareRecord
        /// A treatment has each instruction once.
        private(set) lazy var byKey = Dictionary(instructions.map { ($0.instructionKey, $0) }, uniquingKeysWith: { one, _ in one })
        /// Only instructions in force.
        private(set) lazy var byTopic = Dictionary(grouping: instructions.filter(\.isInForce), by: \.topic)
            .mapValues(OverlapIndex.init)
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
    /// The instructions that the plan asks of its patient, each with its topic.
    fileprivate var asked: [(Instruction, Topic)] {
        careProtocol.instructions.filter(plan.includes).map { instruction in
            (instruction, Topic(instruction, of: careProtocol, modality: plan.modality(of: instruction)))
        }
    }
}

extension Anchor {
    /// Whether it counts from a start or an end that nobody has confirmed yet.
    fileprivate func follows(unconfirmed treatment: Treatment) -> Bool {
        switch edge {
        case .beforeStart: false
        case .afterStart: treatment.actualStart == nil && treatment.actualEnd == nil
        case .beforeEnd, .afterEnd: treatment.actualEnd == nil
        }
    }
}
