import Aftercare
import AftercareConfig
import AftercareEngine
import AftercareSimulation

/// Whom a seeded life is about: patients with a session every week or so.
struct Population {
    let request: ClinicRequest
    /// Those whose sessions are moved, completed and cancelled on the way.
    let edited: Set<PatientID>

    init(_ count: Int, from start: Instant, days: Int, dice: inout Dice) {
        var request = ClinicRequest()
        var edited: Set<PatientID> = []
        for number in 1...count {
            let patient = "P-\(1000 + number)"
            if number.isMultiple(of: 4), let id = PatientID(patient) { edited.insert(id) }
            request.patients.append(
                PatientRequest(id: patient, zone: "Europe/Berlin", quietHours: number.isMultiple(of: 2) ? "21:00-08:00" : nil))
            request.plans.append(PlanRequest(id: "PL-\(1000 + number)", patient: patient, protocol: "seeded"))
            var day = Int.random(in: 0...6, using: &dice)
            while day < days - 8 {
                let begin = start + Int64(day) * 86_400 + Int64.random(in: 7 * 3600...18 * 3600, using: &dice) / 60 * 60
                request.treatments.append(
                    TreatmentRequest(
                        id: "T-\(1000 + number)-\(day)", patient: patient, plan: "PL-\(1000 + number)", start: begin.text))
                day += Int.random(in: 5...11, using: &dice)
            }
        }
        self.request = request
        self.edited = edited
    }

    /// The clinic that they go to, on a clock with the changes of 2026.
    static let clinic = Clinic(
        name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: nil, zone: "Europe/Berlin",
        language: .english)

    @Sendable static func zone(named name: String) -> Zone? {
        guard name == "Europe/Berlin" else { return nil }
        let changes = ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"].compactMap { try? Instant(text: $0) }
        return Zone(name: name, transitions: changes, offsets: [3600, 7200, 3600])
    }

    /// A compress that is skipped at night, two spells that are deferred, and a check that nags. Some of it falls together,
    /// and is one message; the signs are said apart from it, and the check comes alone.
    static let careProtocol = CareProtocol.read(
        SourceText(
            name: "seeded.yaml",
            text: """
                protocol: seeded
                version: 1
                title: { en: Seeded }
                language: en
                routes: [intra-articular]
                duration: 1h
                sources: { sheet: "Published aftercare sheets" }
                instructions:
                  ice:
                    kind: compress
                    modality: cold
                    window: { after: end, for: 24h }
                    remind: { every: 4h }
                    quiet: skip
                    session: 15min
                    source: sheet
                    label: { en: ice }
                    text: { en: { cold: "Cold compress: {session}." } }
                  no-alcohol:
                    kind: abstain
                    from: alcohol
                    window: { after: end, for: 24h }
                    remind: [start, 12h, end]
                    source: sheet
                    label: { en: no alcohol }
                    text: { en: { start: "No alcohol until {until}.", during: "{left} to go.", end: "Over." } }
                  no-smoking:
                    kind: abstain
                    from: smoking
                    window: { after: end, for: 24h }
                    remind: [start, 12h, end]
                    source: sheet
                    label: { en: no smoking }
                    text: { en: { start: "No smoking until {until}.", during: "Still no smoking.", end: "You may smoke again." } }
                  signs:
                    kind: monitor
                    signs: fever
                    window: { after: end, for: 24h }
                    remind: [start, 4h]
                    quiet: override
                    apart: true
                    source: sheet
                    label: { en: signs }
                    text: { en: "If you have a fever, call us: {contact}." }
                  check:
                    kind: followUp
                    window: { after: end, offset: 3d, for: 2d }
                    remind: [start]
                    nag: { every: 4h, times: 3 }
                    source: sheet
                    label: { en: check }
                    text: { en: "Time for your check: {contact}." }
                """))
}
