import Aftercare
import Foundation

// The smallest values that make sense, to be changed by a test where it matters to it.

func zone(_ name: String) throws -> Zone {
    try Zone(name: name, tzif: Array(Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)"))))
}

func at(_ text: String) -> Instant {
    guard let instant = try? Instant(text: text) else { preconditionFailure("not an instant: \(text)") }
    return instant
}

func span(_ text: String) -> Span {
    guard let span = try? Span(plain: text) else { preconditionFailure("not a span: \(text)") }
    return span
}

func time(_ text: String) -> LocalTime {
    guard let time = try? LocalTime(text: text) else { preconditionFailure("not a time: \(text)") }
    return time
}

func id<Entity>(_ text: String) -> ID<Entity> {
    guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
    return id
}

let day = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(24)))

/// - Parameter phrases: what it says; nil: `text`, in every part of the window.
func instruction(
    _ name: String, kind: Instruction.Kind = .abstain, subject: String? = "alcohol", modality: Modality? = nil,
    window: WindowRule = day, _ cadence: Cadence = .moments([.start, .after(span("12h"), at: nil), .end]),
    usefulFor: Span? = nil, quiet: QuietPolicy = .defer, nag: Nag? = nil, text: String = "{left} left",
    phrases: Phrases? = nil
) -> Instruction {
    Instruction(
        id: id(name), kind: kind, subject: subject, modality: modality, window: window, cadence: cadence,
        session: nil, usefulFor: usefulFor, quiet: quiet, nag: nag,
        text: Translations([.english: Wording(phrases: phrases ?? Phrases(start: text, during: text, end: text))]),
        label: Translations([:]), citations: [])
}

/// Says until when, and what remains of it.
let dry = Phrases(start: "No alcohol until {until}.", during: "{left} to go, until {until}.", end: "It is over.")

/// No alcohol for 24 hours: at the start, after 12 hours, at the end.
let noAlcohol = instruction("no-alcohol", phrases: dry)

/// A compress every so often from the end of the treatment on.
func compress(
    _ name: String = "ice", modality: Modality = .cold, for length: String = "24h", every: String = "3h",
    usefulFor: Span? = nil, quiet: QuietPolicy = .defer, nag: Nag? = nil, text: String = "cold"
) -> Instruction {
    instruction(
        name, kind: .compress, subject: nil, modality: modality,
        window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span(length))), .every(span(every), count: nil),
        usefulFor: usefulFor, quiet: quiet, nag: nag, text: text)
}

func careProtocol(_ instructions: Instruction..., confirms: Bool? = nil, version: Int = 1) -> CareProtocol {
    CareProtocol(
        id: id("sample"), version: version, title: Translations([.english: "Sample"]), language: .english,
        routes: [.intramuscular], usualDuration: span("45min"), signOff: nil, confirms: confirms, sources: [:],
        instructions: instructions)
}

func treatment(
    _ name: String = "T-1", plan: String = "PL-1", start: String = "2026-03-02T08:00:00Z",
    end: String = "2026-03-02T09:00:00Z", site: String? = nil, status: Treatment.Status = .booked,
    knownAt: String = "1970-01-01T00:00:00Z"
) -> Treatment {
    Treatment(
        id: id(name), patient: id("P-1"), plan: id(plan), route: .intramuscular, site: site, product: nil,
        status: status, plannedStart: at(start), plannedEnd: at(end), timesKnownAt: at(knownAt))
}

func patient(
    zone: String = "UTC", language: Language = .english, quietHours: QuietHours? = nil, status: Patient.Status = .active
) -> Patient {
    Patient(id: id("P-1"), zone: zone, language: language, quietHours: quietHours, history: History(status), name: nil)
}

func plan(
    _ name: String = "PL-1", of careProtocol: CareProtocol, status: Plan.Status = .active,
    modalities: [InstructionID: Modality] = [:], switchedOff: Set<InstructionID> = [], changes: [InstructionChange] = []
) -> Plan {
    Plan(
        id: id(name), patient: id("P-1"), careProtocol: careProtocol.reference, history: History(status),
        modalities: modalities, switchedOff: switchedOff, changes: changes)
}

func record(
    _ careProtocol: CareProtocol, _ treatments: Treatment..., zone: Zone = .utc, language: Language = .english,
    quietHours: QuietHours? = nil, clinic: Clinic = sampleClinic, status: Patient.Status = .active,
    plan planStatus: Plan.Status = .active, modalities: [InstructionID: Modality] = [:], switchedOff: Set<InstructionID> = []
) -> CareRecord {
    let plan = plan(of: careProtocol, status: planStatus, modalities: modalities, switchedOff: switchedOff)
    return CareRecord(
        store: sampleStore,
        patient: patient(zone: zone.name, language: language, quietHours: quietHours, status: status), zone: zone,
        clinic: clinic, assignedPlans: [AssignedPlan(plan: plan, careProtocol: careProtocol)], treatments: treatments)
}

let sampleStore = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))

let sampleClinic = clinic()

func clinic(quietHours: QuietHours? = nil, language: Language = .english, confirms: Bool = false) -> Clinic {
    Clinic(
        name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: quietHours, zone: "Asia/Tokyo",
        language: language, confirmsTreatments: confirms)
}

func hours(_ text: String) -> QuietHours {
    guard let hours = try? QuietHours(text: text) else { preconditionFailure("not quiet hours: \(text)") }
    return hours
}

func language(_ tag: String) -> Language {
    guard let language = try? Language(text: tag) else { preconditionFailure("not a language: \(tag)") }
    return language
}

extension CareRecord {
    /// The occurrences of a fortnight around the sample treatment, drawn as `instruction@+hours` after its end.
    func drawn(days: Int64 = 14) -> [String] {
        let end = treatments[0].end
        return Schedule(self).timeline(over: end - days * 86_400...end + days * 86_400).occurrences.map {
            "\($0.window.instruction)@\(drawnHours($0.due - end))"
        }
    }
}

/// `+6h`, `-0h45`, `+0h00:05` where there are seconds.
func drawnHours(_ seconds: Int64) -> String {
    func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let sign = seconds < 0 ? "-" : "+"
    let minutes = abs(seconds) / 60
    let rest = abs(seconds) % 60
    if rest != 0 { return "\(sign)\(minutes / 60)h\(padded(minutes % 60)):\(padded(rest))" }
    return minutes % 60 == 0 ? "\(sign)\(minutes / 60)h" : "\(sign)\(minutes / 60)h\(padded(minutes % 60))"
}
