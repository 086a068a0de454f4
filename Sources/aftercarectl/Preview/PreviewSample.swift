import Aftercare
import AftercareConfig
import Foundation

/// A made-up patient with one plan and one treatment or series, to show what a protocol would send before anybody has
/// it.
///
/// It is validated as the service would, and forecast by the same function.
struct PreviewSample {
    let careProtocol: CareProtocol
    let zones: Zones
    /// As typed; nil for the machine's zone, the protocol's language, no quiet hours and no choice of compress.
    var zone: String?
    var language: String?
    var quietHours: String?
    var compress: String?

    static let patient = "SAMPLE"
    private static let session = "SESSION"

    private static let store = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    /// Next Monday at 10:00, in the form that people type.
    func usualStart(now: Instant) -> String {
        let today = (zone.map { zones[$0] } ?? zones.machine).local(now).date
        return "\(today.adding(days: 7 - (today.weekday + 6) % 7)) 10:00"
    }

    /// - Throws: `Failure` with everything that is wrong with the options.
    func preview(_ request: PreviewRequest, now: Instant) throws -> Preview {
        var problems = Problems()
        let record = record(request.treatment, now: now, problems: &problems)
        guard let schedule = record.map(Schedule.init), let first = schedule.beginning else { throw Self.failure(problems.list) }
        guard let span = request.admit(schedule, now: first, problems: &problems) else { throw Self.failure(problems.list) }
        return Preview(schedule.forecast(from: span.lowerBound, through: span.upperBound), of: schedule.record)
    }

    private func record(_ treatment: TreatmentRequest?, now: Instant, problems: inout Problems) -> CareRecord? {
        let defaults = DaemonSettings.byDefault(zone: zone ?? zones.machine.name).clinic
        let clinic = Clinic(
            name: defaults.name, contact: defaults.contact, isContactMonitored: defaults.isContactMonitored,
            quietHours: nil, zone: defaults.zone,
            language: language.flatMap { try? Language(text: $0) } ?? careProtocol.language)
        let early = Instant(seconds: 0)
        let patient = PatientRequest(id: Self.patient, language: language, quietHours: quietHours).admit(
            existing: nil, clinic: clinic, now: early, hasZone: { zones[$0].name == $0 }, problems: &problems)
        let plan = PlanRequest(id: Self.patient, patient: Self.patient, protocol: careProtocol.reference.text, compress: compress)
            .admit(
                .init(existing: nil, patient: patient, careProtocol: careProtocol, freshID: nil, now: early), problems: &problems)
        guard let patient, let plan, var treatment else { return nil }
        let zone = zones[patient.zone]
        let course = AssignedPlan(plan: plan, careProtocol: careProtocol)
        treatment.id = Self.session
        treatment.route = treatment.route ?? careProtocol.routes.first?.rawValue
        // This is only a preview, so nothing in it can be a mistake.
        treatment.force = true
        guard let sessions = treatment.sessions(in: zone, now: now, problems: &problems) else { return nil }
        let admitted = sessions.compactMap { session in
            session.admit(
                .init(existing: nil, patient: (patient, zone), assignedPlans: [course], freshID: nil, now: now), problems: &problems)
        }
        guard admitted.count == sessions.count else { return nil }
        return CareRecord(
            store: Self.store, patient: patient, zone: zone, clinic: clinic, assignedPlans: [course],
            // As if they had been scheduled long before, so that nothing of them is too late.
            treatments: admitted.map { $0.known(from: early) })
    }

    /// The command-line names of a request's parts.
    static let options = OptionNames(
        [
            "from", "start", "duration", "plan", "route", "site", "every", "times", "zone", "language", "quiet-hours", "compress",
        ], others: ["lasting": "for"])

    private static func failure(_ problems: [Problem]) -> Failure {
        let lines = problems.map { problem in
            let option = Self.options.place(of: problem.path)
            return option.isEmpty ? problem.message : "\(option): \(problem.message)"
        }
        return Failure(message: lines.joined(separator: "\nerror: "), status: .usage)
    }
}
