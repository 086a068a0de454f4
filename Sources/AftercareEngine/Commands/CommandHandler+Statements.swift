import Aftercare
import AftercareStore

// Applying what a request states, new or changed.

extension CommandHandler {
    /// - Parameter isMeant: also accepts what looks like a mistake.
    mutating func apply(_ request: ClinicRequest, isMeant: Bool) throws {
        allProblems += request.repeatedIDs()
        stated = request.statedIDs
        isFile = true
        for place in request.patients.indices { try statePatient(place, of: request) }
        for place in request.plans.indices { try statePlan(place, of: request, isMeant: isMeant) }
        for place in request.treatments.indices { try stateTreatment(place, of: request, isMeant: isMeant) }
    }

    /// Applies what a request states of one patient.
    mutating func apply(_ share: ClinicRequest.Share, of request: ClinicRequest, isMeant: Bool) throws {
        isFile = true
        for place in share.patients { try statePatient(place, of: request) }
        for place in share.plans { try statePlan(place, of: request, isMeant: isMeant) }
        for place in share.treatments { try stateTreatment(place, of: request, isMeant: isMeant) }
    }

    private mutating func statePatient(_ place: Int, of request: ClinicRequest) throws {
        try begin(place)
        try apply(request.patients[place], at: "patients.\(place)", isNew: false)
    }

    private mutating func statePlan(_ place: Int, of request: ClinicRequest, isMeant: Bool) throws {
        try begin(place)
        var plan = request.plans[place]
        if isMeant { plan.force = true }
        try apply(plan, at: "plans.\(place)", isNew: false)
    }

    private mutating func stateTreatment(_ place: Int, of request: ClinicRequest, isMeant: Bool) throws {
        try begin(place)
        var treatment = request.treatments[place]
        if isMeant { treatment.force = true }
        try apply(treatment, at: "treatments.\(place)", isNew: false)
    }

    private mutating func begin(_ place: Int) throws {
        try checkTime()
        places.current = place
    }

    // MARK: Single statements

    mutating func apply(_ request: PatientRequest, at path: String, isNew: Bool) throws {
        var problems = Problems(at: path)
        let existing = try PatientID(request.id).flatMap(tx.patient)
        problems.rejectDuplicate(id: request.id, kind: .patient, exists: existing != nil && isNew)
        let whole = request.without(try dropped(.patient, existing?.id.rawValue, request.keys), clinic: loader.environment.clinic)
        let patient = whole.admit(
            existing: existing, clinic: loader.environment.clinic, now: now,
            hasZone: { loader.environment.zone($0) != nil }, problems: &problems)
        if let patient = accepted(patient, problems) {
            try apply(patient, was: existing)
            try keep(.patient, patient.id.rawValue, request.keys)
        }
    }

    mutating func apply(_ patient: Patient, was existing: Patient?) throws {
        try store(patient, was: existing, as: existing == nil ? .patientCreate : .patientChange)
        if existing?.language != patient.language { newLanguages.insert(patient.id) }
        // A change of zone moves everything to other instants.
        if let existing, existing.zone != patient.zone {
            for treatment in try tx.openTreatments(of: patient.id) { try tx.save(treatment.replanned(at: now)) }
        }
    }

    mutating func apply(_ request: PlanRequest, at path: String, isNew: Bool) throws {
        var problems = Problems(at: path)
        let existing = try request.id.flatMap(PlanID.init).flatMap(tx.plan)
        problems.rejectDuplicate(id: request.id, kind: .plan, exists: existing != nil && isNew)
        let context = PlanRequest.Context(
            existing: existing, patient: try PatientID(request.patient).flatMap(tx.patient),
            careProtocol: try careProtocol(of: request, existing: existing),
            freshID: request.id == nil ? try tx.freshPlanID() : nil,
            others: try PatientID(request.patient).map { try tx.plans(of: $0) } ?? [], now: now)
        let whole = request.without(try dropped(.plan, existing?.id.rawValue, request.keys))
        let plan = whole.admit(context, problems: &problems)
        guard let plan = accepted(plan, problems, naming: [request.patient]) else { return }
        try apply(plan, was: existing)
        try keep(.plan, plan.id.rawValue, request.keys)
    }

    // MARK: Statements from files

    /// The keys that a file stated before and now omits.
    private func dropped(_ thing: StoreTransaction.StatedEntity, _ id: String?, _ keys: Set<String>) throws -> Set<String> {
        guard isFile, let id else { return [] }
        return try tx.stated(thing, id).subtracting(keys)
    }

    private mutating func keep(_ thing: StoreTransaction.StatedEntity, _ id: String, _ keys: Set<String>) throws {
        guard isFile, try tx.stated(thing, id) != keys else { return }
        try tx.setStated(thing, id, keys)
        statesOtherKeys = true
    }

    mutating func apply(_ plan: Plan, was existing: Plan?) throws {
        try store(plan, was: existing, as: existing == nil ? .planCreate : .planChange)
        if existing?.careProtocol != plan.careProtocol { newProtocols.insert(plan.id) }
        try note(plan, was: existing)
        // Sessions cancelled because the plan was over are decided again.
        if let existing, existing.status.isFinal, !plan.status.isFinal {
            for treatment in try tx.openTreatments(ofPlan: plan.id) where treatment.end > now - Self.recent {
                try tx.save(treatment.replanned(at: now))
            }
            return
        }
        // These count as different reminders; those already sent keep their identity.
        if let existing, plan.asksOtherwise(than: existing) {
            for treatment in try tx.openTreatments(of: plan.patient) where treatment.plan == plan.id {
                try tx.save(treatment.replanned(at: now))
            }
        }
    }

    /// The protocol of the requested plan. A plan that names no version keeps its pinned version.
    private func careProtocol(of request: PlanRequest, existing: Plan?) throws -> CareProtocol? {
        guard let (id, version) = request.reference else { return nil }
        if let version { return try tx.careProtocol(ProtocolReference(id: id, version: version)) }
        if let existing, existing.careProtocol.id == id { return try tx.careProtocol(existing.careProtocol) }
        return try tx.careProtocol(id)
    }

    /// Applies one treatment, or each session of a series.
    mutating func apply(_ request: TreatmentRequest, at path: String, isNew: Bool) throws {
        var problems = Problems(at: path)
        if chart?.patient.id.rawValue != request.patient { chart = try PatientID(request.patient).flatMap(chart) }
        guard let sessions = request.sessions(in: chart?.zone, now: now, problems: &problems) else {
            request.checkTerms(try context(of: request, series: nil), problems: &problems)
            _ = accepted(request, problems, naming: [request.patient, request.plan])
            return
        }
        var first: TreatmentID?
        for session in sessions {
            try checkTime()
            let treatment = try apply(session, series: first, at: path, isNew: isNew)
            // A problem in one session applies to all of them, so it is reported once.
            guard let treatment else { return }
            first = first ?? treatment.id
        }
    }

    private mutating func apply(
        _ request: TreatmentRequest, series: TreatmentID?, at path: String, isNew: Bool
    ) throws -> Treatment? {
        var problems = Problems(at: path)
        let context = try context(of: request, series: series)
        let existing = context.existing
        problems.rejectDuplicate(id: request.id, kind: .treatment, exists: existing != nil && isNew)
        let treatment = request.admit(context, problems: &problems)
        guard let treatment = accepted(treatment, problems, naming: [request.patient, request.plan]) else { return nil }
        try store(treatment, was: existing, as: existing == nil ? .treatmentCreate : .treatmentChange)
        chart?.enter(treatment)
        try keep(.treatment, treatment.id.rawValue, request.keys)
        if existing != nil { try note(treatment) }
        return treatment
    }

    private func context(of request: TreatmentRequest, series: TreatmentID?) throws -> TreatmentRequest.Context {
        let existing = try request.id.flatMap(TreatmentID.init).flatMap(tx.treatment)
        return TreatmentRequest.Context(
            existing: existing, patient: chart.map { ($0.patient, $0.zone) }, assignedPlans: chart?.assignedPlans ?? [],
            freshID: request.id == nil ? try tx.freshTreatmentID() : nil, series: series, others: chart?.sessions ?? [],
            dropped: try dropped(.treatment, existing?.id.rawValue, request.keys), now: now)
    }

    private func chart(of id: PatientID) throws -> Chart? {
        try tx.patient(id).map {
            Chart(
                patient: $0, zone: loader.zone(of: $0), assignedPlans: try tx.assignedPlans(of: id), sessions: try tx.everyTreatment(of: id)
            )
        }
    }

    /// A patient's data, against which sessions are checked. It is read once for consecutive sessions of one patient.
    struct Chart {
        let patient: Patient
        let zone: Zone
        let assignedPlans: [AssignedPlan]
        fileprivate(set) var sessions: [Treatment]

        fileprivate mutating func enter(_ session: Treatment) {
            if let known = sessions.firstIndex(where: { $0.id == session.id }) {
                sessions[known] = session
            } else {
                sessions.append(session)
            }
        }
    }

    /// Notes when a stated session produces no reminders.
    private mutating func note(_ treatment: Treatment) throws {
        if !treatment.status.takesPlace {
            outcome.notes.append(
                "treatment '\(treatment.id)' stays \(treatment.status.rawValue): nothing is said of it; 'aftercarectl treatment "
                    + "reopen \(treatment.id)' takes that back")
        } else if let plan = try tx.plan(treatment.plan), plan.status.isFinal {
            outcome.notes.append(
                "plan '\(plan.id)' of treatment '\(treatment.id)' is \(plan.status.rawValue): nothing is said of it; 'aftercarectl "
                    + "treatment change \(treatment.id) --plan PLAN' gives it another")
        }
    }

    /// How long ago, in seconds, a session may have ended and still be planned again when its plan resumes: a little
    /// over half a year.
    private static let recent: Int64 = 200 * 86_400
}
