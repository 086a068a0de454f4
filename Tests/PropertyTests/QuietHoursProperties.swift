import Aftercare
import Testing

/// Rule 6 over many nights: reminders close to each other and to the quiet hours, drawn at random.
@Suite struct `A reminder near the quiet hours` {
    private static let records: [CareRecord] = (1...1500).map { seed in
        var dice = Dice(seed: UInt64(seed))
        return record(&dice)
    }

    @Test func `is moved as its neighbours allow, and left out with the reason where they do not`() {
        let wrong = Self.records.flatMap { record -> [String] in
            let demands = record.demands
            return Self.whole(record).filter { occurrence in
                guard let demand = demands.demand(of: occurrence.window) else { return true }
                if demand.outside.contains(occurrence.place) {
                    return occurrence.exclusion != .outsideWindow || occurrence.due != demand.closes
                }
                let due = demand.due(occurrence.place, in: record)
                let left: SuppressReason = demand.instruction.quiet == .skip ? .quietSkip : .quietHours
                return due.map { occurrence.due != $0 || occurrence.exclusion != nil } ?? (occurrence.exclusion != left)
            }.map { "\(record.zone.name), \(String(describing: record.patient.quietHours)): \($0.drawn)" }
        }
        #expect(wrong.prefix(3) == [])
    }

    @Test func `is never said within a quarter of an hour of another, unless both are asked for so`() {
        let wrong = Self.records.flatMap { record -> [String] in
            let said = Self.whole(record).filter { $0.exclusion == nil }
            return zip(said, said.dropFirst()).filter { one, other in
                abs(other.due - one.due) < 900 && abs(other.instant - one.instant) >= 900
            }.map { "\($0.0.drawn), and \($0.1.drawn)" }
        }
        #expect(wrong.prefix(3) == [])
    }

    @Test func `that stands alone is never left out while waiting would be of use`() {
        let starved = Self.records.flatMap { record -> [String] in
            let all = Self.whole(record)
            guard all.count == 1, let only = all.first, only.exclusion == .quietHours, only.phase != .end else { return [] }
            let quiet = record.quiet(around: only.instant)
            return quiet.map { $0.upperBound < only.deadline } ?? true ? [only.drawn] : []
        }
        #expect(starved.prefix(3) == [])
    }

    @Test func `is the same whatever part of the time is asked for`() {
        let wrong = Self.records.enumerated().flatMap { index, record -> [String] in
            var dice = Dice(seed: UInt64(index))
            let whole = Self.whole(record)
            let start = record.treatments[0].start
            for _ in 0..<12 {
                let from = start + dice.seconds(-3 * 86_400...5 * 86_400)
                let span = from...from + dice.pick([0, 60, 3600, 6 * 3600, 86_400])
                let part = Schedule(record).timeline(over: span).occurrences
                if part != whole.filter({ span.contains($0.due) }) { return ["\(record.zone.name), \(span)"] }
            }
            return []
        }
        #expect(wrong.prefix(3) == [])
    }

    private static func whole(_ record: CareRecord) -> [Occurrence] {
        let start = record.treatments[0].start
        return Schedule(record).timeline(over: start - 20 * 86_400...start + 20 * 86_400).occurrences
    }

    // MARK: What is drawn

    /// One instruction of one treatment, with quiet hours.
    private static func record(_ dice: inout Dice) -> CareRecord {
        let place = dice.pick(Place.all)
        let before = dice.chance(30)
        let length: Span = dice.pick([.hours(6), .hours(30), .days(2), .days(3)])
        let rule = WindowRule(
            opens: before ? Anchor(edge: .beforeStart, offset: length) : Anchor(edge: .afterEnd), closes: .lasting(length))
        let instruction = Instruction(
            id: Samples.name("i"), kind: .advise, subject: nil, modality: nil, window: rule, cadence: cadence(&dice),
            session: nil, usefulFor: dice.chance(25) ? dice.pick([.minutes(20), .hours(3), .hours(12)]) : nil,
            quiet: dice.pick([.defer, .defer, .advance, .advance, .skip, .override]),
            text: Translations([:]), label: Translations([:]), citations: [])
        let careProtocol = CareProtocol(
            id: Samples.name("protocol"), version: 1, title: Translations([:]), language: .english, routes: [.topical],
            usualDuration: nil, signOff: nil, sources: [:], instructions: [instruction])
        let plan = Plan(
            id: Samples.name("plan"), patient: Samples.name("P"), careProtocol: careProtocol.reference,
            history: History(.active), modalities: [:], switchedOff: [])
        let start = place.around + dice.seconds(-288...288) * 300
        return CareRecord(
            store: Story.store,
            patient: Patient(
                id: Samples.name("P"), zone: place.zone.name, language: .english, quietHours: dice.quietHours(),
                history: History(.active), name: nil),
            zone: place.zone,
            clinic: Clinic(
                name: "A clinic", contact: "555", isContactMonitored: false, quietHours: dice.quietHours(), zone: "Asia/Tokyo",
                language: .english, confirmsTreatments: false),
            assignedPlans: [AssignedPlan(plan: plan, careProtocol: careProtocol)],
            treatments: [
                Treatment(
                    id: Samples.name("T"), patient: Samples.name("P"), plan: plan.id, route: .topical, site: nil,
                    product: nil, status: .booked, plannedStart: start, plannedEnd: start + 2700)
            ])
    }

    /// Reminders that follow each other within minutes or hours.
    private static func cadence(_ dice: inout Dice) -> Cadence {
        func time(_ dice: inout Dice) -> LocalTime { Samples.time(dice.roll(0...287) * 5) }
        switch dice.roll(1...6) {
        case 1: return .every(dice.pick([.minutes(40), .hours(2), .hours(5), .days(1)]), count: dice.chance(40) ? dice.roll(1...6) : nil)
        case 2: return .daily(Array(Set((0..<dice.roll(1...4)).map { _ in time(&dice) })), count: dice.chance(30) ? 5 : nil)
        default:
            var at = Int64(0)
            var moments: [Cadence.Moment] = dice.chance(50) ? [.start] : []
            for _ in 0..<dice.roll(1...6) {
                at += dice.pick([5, 10, 14, 15, 20, 30, 31, 60, 120, 400, 600])
                let days = Int(at / 1440)
                moments.append(dice.chance(30) ? .after(.days(days), at: time(&dice)) : .after(.minutes(at), at: nil))
            }
            return .moments(dice.chance(40) ? moments + [.end] : moments)
        }
    }
}
