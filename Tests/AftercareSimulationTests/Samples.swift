import Aftercare
import AftercareConfig
import AftercareSimulation
import Testing

let clinic = Clinic(
    name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: nil, zone: "America/New_York",
    language: .english)

/// Winter time until 29 March 2026, 01:00 UTC, summer time until 25 October, like Berlin in that year.
@Sendable func zone(named name: String) -> Zone? {
    if name == clinic.zone { return Zone(name: name, transitions: [], offsets: [-5 * 3600]) }
    guard name == "Europe/Berlin" else { return nil }
    return Zone(
        name: name, transitions: [instant("2026-03-29T01:00:00Z"), instant("2026-10-25T01:00:00Z")],
        offsets: [3600, 7200, 3600])
}

/// A compress every three hours for two days, and a check after half a year.
let knee = """
    protocol: knee
    version: 1
    title: { en: Knee }
    language: en
    routes: [intra-articular]
    duration: 1h
    sources: { sheet: "Published aftercare sheets" }
    instructions:
      ice:
        kind: compress
        modality: cold
        window: { after: end, for: 48h }
        remind: { every: 3h }
        session: 15min
        source: sheet
        label: { en: ice }
        text: { en: { cold: "Cold compress: {session}." } }
      check:
        kind: followUp
        window: { after: end, offset: 6mo, for: 3w }
        remind: [start]
        source: sheet
        label: { en: check }
        text: { en: "Time for your check: {contact}." }
    """

/// Signs that are said apart, and two restrictions and a compress that begin with them.
let shoulder = """
    protocol: shoulder
    version: 1
    title: { en: Shoulder }
    language: en
    routes: [intra-articular]
    duration: 1h
    sources: { sheet: "Published aftercare sheets" }
    instructions:
      no-alcohol:
        kind: abstain
        from: alcohol
        window: { after: end, for: 24h }
        remind: [start]
        source: sheet
        label: { en: no alcohol }
        text: { en: "No alcohol until {until}." }
      ice:
        kind: compress
        modality: cold
        window: { after: end, for: 24h }
        remind: [start, 3h]
        session: 15min
        source: sheet
        label: { en: ice }
        text: { en: { cold: "Cold compress: {session}." } }
      no-smoking:
        kind: abstain
        from: smoking
        window: { after: end, for: 24h }
        remind: [start]
        source: sheet
        label: { en: no smoking }
        text: { en: "No smoking until {until}." }
      signs:
        kind: monitor
        signs: fever
        window: { after: end, for: 24h }
        remind: [start]
        apart: true
        source: sheet
        label: { en: signs }
        text: { en: "If you have a fever, call us: {contact}." }
    """

/// A patient with a treatment from 08:00 to 09:00 UTC on 2 March 2026.
let request = sample(by: "knee")

/// The sample treatment by another protocol.
func sample(by careProtocol: String) -> ClinicRequest {
    ClinicRequest(
        patients: [PatientRequest(id: "P-1", zone: "Europe/Berlin")],
        plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: careProtocol)],
        treatments: [TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-02T08:00:00Z")])
}

/// A service with one protocol, an hour before the sample treatment.
func simulation(of requests: ClinicRequest..., by careProtocol: String = knee) async throws -> Simulation {
    let parsed = CareProtocol.read(SourceText(name: "sample.yaml", text: careProtocol))
    let simulation = try await Simulation(
        from: instant("2026-03-02T07:00:00Z"), clinic: clinic, careProtocols: [try #require(parsed.value)], zone: zone)
    for request in requests { try await simulation.apply(request) }
    return simulation
}

func instant(_ text: String) -> Instant {
    guard let instant = try? Instant(text: text) else { preconditionFailure("not an instant: \(text)") }
    return instant
}
