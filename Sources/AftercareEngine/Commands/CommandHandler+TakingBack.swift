import Aftercare
import AftercareStore

// Withdrawing what people entered.

extension CommandHandler {
    mutating func reopen(_ id: TreatmentID, _ request: ReopeningRequest) throws {
        guard let (treatment, zone) = try known(id), let plan = try tx.plan(treatment.plan) else { return }
        var problems = Problems()
        let reopened = request.admit(
            treatment, plan: plan, others: try others(than: treatment), zone: zone, now: now, problems: &problems)
        try apply(reopened, was: treatment, as: .treatmentReopen, problems)
    }

    mutating func change(_ id: TreatmentID, _ request: TreatmentChangeRequest) throws {
        guard let (treatment, _) = try known(id) else { return }
        var problems = Problems()
        let changed = request.admit(treatment, assignedPlans: try tx.assignedPlans(of: treatment.patient), now: now, problems: &problems)
        try apply(changed, was: treatment, as: .treatmentChange, problems)
    }

    mutating func enteredInError(_ mistake: Mistake) throws {
        switch mistake {
        case .patient(let id): try enteredInError(id)
        case .plan(let id): try enteredInError(id)
        case .treatment(let id):
            guard let (treatment, _) = try known(id) else { return }
            var problems = Problems()
            let mistaken = treatment.enteredInError(at: now, problems: &problems)
            try apply(mistaken, was: treatment, as: .treatmentEnteredInError, problems)
        case .reaction(let id): try enteredInError(id)
        case .response(let name): try takeBackResponse(to: name)
        }
    }

    private mutating func enteredInError(_ id: PatientID) throws {
        guard let existing = try tx.patient(id) else {
            allProblems.append(Problem(.unknownPatient, at: "", Problem.unknown(patient: id.rawValue)))
            return
        }
        var problems = Problems()
        let patient = existing.enteredInError(at: now, problems: &problems)
        if let patient = accepted(patient, problems) { try store(patient, was: existing, as: .patientEnteredInError) }
    }

    private mutating func enteredInError(_ id: PlanID) throws {
        guard let existing = try tx.plan(id) else {
            allProblems.append(Problem(.unknownPlan, at: "", "unknown plan '\(id)'; run 'aftercarectl plan list'"))
            return
        }
        var problems = Problems()
        let plan = existing.enteredInError(at: now, problems: &problems)
        if let plan = accepted(plan, problems) { try store(plan, was: existing, as: .planEnteredInError) }
    }

    private mutating func enteredInError(_ id: ReactionID) throws {
        guard let existing = try tx.reaction(id) else {
            allProblems.append(Problem(.unknownReaction, at: "", Problem.unknown(reaction: id)))
            return
        }
        var problems = Problems()
        let reaction = existing.enteredInError(at: now, problems: &problems)
        if let reaction = accepted(reaction, problems) { try store(reaction, was: existing, as: .reactionEnteredInError) }
    }

    /// Withdraws the newest response to a reminder.
    private mutating func takeBackResponse(to name: String) throws {
        guard let reminder = try reminder(name) else { return }
        let base = reminder.occurrence.key.base
        guard let last = try tx.responses(of: [base.treatment]).last(where: { $0.reminder == base }) else {
            allProblems.append(
                Problem(.alreadyFinished, at: "", "reminder '\(reminder.id.short)' has no response; there is nothing to take back"))
            return
        }
        if case .snoozed(let until) = last.answer, until <= now {
            allProblems.append(
                Problem(
                    .alreadyFinished, at: "",
                    "reminder '\(reminder.id.short)' was snoozed until a time that has passed, and said again; answer that instead"))
            return
        }
        try tx.takeBack(last, at: now)
        let subject = OccurrenceID(base, store: loader.store).text
        try record(.reminderEnteredInError, of: subject, ["answer": last.answer.kind.rawValue])
        outcome.responses.append(RecordedResponse(last, store: loader.store))
        touched.insert(reminder.patient)
    }

    /// The patient's other sessions.
    func others(than treatment: Treatment) throws -> [Treatment] {
        try tx.everyTreatment(of: treatment.patient).filter { $0.id != treatment.id }
    }
}

// Whatever a file stated before and now omits is treated as if it had never been stated.

extension PatientRequest {
    /// The stated keys.
    var keys: Set<String> {
        let all: [(String, String?)] = [("zone", zone), ("language", language), ("quiet-hours", quietHours), ("name", name)]
        return Set(all.compactMap { $0.1 == nil ? nil : $0.0 })
    }

    func without(_ dropped: Set<String>, clinic: Clinic) -> PatientRequest {
        var request = self
        if dropped.contains("zone") { request.zone = clinic.zone }
        if dropped.contains("language") { request.language = clinic.language.tag }
        request.clear = dropped.intersection(["name", "quiet-hours"]).sorted()
        return request
    }
}

extension PlanRequest {
    var keys: Set<String> { Set([without == nil ? nil : "without", changes == nil ? nil : "changes"].compactMap(\.self)) }

    func without(_ dropped: Set<String>) -> PlanRequest {
        var request = self
        if dropped.contains("without") { request.without = [] }
        if dropped.contains("changes") { request.changes = [] }
        return request
    }
}

extension TreatmentRequest {
    var keys: Set<String> {
        let all: [(String, String?)] = [
            ("duration", duration), ("end", end), ("site", site), ("product", product),
        ]
        return Set(all.compactMap { $0.1 == nil ? nil : $0.0 })
    }
}
