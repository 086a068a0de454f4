import Aftercare

/// One instruction of one treatment, worked out once more from the data and by other means than the core's: what
/// its cases are judged by.
struct Demand {
    let treatment: Treatment
    let plan: Plan
    let instruction: Instruction
    let opens: Instant
    let closes: Instant
    let zone: Zone

    /// nil: the window is empty, or the plan leaves the instruction out.
    init?(_ instruction: Instruction, of treatment: Treatment, under plan: Plan, in zone: Zone) {
        guard !plan.switchedOff.contains(instruction.id) else { return nil }
        guard Topic(instruction, under: plan).modality != Modality.none else { return nil }
        opens = Self.instant(of: instruction.window.opens, treatment, zone)
        switch instruction.window.closes {
        // What opens so long before an edge as it lasts closes there, whatever the months are like.
        case .lasting(let span) where instruction.window.opens == Anchor(edge: .beforeStart, offset: span):
            closes = treatment.start
        case .lasting(let span) where instruction.window.opens == Anchor(edge: .beforeEnd, offset: span):
            closes = treatment.end
        case .lasting(let span): closes = zone.adding(span, to: opens)
        case .at(let anchor): closes = Self.instant(of: anchor, treatment, zone)
        }
        guard opens < closes else { return nil }
        self.treatment = treatment
        self.plan = plan
        self.instruction = instruction
        self.zone = zone
    }

    private static func instant(of anchor: Anchor, _ treatment: Treatment, _ zone: Zone) -> Instant {
        let isBefore = anchor.edge == .beforeStart || anchor.edge == .beforeEnd
        let edge = anchor.edge == .beforeStart || anchor.edge == .afterStart ? treatment.start : treatment.end
        let sign = isBefore ? -1 : 1
        let reached = zone.adding(anchor.offset * sign, to: edge)
        guard let time = anchor.at else { return reached }
        // The day that was reached, or the next one away from the edge.
        let day = zone.local(reached).date
        let days = [day, day.adding(days: sign)].map { zone.instant(of: LocalDateTime(date: $0, time: time)) }
        return days.first { isBefore ? $0 <= edge : $0 >= edge } ?? days[1]
    }

    // MARK: What it is about

    struct Topic: Hashable {
        let kind: Instruction.Kind
        /// The substance, activity or nutrient; of anything else the protocol and the name in it.
        let subject: String
        let modality: Modality?

        init(_ instruction: Instruction, under plan: Plan) {
            kind = instruction.kind
            let term = [.abstain, .restrict, .limit].contains(kind) ? instruction.subject : nil
            subject = term?.lowercased() ?? "\(plan.careProtocol.id)/\(instruction.id)"
            modality = instruction.modality == .planDecides ? plan.modalities[instruction.id] : instruction.modality
        }
    }

    var topic: Topic { Topic(instruction, under: plan) }

    /// Whether the guidance holds, told or not.
    var isInForce: Bool {
        ![.cancelled, .noShow, .enteredInError].contains(treatment.status)
            && ![.draft, .completed, .revoked, .enteredInError].contains(plan.status)
    }

    func holds(at instant: Instant) -> Bool { opens <= instant && instant < closes }

    // MARK: What it asks to be said

    struct Saying {
        let place: Int
        let instant: Instant
        /// From then on it is of no more use.
        let deadline: Instant
    }

    func key(_ place: Int) -> OccurrenceKey {
        OccurrenceKey(
            treatment: treatment.id, timingRevision: treatment.timingRevision, instruction: instruction.id, place: place)
    }

    /// In order of time; what falls together is said once.
    var sayings: [Saying] {
        var all: [(instant: Instant, place: Int)] = []
        switch instruction.cadence {
        case .moments(let moments): all = listed(moments)
        case .every(let span, let count):
            for place in 0..<(count ?? 1500) {
                let instant = zone.adding(span * place, to: opens)
                guard instant < closes else { break }
                all.append((instant, place))
            }
        case .daily(let times, let count): all = daily(times.sorted(), count ?? .max)
        }
        all.sort { $0 < $1 }
        all = all.enumerated().filter { $0.offset == 0 || all[$0.offset - 1].instant != $0.element.instant }.map(\.element)
        return all.indices.map { index in
            let (instant, place) = all[index]
            let next = index + 1 < all.count ? all[index + 1].instant : closes
            let asked = instruction.usefulFor.map { zone.adding($0, to: instant) }
            let deadline = instant == closes ? asked ?? instant + 86_400 : min(asked ?? next, closes)
            return Saying(place: place, instant: instant, deadline: deadline)
        }
    }

    private func listed(_ moments: [Cadence.Moment]) -> [(instant: Instant, place: Int)] {
        moments.indices.compactMap { place in
            switch moments[place] {
            case .start: return (opens, place)
            case .end: return (closes, place)
            case .after(let span, let time):
                let instant = instant(after: span, at: time)
                return instant < closes ? (instant, place) : nil
            }
        }
    }

    private func instant(after span: Span, at time: LocalTime?) -> Instant {
        let reached = zone.adding(span, to: opens)
        guard let time else { return reached }
        let day = zone.local(reached).date
        let days = [day, day.adding(days: 1)].map { zone.instant(of: LocalDateTime(date: $0, time: time)) }
        return days[0] < opens ? days[1] : days[0]
    }

    /// The places of moments that lie outside the window on this patient's calendar: they are recorded, and not said.
    var outside: [Int] {
        guard case .moments(let moments) = instruction.cadence else { return [] }
        return moments.indices.filter { place in
            guard case .after(let span, let time) = moments[place] else { return false }
            let instant = instant(after: span, at: time)
            // What falls on the close is the last word, where there is one.
            return instant > closes || instant == closes && !moments.contains(.end)
        }
    }

    /// Everything that is decided of it in the end.
    var places: [Int] { sayings.map(\.place) + outside }

    private func daily(_ times: [LocalTime], _ count: Int) -> [(instant: Instant, place: Int)] {
        let first = zone.local(opens).date
        let days = Int((closes - opens) / 86_400) + 3
        let all = (0...days).flatMap { day in
            times.enumerated().map { index, time in
                (zone.instant(of: LocalDateTime(date: first.adding(days: day), time: time)), day * times.count + index)
            }
        }
        return Array(all.filter { opens <= $0.0 && $0.0 < closes }.prefix(count))
    }
}

extension CareRecord {
    /// Everything that is asked, worked out independently.
    var demands: [Demand] {
        treatments.flatMap { treatment -> [Demand] in
            guard let assigned = assignedPlans.first(where: { $0.plan.id == treatment.plan }) else { return [] }
            return assigned.careProtocol.instructions.compactMap {
                Demand($0, of: treatment, under: assigned.plan, in: zone)
            }
        }
    }

    /// The quiet hours around `instant`, worked out independently: those that touch are one.
    func quiet(around instant: Instant) -> Range<Instant>? {
        guard let hours = patient.quietHours ?? clinic.quietHours, let start = hours.from, let end = hours.to else { return nil }
        let today = zone.local(instant).date
        let nights = (-3...3).compactMap { offset -> Range<Instant>? in
            let day = today.adding(days: offset)
            let from = zone.instant(of: LocalDateTime(date: day, time: start))
            let until = zone.instant(
                of: LocalDateTime(date: end > start ? day : day.adding(days: 1), time: end))
            return from < until ? from..<until : nil
        }
        guard var around = nights.first(where: { $0.contains(instant) }) else { return nil }
        for _ in nights {
            for night in nights where night.lowerBound <= around.upperBound && night.upperBound >= around.lowerBound {
                around = min(night.lowerBound, around.lowerBound)..<max(night.upperBound, around.upperBound)
            }
        }
        return around
    }
}

extension [Demand] {
    func demand(of window: Window) -> Demand? {
        first { $0.treatment.id == window.treatment && $0.instruction.id == window.instruction }
    }

    /// Until when what `demand` asks holds, together with everything of the same topic that overlaps or touches it, as far
    /// as its session has begun by `now`.
    func end(of demand: Demand, at now: Instant) -> Instant {
        let same = filter { $0.isInForce && $0.topic == demand.topic && Swift.min($0.treatment.start, $0.opens) <= now }
        var opens = demand.opens
        var closes = demand.closes
        for _ in same {
            for other in same where other.opens <= closes && other.closes >= opens {
                opens = Swift.min(opens, other.opens)
                closes = Swift.max(closes, other.closes)
            }
        }
        return closes
    }
}
