import Aftercare
import Testing

@Suite struct `A window that lasts as long as it opens before a treatment` {
    private static let spans = [
        Span(months: 1), Span(months: 2), Span(months: 6), Span(months: 1, seconds: 43_200), Span(days: 1), Span(days: 31),
        Span(days: 3, seconds: 5400), .hours(24), .minutes(90),
    ]

    @Test func `closes at its start or end, to the second, in every zone and month`() {
        var dice = Dice(seed: 31)
        for place in Place.all {
            for day in 0..<400 {
                let start = place.around - 200 * 86_400 + Int64(day) * 86_400 + dice.seconds(0...86_399)
                let edge: Anchor.Edge = dice.pick([.beforeStart, .beforeEnd])
                let windows = Self.windows(of: dice.pick(Self.spans), edge, start: start, in: place.zone)
                let closes = edge == .beforeStart ? start : start + 2700
                #expect(windows.map(\.closes) == [closes], "\(place.zone.name), \(start)")
            }
        }
    }

    private static func windows(of span: Span, _ edge: Anchor.Edge, start: Instant, in zone: Zone) -> [Window] {
        let rule = WindowRule(opens: Anchor(edge: edge, offset: span), closes: .lasting(span))
        let instruction = Instruction(
            id: Samples.name("i"), kind: .advise, subject: nil, modality: nil, window: rule, cadence: .moments([.start, .end]),
            session: nil, usefulFor: nil, quiet: .defer, text: Translations([:]), label: Translations([:]), citations: [])
        let careProtocol = CareProtocol(
            id: Samples.name("protocol"), version: 1, title: Translations([:]), language: .english, routes: [.topical],
            usualDuration: nil, signOff: nil, sources: [:], instructions: [instruction])
        let patient = Patient(
            id: Samples.name("P"), zone: zone.name, language: .english, quietHours: nil, history: History(.active), name: nil)
        let plan = Plan(
            id: Samples.name("plan"), patient: patient.id, careProtocol: careProtocol.reference, history: History(.active),
            modalities: [:], switchedOff: [])
        let treatment = Treatment(
            id: Samples.name("T"), patient: patient.id, plan: plan.id, route: .topical, site: nil, product: nil,
            status: .booked, plannedStart: start, plannedEnd: start + 2700)
        let clinic = Clinic(
            name: "A clinic", contact: "555", isContactMonitored: false, quietHours: nil, zone: "Asia/Tokyo", language: .english,
            confirmsTreatments: false)
        let record = CareRecord(
            store: Story.store, patient: patient, zone: zone, clinic: clinic,
            assignedPlans: [AssignedPlan(plan: plan, careProtocol: careProtocol)], treatments: [treatment])
        return Schedule(record).timeline(over: start - 200 * 86_400...start + 86_400).windows
    }
}
