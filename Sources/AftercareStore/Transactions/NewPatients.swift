import Aftercare

/// The patients whom one transaction has added, with their plans and treatments: all there is of them, so that nothing
/// needs to be looked up for them again. A request about a new patient asks for each of these several times.
final class NewPatients {
    /// Everything about one of them.
    private struct Chart {
        var patient: Patient
        var plans: [PlanID: Plan] = [:]
        var treatments: [TreatmentID: Treatment] = [:]
        /// Of its treatments, those that have no open decisions left.
        var over: Set<TreatmentID> = []
    }

    private var charts: [PatientID: Chart] = [:]
    private var ownersOfPlans: [PlanID: PatientID] = [:]
    private var ownersOfTreatments: [TreatmentID: PatientID] = [:]
    private var stated: [String: Set<String>] = [:]
    /// Those who were looked for and are not there.
    private var absent: Set<PatientID> = []
    private var zones: Set<String> = []

    /// Everything is looked up again: what was added may have been taken back, or changed in another way.
    func forget() {
        charts = [:]
        ownersOfPlans = [:]
        ownersOfTreatments = [:]
        stated = [:]
        absent = []
        zones = []
    }

    // MARK: Patients

    /// - Returns: nil where it must be looked up; `.some(nil)` where there is no such patient.
    func patient(_ id: PatientID) -> Patient?? {
        if let chart = charts[id] { return .some(chart.patient) }
        return absent.contains(id) ? .some(nil) : nil
    }

    func noteAbsent(_ id: PatientID) { absent.insert(id) }

    func contains(_ id: PatientID) -> Bool { charts[id] != nil }

    func add(_ patient: Patient) {
        if charts[patient.id] != nil {
            charts[patient.id]?.patient = patient
        } else if absent.remove(patient.id) != nil {
            charts[patient.id] = Chart(patient: patient)
        }
    }

    /// - Returns: whether the transaction comes to this zone for the first time.
    func isFirst(zone: String) -> Bool { zones.insert(zone).inserted }

    // MARK: Plans

    func plan(_ id: PlanID) -> Plan? { ownersOfPlans[id].flatMap { charts[$0]?.plans[id] } }

    /// - Returns: nil where the patient is not new.
    func plans(of id: PatientID) -> [Plan]? { charts[id].map { $0.plans.values.sorted { $0.id < $1.id } } }

    func add(_ plan: Plan) {
        guard charts[plan.patient] != nil else { return }
        charts[plan.patient]?.plans[plan.id] = plan
        ownersOfPlans[plan.id] = plan.patient
    }

    // MARK: Treatments

    func treatment(_ id: TreatmentID) -> Treatment? { ownersOfTreatments[id].flatMap { charts[$0]?.treatments[id] } }

    /// - Returns: nil where the patient is not new.
    func treatments(of id: PatientID) -> [Treatment]? { charts[id].map { $0.treatments.values.sorted { $0.id < $1.id } } }

    /// - Returns: nil where the patient is not new.
    func openTreatments(of id: PatientID) -> [Treatment]? {
        charts[id].map { chart in
            chart.treatments.values.filter { !chart.over.contains($0.id) }
                .sorted { ($0.plannedStart, $0.id) < ($1.plannedStart, $1.id) }
        }
    }

    func add(_ treatment: Treatment) {
        guard charts[treatment.patient] != nil else { return }
        charts[treatment.patient]?.treatments[treatment.id] = treatment
        charts[treatment.patient]?.over.remove(treatment.id)
        ownersOfTreatments[treatment.id] = treatment.patient
    }

    func close(_ treatment: TreatmentID) { ownersOfTreatments[treatment].map { _ = charts[$0]?.over.insert(treatment) } }

    /// - Returns: whether the patient is new and none of the treatments was over.
    func reopen(of id: PatientID) -> Bool {
        guard let chart = charts[id] else { return false }
        charts[id]?.over = []
        return chart.over.isEmpty
    }

    // MARK: What files state

    /// - Returns: nil where it must be looked up.
    func stated(_ entity: StoreTransaction.StatedEntity, _ id: String) -> Set<String>? {
        guard isNew(entity, id) else { return nil }
        return stated["\(entity.rawValue) \(id)"] ?? []
    }

    func setStated(_ entity: StoreTransaction.StatedEntity, _ id: String, _ keys: Set<String>) {
        if isNew(entity, id) { stated["\(entity.rawValue) \(id)"] = keys }
    }

    private func isNew(_ entity: StoreTransaction.StatedEntity, _ id: String) -> Bool {
        switch entity {
        case .patient: PatientID(id).map(contains) ?? false
        case .plan: PlanID(id).map { ownersOfPlans[$0] != nil } ?? false
        case .treatment: TreatmentID(id).map { ownersOfTreatments[$0] != nil } ?? false
        }
    }
}
