import Aftercare
import Foundation

// The smallest values that make sense, to be changed by a test where it matters to it.

func zone(_ name: String) throws -> Zone {
    try Zone(name: name, tzif: Array(Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)"))))
}

func at(_ text: String) -> Instant {
    guard let instant = try? Instant(spoken: text) else { preconditionFailure("not an instant: \(text)") }
    return instant
}

func span(_ text: String) -> Span {
    guard let span = try? Span(plain: text) else { preconditionFailure("not a span: \(text)") }
    return span
}

func time(_ text: String) -> LocalTime {
    guard let time = try? LocalTime(spoken: text) else { preconditionFailure("not a time: \(text)") }
    return time
}

func id<Entity>(_ text: String) -> ID<Entity> {
    guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
    return id
}

func instruction(
    _ name: String, kind: Instruction.Kind = .abstain, subject: String? = "alcohol", modality: Modality? = nil,
    window: WindowRule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("24h"))),
    _ cadence: Cadence = .moments([.start, .after(span("12h"), at: nil), .end]), usefulFor: Span? = nil,
    text: String = "{left} left"
) -> Instruction {
    Instruction(
        id: id(name), kind: kind, subject: subject, modality: modality, window: window, cadence: cadence,
        session: nil, usefulFor: usefulFor, quiet: .defer,
        text: Translations([.english: Wording(phrases: Phrases(start: text, during: text, end: text))]),
        label: Translations([:]), citations: [])
}

func careProtocol(_ instructions: Instruction...) -> CareProtocol {
    CareProtocol(
        id: id("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
        routes: [.intramuscular], usualDuration: span("45min"), signOff: nil, sources: [:], instructions: instructions)
}

func treatment(
    start: String = "2026-03-02T08:00:00Z", end: String = "2026-03-02T09:00:00Z", status: Treatment.Status = .booked
) -> Treatment {
    Treatment(
        id: id("T-1"), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: nil, product: nil,
        status: status, plannedStart: at(start), plannedEnd: at(end))
}

func record(
    _ careProtocol: CareProtocol, _ treatments: Treatment..., zone: Zone = .utc, status: Patient.Status = .active,
    plan: Plan.Status = .active, modalities: [InstructionID: Modality] = [:], switchedOff: Set<InstructionID> = []
) -> CareRecord {
    let patient = Patient(
        id: id("P-1"), zone: zone.name, language: .english, quietHours: nil, status: status, name: nil)
    let plan = Plan(
        id: id("PL-1"), patient: patient.id, careProtocol: careProtocol.reference, status: plan,
        modalities: modalities, switchedOff: switchedOff)
    return CareRecord(
        store: sampleStore, patient: patient, zone: zone,
        courses: [Course(plan: plan, careProtocol: careProtocol)], treatments: treatments)
}

let sampleStore = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))

let sampleClinic = Clinic(
    name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: nil, zone: "UTC", language: .english)

extension CareRecord {
    /// The occurrences of a fortnight around the sample treatment, drawn as `instruction@+hours` after its end.
    func drawn(days: Int64 = 14) -> [String] {
        let end = treatments[0].end
        return timeline(over: end - days * 86_400...end + days * 86_400).occurrences.map {
            "\($0.window.instruction)@\(Self.hours($0.due - end))"
        }
    }

    private static func hours(_ seconds: Int64) -> String {
        let sign = seconds < 0 ? "-" : "+"
        let minutes = abs(seconds) / 60
        return minutes % 60 == 0 ? "\(sign)\(minutes / 60)h" : "\(sign)\(minutes / 60)h\(minutes % 60)"
    }
}
