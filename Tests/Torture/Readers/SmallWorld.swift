import Aftercare
import Foundation

/// A clinic of one patient, in which requests are weighed, and what was taken is lived by.
struct SmallWorld {
    let zone: Zone
    let careProtocol: CareProtocol
    private let now = Instant(seconds: 1_795_000_000)
    private let clinic = Clinic(
        name: "the clinic", contact: "030 1234", isContactMonitored: false, quietHours: try? QuietHours(text: "21:00-08:00"),
        zone: "Europe/Berlin",
        language: .english)
    private let patient: Patient
    private let plan: Plan
    private let treatment: Treatment

    /// - Returns: nil where `careProtocol` has no name that others can be made of.
    init?(zone: Zone, careProtocol: CareProtocol) {
        guard let patientID = PatientID("P-1"), let planID = PlanID("PL-1"), let treatmentID = TreatmentID("T-1") else { return nil }
        self.zone = zone
        self.careProtocol = careProtocol
        patient = Patient(id: patientID, zone: zone.name, language: .german, quietHours: nil, history: History(.active), name: nil)
        plan = Plan(
            id: planID, patient: patientID, careProtocol: careProtocol.reference, history: History(.active),
            modalities: Dictionary(uniqueKeysWithValues: careProtocol.modalityChoices.map { ($0, Modality.cold) }), switchedOff: [])
        treatment = Treatment(
            id: treatmentID, patient: patientID, plan: planID, route: careProtocol.routes.first ?? .topical, site: nil, product: nil,
            status: .booked, plannedStart: now - 3600, plannedEnd: now)
    }

    private var assigned: AssignedPlan { AssignedPlan(plan: plan, careProtocol: careProtocol) }

    // MARK: Living

    /// What a patient under `careProtocol` would hear.
    func live(by careProtocol: CareProtocol) {
        guard let world = SmallWorld(zone: zone, careProtocol: careProtocol) else { return }
        world.live(with: world.plan, world.treatment)
    }

    private func live(with plan: Plan, _ treatment: Treatment, of patient: Patient? = nil) {
        let record = CareRecord(
            store: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)), patient: patient ?? self.patient, zone: zone,
            clinic: clinic,
            assignedPlans: [AssignedPlan(plan: plan, careProtocol: careProtocol)], treatments: [treatment])
        let schedule = Schedule(record)
        let timeline = schedule.timeline(over: treatment.start - 400 * 86_400...treatment.end + 40 * 86_400)
        for occurrence in timeline.occurrences.prefix(3) { _ = schedule.payload(for: occurrence, now: occurrence.due) }
        for instant in [treatment.end + 60, treatment.end + 30 * 3600] { _ = schedule.evaluate(at: instant, decided: DecisionHistory()) }
        _ = schedule.contradictions()
    }

    // MARK: Weighing

    func weigh(_ request: ClinicRequest) {
        for patient in request.patients.prefix(20) { weigh(patient) }
        for plan in request.plans.prefix(20) { weigh(plan) }
        for treatment in request.treatments.prefix(20) { weigh(treatment) }
    }

    func weigh(_ request: PatientRequest) {
        var problems = Problems()
        if let patient = request.admit(existing: nil, clinic: clinic, now: now, hasZone: { $0 == zone.name }, problems: &problems) {
            live(with: plan, treatment, of: patient)
        }
    }

    func weigh(_ request: PlanRequest) {
        var problems = Problems()
        _ = request.reference
        for known in [careProtocol, nil] {
            let context = PlanRequest.Context(existing: nil, patient: patient, careProtocol: known, freshID: plan.id, now: now)
            if let plan = request.admit(context, problems: &problems) { live(with: plan, treatment) }
        }
    }

    func weigh(_ request: PlanChangeRequest) {
        var problems = Problems()
        if let changed = request.admit(plan, careProtocol: careProtocol, now: now, problems: &problems) { live(with: changed, treatment) }
        for problem in problems.list.prefix(20) { _ = problem.message }
    }

    func weigh(_ request: TreatmentRequest) {
        var problems = Problems()
        guard let sessions = request.sessions(in: zone, now: now, problems: &problems) else { return }
        for session in sessions.prefix(3) {
            for existing in [nil, treatment] {
                var problems = Problems()
                let context = TreatmentRequest.Context(
                    existing: existing, patient: (patient, zone), assignedPlans: [assigned], freshID: treatment.id, others: [treatment],
                    now: now)
                session.checkTerms(context, problems: &problems)
                problems = Problems()
                if let taken = session.admit(context, problems: &problems) { live(with: plan, taken) }
            }
        }
    }

    func weigh(_ request: TreatmentChangeRequest) {
        var problems = Problems()
        if let changed = request.admit(treatment, assignedPlans: [assigned], now: now, problems: &problems) { live(with: plan, changed) }
    }

    func weigh(_ request: MoveRequest) {
        var problems = Problems()
        for moved in request.admit(treatment, series: [treatment], zone: zone, now: now, problems: &problems) ?? [] {
            live(with: plan, moved)
        }
    }

    func weigh(_ request: CompletionRequest) {
        var problems = Problems()
        if let done = request.admit(treatment, zone: zone, now: now, problems: &problems) { live(with: plan, done) }
    }

    func weigh(_ request: PreviewRequest) {
        var problems = Problems()
        let record = CareRecord(
            store: UUID(), patient: patient, zone: zone, clinic: clinic, assignedPlans: [assigned], treatments: [treatment])
        _ = request.admit(Schedule(record), now: now, problems: &problems)
    }

    func weigh(_ request: ReactionRequest) {
        guard let id = ReactionID("R-1") else { return }
        var problems = Problems()
        _ = request.admit(patient: patient, treatments: [treatment], freshID: id, now: now, problems: &problems)
    }
}
