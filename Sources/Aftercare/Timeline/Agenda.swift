/// A care record laid out once, to be asked several times: every instruction of every treatment, with its
/// window worked out.
struct Agenda {
    let record: CareRecord
    /// In the order of treatments, the earliest first, and of their protocols.
    let holdings: [Holding]
    private let index: Index

    init(_ record: CareRecord) {
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
        index = Index(holdings)
    }

    var zone: Zone { record.zone }

    /// What is in force of `strand`.
    func holding(of strand: Strand) -> Holding? { planned(of: strand).flatMap { $0.isInForce ? $0 : nil } }

    /// What is planned of `strand`, be it in force or not.
    func planned(of strand: Strand) -> Holding? { index.byStrand[strand] }

    // MARK: Overlap (rule 7)

    /// What holds of `topic` at `instant`.
    func holders(of topic: Topic, at instant: Instant) -> [Holding] {
        index.byTopic[topic, default: []].filter { $0.window.holds(at: instant) }
    }

    /// Whether more than one treatment or instruction asks for `topic`.
    func isShared(_ topic: Topic) -> Bool { index.byTopic[topic, default: []].count > 1 }

    /// The windows of the same topic that overlap or touch `holding`'s, one after another, itself included, as far as
    /// their sessions have begun by `now`.
    func stretch(of holding: Holding, at now: Instant) -> [Holding] {
        let all = index.byTopic[holding.topic, default: []]
        guard all.count > 1 else { return [holding] }
        let others = all.filter { $0.window == holding.window || $0.hasBegun(by: now) }
        var merged: ClosedRange<Instant> = holding.window.opens...holding.window.closes
        while let further = others.first(where: { other in
            other.window.overlaps(merged) && (other.window.opens < merged.lowerBound || other.window.closes > merged.upperBound)
        }) {
            merged = min(merged.lowerBound, further.window.opens)...max(merged.upperBound, further.window.closes)
        }
        return others.filter { $0.window.overlaps(merged) }
    }

    /// Until when `holding`'s guidance holds, together with everything that prolongs it by `now`: the latest end wins.
    func end(of holding: Holding, at now: Instant) -> Instant {
        stretch(of: holding, at: now).map(\.window.closes).max() ?? holding.window.closes
    }
}

extension Agenda {
    /// Where to find holdings, laid out when it is first asked for: a timeline alone never asks.
    private final class Index {
        private let holdings: [Holding]
        /// A treatment has each instruction once.
        private(set) lazy var byStrand = Dictionary(holdings.map { ($0.strand, $0) }, uniquingKeysWith: { one, _ in one })
        /// What is in force.
        private(set) lazy var byTopic = Dictionary(grouping: holdings.filter(\.isInForce), by: \.topic)

        init(_ holdings: [Holding]) { self.holdings = holdings }
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
