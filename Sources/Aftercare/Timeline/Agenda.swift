/// A care record laid out once, to be asked several times: every instruction of every treatment, with its
/// window worked out. Whoever asks more than one thing of a record lays it out himself, so that it is done once.
package struct Agenda {
    package let record: CareRecord
    /// In the order of treatments, the earliest first, and of their protocols.
    let holdings: [Holding]
    private let index: Index

    package init(_ record: CareRecord) {
        self.record = record
        // Whatever the order in which they are stored: of two that say the same at once, the earlier one speaks.
        let treatments = record.treatments.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        let asked = Dictionary(record.courses.map { ($0.plan.id, $0.asked) }, uniquingKeysWith: { one, _ in one })
        holdings = treatments.flatMap { treatment -> [Holding] in
            guard let course = record.course(treatment.plan) else { return [] }
            let ended = CancelReason(treatment.status) ?? CancelReason(course.plan.status)
            let asksConfirmation = course.careProtocol.confirms ?? record.clinic.confirmsTreatments
            return (asked[treatment.plan] ?? []).compactMap { instruction, topic in
                guard let interval = instruction.window.interval(for: treatment, in: record.zone) else { return nil }
                let window = Window(
                    treatment: treatment.id, timingRevision: treatment.timingRevision, plan: course.plan.id,
                    careProtocol: course.careProtocol.reference, instruction: instruction.id, kind: instruction.kind,
                    opens: interval.lowerBound, closes: interval.upperBound)
                return Holding(
                    window: window, instruction: instruction, topic: topic, ended: ended, begins: treatment.start,
                    knownAt: treatment.timesKnownAt,
                    isUnconfirmed: asksConfirmation && instruction.window.opens.follows(unconfirmed: treatment),
                    history: course.plan.history)
            }
        }
        index = Index(holdings, of: record)
    }

    var zone: Zone { record.zone }

    /// What is in force of `strand`.
    func holding(of strand: Strand) -> Holding? { planned(of: strand).flatMap { $0.isInForce ? $0 : nil } }

    /// What is planned of `strand`, be it in force or not.
    func planned(of strand: Strand) -> Holding? { index.byStrand[strand] }

    /// What is planned in `window`, be it in force or not; nil: nothing.
    func holding(in window: Window) -> Holding? {
        planned(of: Strand(window)).flatMap { $0.window == window ? $0 : nil }
    }

    /// What is planned of `treatment`.
    func holdings(of treatment: TreatmentID) -> [Holding] { index.byTreatment[treatment] ?? [] }

    func treatment(_ id: TreatmentID) -> Treatment? { index.treatments[id] }

    /// The reactions to `treatment`, by when they were reported.
    func reactions(to treatment: TreatmentID) -> [Reaction] { index.reactions[treatment] ?? [] }

    /// What was answered to `reminder`, in the order in which it came.
    func responses(to reminder: OccurrenceKey) -> [Response] { index.responses[reminder] ?? [] }

    // MARK: Overlap (rule 7)

    /// What holds of `topic` at `instant`.
    func holders(of topic: Topic, at instant: Instant) -> [Holding] {
        index.byTopic[topic]?.holdings.filter { $0.window.holds(at: instant) } ?? []
    }

    /// Whether something else than `window` holds of `topic` at `instant`.
    func isHeld(_ topic: Topic, at instant: Instant, besides window: Window) -> Bool {
        index.byTopic[topic]?.holdings.contains { $0.window.holds(at: instant) && $0.window != window } ?? false
    }

    /// Whether more than one treatment or instruction asks for `topic`.
    func isShared(_ topic: Topic) -> Bool { (index.byTopic[topic]?.holdings.count ?? 0) > 1 }

    /// The windows of the same topic that overlap or touch `holding`'s, one after another, itself included, as far as
    /// their sessions have begun by `now`.
    func stretch(of holding: Holding, at now: Instant) -> [Holding] {
        index.byTopic[holding.topic]?.stretch(of: holding, at: now) ?? [holding]
    }

    /// Until when `holding`'s guidance holds, together with everything that prolongs it by `now`: the latest end wins.
    func end(of holding: Holding, at now: Instant) -> Instant {
        index.byTopic[holding.topic]?.end(of: holding, at: now) ?? holding.window.closes
    }
}

extension Agenda {
    /// Where to find what, laid out when it is first asked for: a timeline alone never asks.
    private final class Index {
        private let holdings: [Holding]
        private let record: CareRecord
        /// A treatment has each instruction once.
        private(set) lazy var byStrand = Dictionary(holdings.map { ($0.strand, $0) }, uniquingKeysWith: { one, _ in one })
        /// What is in force.
        private(set) lazy var byTopic = Dictionary(grouping: holdings.filter(\.isInForce), by: \.topic)
            .mapValues(Stretches.init)
        private(set) lazy var byTreatment = Dictionary(grouping: holdings, by: \.window.treatment)
        private(set) lazy var treatments = Dictionary(record.treatments.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        private(set) lazy var reactions = Dictionary(grouping: record.reactions, by: \.treatment)
        private(set) lazy var responses = Dictionary(grouping: record.responses, by: \.reminder)

        init(_ holdings: [Holding], of record: CareRecord) {
            self.holdings = holdings
            self.record = record
        }
    }
}

extension Course {
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
