import Aftercare
import AftercareStore
import Foundation

/// One command being carried out within a transaction: everything is weighed first-hand against what the
/// store holds at that moment, and the first refusal undoes it all.
struct ClinicChange {
    private let casebook: Casebook
    private let now: Instant
    private let requester: Requester
    private(set) var outcome = Outcome()
    private var problems: [Problem] = []
    private var touched: Set<PatientID> = []
    /// What the request states, admitted or not: whoever names one of these is not wrong for that.
    private var stated: Set<String> = []

    init(casebook: Casebook, now: Instant, requester: Requester) {
        self.casebook = casebook
        self.now = now
        self.requester = requester
    }

    private var tx: StoreTransaction { casebook.tx }

    mutating func carryOut(_ command: Command) throws {
        var isTrial = false
        let now = now
        switch command {
        case .addPatient(let request): try state(request, at: "", isNew: true)
        case .assignPlan(let request): try state(request, at: "", isNew: true)
        case .scheduleTreatment(let request): try state(request, at: "", isNew: true)
        case .completeTreatment(let id, let request):
            try change(id, action: "treatment.complete") { treatment, zone, findings in
                request.admit(treatment, zone: zone, now: now, findings: &findings)
            }
        case .cancelTreatment(let id, let request):
            try change(id, action: "treatment.cancel") { treatment, _, findings in
                request.admit(treatment, findings: &findings)
            }
        case .apply(let request, let trial):
            isTrial = trial
            try state(request)
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        for patient in touched.sorted() {
            try tx.reopenTreatments(of: patient)
            try casebook.plan(patient, now: now)
        }
        if isTrial { throw Trial(outcome: outcome) }
    }

    // MARK: A clinic's statements

    private mutating func state(_ request: ClinicRequest) throws {
        refuseTwins(request.patients.map(\.id), "patients")
        refuseTwins(request.plans.map(\.id), "plans")
        refuseTwins(request.treatments.map(\.id), "treatments")
        stated = Set(request.patients.map(\.id) + request.plans.compactMap(\.id))
        for (index, patient) in request.patients.enumerated() { try state(patient, at: "patients.\(index)", isNew: false) }
        for (index, plan) in request.plans.enumerated() { try state(plan, at: "plans.\(index)", isNew: false) }
        for (index, treatment) in request.treatments.enumerated() {
            try state(treatment, at: "treatments.\(index)", isNew: false)
        }
    }

    private mutating func refuseTwins(_ ids: [String?], _ path: String) {
        var seen: Set<String> = []
        for (index, id) in ids.enumerated() {
            guard let id, !seen.insert(id).inserted else { continue }
            problems.append(
                Problem(.duplicateID, at: "\(path).\(index).id", "'\(id)' stands here twice; give one of them another id"))
        }
    }

    // MARK: One statement each

    private mutating func state(_ request: PatientRequest, at path: String, isNew: Bool) throws {
        var findings = Findings(at: path)
        let existing = try PatientID(request.id).flatMap(tx.patient)
        refuse(existing != nil && isNew, twin: request.id, "patient", &findings)
        let patient = request.admit(
            existing: existing, clinic: casebook.environment.clinic,
            hasZone: { casebook.environment.zone($0) != nil }, findings: &findings)
        if let patient = taken(patient, findings) {
            outcome.patients.append(try save(patient, was: existing, "patient", patient.id.rawValue, tx.save))
            touched.insert(patient.id)
        }
    }

    private mutating func state(_ request: PlanRequest, at path: String, isNew: Bool) throws {
        var findings = Findings(at: path)
        let existing = try request.id.flatMap(PlanID.init).flatMap(tx.plan)
        refuse(existing != nil && isNew, twin: request.id ?? "", "plan", &findings)
        let plan = request.admit(
            existing: existing, patient: try PatientID(request.patient).flatMap(tx.patient),
            careProtocol: try careProtocol(of: request, existing: existing), freshID: request.id == nil ? try tx.freshPlanID() : nil,
            findings: &findings)
        if let plan = taken(plan, findings, naming: [request.patient]) {
            outcome.plans.append(try save(plan, was: existing, "plan", plan.id.rawValue, tx.save))
            touched.insert(plan.patient)
        }
    }

    /// A plan that names no version keeps the one it is pinned to.
    private func careProtocol(of request: PlanRequest, existing: Plan?) throws -> CareProtocol? {
        guard let (id, version) = request.reference else { return nil }
        if let version { return try tx.careProtocol(ProtocolReference(id: id, version: version)) }
        if let existing, existing.careProtocol.id == id { return try tx.careProtocol(existing.careProtocol) }
        return try tx.careProtocol(id)
    }

    private mutating func state(_ request: TreatmentRequest, at path: String, isNew: Bool) throws {
        var findings = Findings(at: path)
        let existing = try request.id.flatMap(TreatmentID.init).flatMap(tx.treatment)
        refuse(existing != nil && isNew, twin: request.id ?? "", "treatment", &findings)
        let patient = try PatientID(request.patient).flatMap(tx.patient)
        let known = patient.flatMap { patient in casebook.environment.zone(patient.zone).map { (patient, $0) } }
        let context = TreatmentRequest.Context(
            existing: existing, patient: known, courses: try patient.map { try tx.courses(of: $0.id) } ?? [],
            freshID: request.id == nil ? try tx.freshTreatmentID() : nil, now: now)
        let treatment = request.admit(context, findings: &findings)
        if let treatment = taken(treatment, findings, naming: [request.patient, request.plan]) {
            outcome.treatments.append(try save(treatment, was: existing, "treatment", treatment.id.rawValue, tx.save))
            touched.insert(treatment.patient)
        }
    }

    private mutating func change(
        _ id: TreatmentID, action: String, _ admit: (Treatment, Zone, inout Findings) -> Treatment?
    ) throws {
        var findings = Findings()
        guard let existing = try tx.treatment(id), let patient = try tx.patient(existing.patient) else {
            problems.append(
                Problem(.unknownTreatment, at: "", "unknown treatment '\(id)'; run 'aftercarectl treatment list'"))
            return
        }
        guard let zone = casebook.environment.zone(patient.zone) else {
            problems.append(
                Problem(.unknownZone, at: "", "this machine does not know the time zone '\(patient.zone)'; install tzdata"))
            return
        }
        let treatment = admit(existing, zone, &findings)
        if let treatment = taken(treatment, findings) {
            outcome.treatments.append(try save(treatment, was: existing, action, treatment.id.rawValue, tx.save))
            touched.insert(treatment.patient)
        }
    }

    // MARK: Common to all

    private func refuse(_ isTaken: Bool, twin id: String, _ what: String, _ findings: inout Findings) {
        guard isTaken else { return }
        findings.add(
            .duplicateID, at: "id", "there is a \(what) '\(id)' already; choose another id, or change it with 'aftercarectl apply'")
    }

    /// `value`, unless something was found against it.
    ///
    /// - Parameter names: what it refers to. Where that is stated by the same request and was itself refused,
    ///   "unknown" would only repeat the first complaint in misleading words.
    private mutating func taken<Value>(_ value: Value?, _ findings: Findings, naming names: [String?] = []) -> Value? {
        let isStatedHere = !problems.isEmpty && names.compactMap(\.self).contains { stated.contains($0) }
        problems += findings.problems.filter { problem in
            !(isStatedHere && (problem.code == .unknownPatient || problem.code == .unknownPlan))
        }
        return findings.problems.isEmpty ? value : nil
    }

    private func save<Value: Equatable & Encodable & Sendable>(
        _ value: Value, was old: Value?, _ what: String, _ subject: String, _ save: (Value) throws -> Void
    ) throws -> Change<Value> {
        let change = Change(value, was: old)
        guard change.kind != .unchanged else { return change }
        try save(value)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let action = what.contains(".") ? what : "\(what).\(change.kind == .created ? "create" : "change")"
        try tx.record(
            AuditEntry(
                at: now, uid: requester.uid, action: action, subject: subject,
                detail: String(decoding: try encoder.encode(value), as: UTF8.self)))
        return change
    }
}
