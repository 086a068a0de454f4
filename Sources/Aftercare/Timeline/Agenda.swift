/// A care record laid out once, to be asked several times: every instruction of every treatment, with its
/// window worked out.
struct Agenda {
    let record: CareRecord
    /// In the order of treatments, the earliest first, and of their protocols.
    let holdings: [Holding]

    init(_ record: CareRecord) {
        self.record = record
        // Whatever the order in which they are stored: of two that say the same at once, the earlier one speaks.
        let treatments = record.treatments.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        holdings = treatments.flatMap { treatment -> [Holding] in
            guard let course = record.course(treatment.plan) else { return [] }
            let ended = CancelReason(treatment.status) ?? CancelReason(course.plan.status)
            let asksConfirmation = course.careProtocol.confirms ?? record.clinic.confirmsTreatments
            return course.careProtocol.instructions.compactMap { instruction in
                guard course.plan.includes(instruction),
                    let interval = instruction.window.interval(for: treatment, in: record.zone)
                else { return nil }
                let window = Window(
                    treatment: treatment.id, timingRevision: treatment.timingRevision, plan: course.plan.id,
                    careProtocol: course.careProtocol.reference, instruction: instruction.id, kind: instruction.kind,
                    opens: interval.lowerBound, closes: interval.upperBound)
                return Holding(
                    window: window, instruction: instruction,
                    topic: Topic(instruction, modality: course.plan.modality(of: instruction)), ended: ended,
                    knownAt: treatment.timesKnownAt,
                    isUnconfirmed: asksConfirmation && instruction.window.opens.follows(unconfirmed: treatment),
                    history: course.plan.history)
            }
        }
    }

    var zone: Zone { record.zone }

    func holding(of strand: Strand) -> Holding? { holdings.first { $0.isInForce && $0.strand == strand } }

    // MARK: Overlap (rule 7)

    /// What holds of `topic` at `instant`.
    func holders(of topic: Topic, at instant: Instant) -> [Holding] {
        holdings.filter { $0.isInForce && $0.topic == topic && $0.window.holds(at: instant) }
    }

    /// The windows of the same topic that overlap or touch `holding`'s, one after another, itself included.
    func stretch(of holding: Holding) -> [Holding] {
        guard holding.topic.merges else { return [holding] }
        let others = holdings.filter { $0.isInForce && $0.topic == holding.topic }
        guard others.count > 1 else { return [holding] }
        var merged: ClosedRange<Instant> = holding.window.opens...holding.window.closes
        while let further = others.first(where: { other in
            other.window.overlaps(merged) && (other.window.opens < merged.lowerBound || other.window.closes > merged.upperBound)
        }) {
            merged = min(merged.lowerBound, further.window.opens)...max(merged.upperBound, further.window.closes)
        }
        return others.filter { $0.window.overlaps(merged) }
    }

    /// Until when `holding`'s guidance holds, together with everything that prolongs it: the latest end wins.
    func end(of holding: Holding) -> Instant { stretch(of: holding).map(\.window.closes).max() ?? holding.window.closes }
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
