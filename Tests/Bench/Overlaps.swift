import Aftercare
import Foundation

/// What a patient costs whose sessions all overlap: an hour after one another, each with a reminder an hour for a week.
enum Overlaps {
    private static let rounds = 11
    private static let sessions = [60, 120, 240, 480]

    static func show() throws {
        let table = Table(widths: (12, 12))
        print("\na status and a look as overlapping sessions double; growth is against \(sessions[0])\n")
        print(table.row("sessions", "status, ms", "growth", "look, ms", "growth"))
        var cases = try sessions.flatMap { count -> [Case] in
            let record = try Sample.hourly(sessions: count)
            // In the hour after the last one, when all that was due before has been decided.
            let now = Sample.start + Int64(count) * 3600
            var decided = DecisionHistory()
            for decision in record.evaluate(at: now, decided: decided).decisions { decided.add(decision, at: now) }
            let before = decided
            return [
                Case("\(count)") { PatientStatus(of: Schedule(record), at: now).windows.count },
                Case("\(count)") { record.evaluate(at: now + 3600, decided: before).decisions.count },
            ]
        }
        try cases.measure(rounds: rounds)
        for row in stride(from: 0, to: cases.count, by: 2) {
            let (status, result) = (cases[row].median, cases[row + 1].median)
            print(
                table.row(
                    cases[row].name, .figure(status / 1000), .figure(status / cases[0].median), .figure(result / 1000),
                    .figure(result / cases[1].median)))
        }
    }
}

extension Sample {
    private static let hourly = """
        protocol: hourly
        version: 1
        title: { en: Every hour }
        language: en
        routes: [topical]
        duration: 45min
        sources: { sheet: "Published aftercare sheets" }
        instructions:
          no-sport: { kind: restrict, activity: sport, window: { after: end, for: 1w }, remind: { every: 1h }, source: sheet, text: { en: "No sport until {until}." } }
        """

    /// A patient with sessions of 45 minutes, one each hour.
    static func hourly(sessions: Int) throws -> CareRecord {
        let careProtocol = try careProtocol(hourly)
        guard let patient = PatientID("P-1"), let plan = PlanID("PL-1"), let zone = zone(named: clinic.zone) else {
            throw Unusable(what: "the patient of every hour")
        }
        return CareRecord(
            store: UUID(),
            patient: Patient(
                id: patient, zone: zone.name, language: .english, quietHours: nil, history: History(.active), name: nil),
            zone: zone, clinic: clinic,
            assignedPlans: [
                AssignedPlan(
                    plan: Plan(
                        id: plan, patient: patient, careProtocol: careProtocol.reference, history: History(.active),
                        modalities: [:], switchedOff: []), careProtocol: careProtocol)
            ],
            treatments: (0..<sessions).compactMap { index in
                TreatmentID("T-\(1000 + index)").map { id in
                    let begin = start + Int64(index) * 3600
                    return Treatment(
                        id: id, patient: patient, plan: plan, route: .topical, site: nil, product: nil, status: .booked,
                        plannedStart: begin, plannedEnd: begin + 2700)
                }
            })
    }
}
