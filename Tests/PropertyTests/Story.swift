import Aftercare
import Foundation

/// All that is known of one patient while a case goes on, closed treatments included.
struct Story {
    var clinic: Clinic
    var patient: Patient
    /// Every version of the protocol, the oldest first.
    var versions: [CareProtocol]
    var plans: [Plan]
    var treatments: [Treatment]
    var responses: [Response] = []
    var reactions: [Reaction] = []
    /// Treatments that were over at a look, and are left out until something is edited.
    var closed: Set<TreatmentID> = []
    var decided = DecisionHistory()

    static let store = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))

    var zone: Zone { Place.zone(named: patient.zone) }
    var open: [Treatment] { treatments.filter { !closed.contains($0.id) } }

    func careProtocol(of plan: Plan) -> CareProtocol { versions[plan.careProtocol.version - 1] }

    /// What the core is asked about.
    var record: CareRecord { record(of: open) }
    /// The same with the closed treatments.
    var whole: CareRecord { record(of: treatments) }

    private func record(of treatments: [Treatment]) -> CareRecord {
        let ids = Set(treatments.map(\.id))
        return CareRecord(
            store: Self.store, patient: patient, zone: zone, clinic: clinic,
            assignedPlans: plans.map { AssignedPlan(plan: $0, careProtocol: careProtocol(of: $0)) }, treatments: treatments,
            responses: responses.filter { ids.contains($0.reminder.treatment) }, reactions: reactions)
    }

    /// What was decided of the treatments in `record`.
    func decided(of record: CareRecord) -> DecisionHistory {
        let ids = Set(record.treatments.map(\.id))
        return DecisionHistory(
            keys: decided.keys.filter { ids.contains($0.treatment) },
            emitted: decided.emitted.filter { ids.contains($0.key.treatment) })
    }

    func evaluate(at now: Instant) -> EvaluationResult {
        let record = record
        return record.evaluate(at: now, decided: decided(of: record))
    }

    mutating func take(_ result: EvaluationResult, at now: Instant) {
        for decision in result.decisions { decided.add(decision, at: now) }
        closed.formUnion(result.over)
    }
}

extension Story {
    /// A clinic, a patient, one or two plans, and treatments that overlap at random.
    init(_ dice: inout Dice) {
        let place = dice.pick(Place.all)
        let born = place.around - 40 * 86_400
        clinic = Clinic(
            name: "A clinic", contact: "555", isContactMonitored: dice.chance(50), quietHours: dice.quietHours(),
            zone: "Asia/Tokyo", language: .english, confirmsTreatments: dice.chance(15))
        patient = Patient(
            id: Samples.name("P"), zone: place.zone.name, language: .english,
            quietHours: dice.chance(40) ? dice.quietHours() : nil, history: History(.active, since: born), name: nil)
        let first = dice.careProtocol()
        versions = [first, dice.version(after: first)]
        plans = []
        treatments = []
        for index in 1...dice.roll(1...2) {
            plans.append(
                Plan(
                    id: Samples.name("plan\(index)"), patient: patient.id, careProtocol: versions[0].reference,
                    history: History(dice.chance(92) ? .active : .draft, since: born),
                    modalities: Dictionary(
                        uniqueKeysWithValues: versions[0].modalityChoices.map { ($0, dice.pick(Modality.choices)) }),
                    switchedOff: []))
        }
        for index in 1...dice.roll(1...4) {
            let start = place.around + dice.seconds(-288...288) * 900
            treatments.append(
                Treatment(
                    id: Samples.name("T\(index)"), patient: patient.id, plan: dice.pick(plans).id, route: .intravenous,
                    site: nil, product: nil, status: .booked, plannedStart: start,
                    plannedEnd: start + dice.pick([900, 3600, 7200, 86_400]),
                    timesKnownAt: dice.chance(80) ? born : start + dice.seconds(-4...8) * 3600))
        }
    }
}
