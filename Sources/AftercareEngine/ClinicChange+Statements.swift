import Aftercare
import AftercareStore

// What a request states, new or changed.

extension ClinicChange {
    mutating func state(_ request: ClinicRequest) throws {
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

    mutating func state(_ request: PatientRequest, at path: String, isNew: Bool) throws {
        var findings = Findings(at: path)
        let existing = try PatientID(request.id).flatMap(tx.patient)
        refuse(existing != nil && isNew, twin: request.id, "patient", &findings)
        let patient = request.admit(
            existing: existing, clinic: casebook.environment.clinic, now: now,
            hasZone: { casebook.environment.zone($0) != nil }, findings: &findings)
        if let patient = taken(patient, findings) {
            try take(patient, was: existing)
        }
    }

    mutating func take(_ patient: Patient, was existing: Patient?) throws {
        outcome.patients.append(try save(patient, was: existing, "patient", patient.id.rawValue, tx.save))
        touched.insert(patient.id)
        // By another clock everything falls on other instants.
        if let existing, existing.zone != patient.zone {
            for treatment in try tx.openTreatments(of: patient.id) { try tx.save(treatment.replanned(at: now)) }
        }
    }

    mutating func state(_ request: PlanRequest, at path: String, isNew: Bool) throws {
        var findings = Findings(at: path)
        let existing = try request.id.flatMap(PlanID.init).flatMap(tx.plan)
        refuse(existing != nil && isNew, twin: request.id ?? "", "plan", &findings)
        let context = PlanRequest.Context(
            existing: existing, patient: try PatientID(request.patient).flatMap(tx.patient),
            careProtocol: try careProtocol(of: request, existing: existing),
            freshID: request.id == nil ? try tx.freshPlanID() : nil, now: now)
        let plan = request.admit(context, findings: &findings)
        if let plan = taken(plan, findings, naming: [request.patient]) { try take(plan, was: existing) }
    }

    mutating func take(_ plan: Plan, was existing: Plan?) throws {
        outcome.plans.append(try save(plan, was: existing, "plan", plan.id.rawValue, tx.save))
        touched.insert(plan.patient)
        // Other reminders: what was said under the old ones keeps its identity.
        if let existing, plan.asksOtherwise(than: existing) {
            for treatment in try tx.openTreatments(of: plan.patient) where treatment.plan == plan.id {
                try tx.save(treatment.replanned(at: now))
            }
        }
    }

    /// A plan that names no version keeps the one it is pinned to.
    private func careProtocol(of request: PlanRequest, existing: Plan?) throws -> CareProtocol? {
        guard let (id, version) = request.reference else { return nil }
        if let version { return try tx.careProtocol(ProtocolReference(id: id, version: version)) }
        if let existing, existing.careProtocol.id == id { return try tx.careProtocol(existing.careProtocol) }
        return try tx.careProtocol(id)
    }

    /// One treatment, or each session of a series.
    mutating func state(_ request: TreatmentRequest, at path: String, isNew: Bool) throws {
        var findings = Findings(at: path)
        let patient = try PatientID(request.patient).flatMap(tx.patient)
        let known = patient.flatMap { patient in casebook.environment.zone(patient.zone).map { (patient, $0) } }
        guard let sessions = request.sessions(in: known?.1, now: now, findings: &findings) else {
            problems += findings.problems
            return
        }
        var first: TreatmentID?
        for session in sessions {
            let treatment = try state(session, of: known, series: first, at: path, isNew: isNew)
            // What is wrong with one session is wrong with all of them, and said once.
            guard let treatment else { return }
            first = first ?? treatment.id
        }
    }

    private mutating func state(
        _ request: TreatmentRequest, of patient: (Patient, Zone)?, series: TreatmentID?, at path: String, isNew: Bool
    ) throws -> Treatment? {
        var findings = Findings(at: path)
        let existing = try request.id.flatMap(TreatmentID.init).flatMap(tx.treatment)
        refuse(existing != nil && isNew, twin: request.id ?? "", "treatment", &findings)
        let context = TreatmentRequest.Context(
            existing: existing, patient: patient, courses: try patient.map { try tx.courses(of: $0.0.id) } ?? [],
            freshID: request.id == nil ? try tx.freshTreatmentID() : nil, series: series, now: now)
        let treatment = request.admit(context, findings: &findings)
        guard let treatment = taken(treatment, findings, naming: [request.patient, request.plan]) else { return nil }
        outcome.treatments.append(try save(treatment, was: existing, "treatment", treatment.id.rawValue, tx.save))
        touched.insert(treatment.patient)
        return treatment
    }
}
