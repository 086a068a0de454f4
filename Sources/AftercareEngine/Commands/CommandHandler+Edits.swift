import Aftercare
import AftercareStore

// Changes to existing data.

extension CommandHandler {
    mutating func change(_ request: PatientRequest) throws {
        var problems = Problems()
        guard let existing = try PatientID(request.id).flatMap(tx.patient) else {
            allProblems.append(Problem(.unknownPatient, at: "", Problem.unknown(patient: request.id)))
            return
        }
        let patient = request.admit(
            existing: existing, clinic: loader.environment.clinic, now: now,
            hasZone: { loader.environment.zone($0) != nil }, problems: &problems)
        if let patient = accepted(patient, problems) { try apply(patient, was: existing) }
    }

    mutating func change(_ id: PlanID, _ request: PlanChangeRequest) throws {
        var problems = Problems()
        guard let existing = try tx.plan(id) else {
            allProblems.append(Problem(.unknownPlan, at: "", "unknown plan '\(id)'; run 'aftercarectl plan list'"))
            return
        }
        let careProtocol = try careProtocol(request.version, of: existing)
        let plan = request.admit(existing, careProtocol: careProtocol, now: now, problems: &problems)
        if let plan = accepted(plan, problems) { try apply(plan, was: existing) }
    }

    private func careProtocol(_ version: String?, of plan: Plan) throws -> CareProtocol? {
        switch version {
        case nil: try tx.careProtocol(plan.careProtocol)
        case "newest"?: try tx.careProtocol(plan.careProtocol.id)
        case let version?:
            try ProtocolReference.version(version).flatMap { try tx.careProtocol(ProtocolReference(id: plan.careProtocol.id, version: $0)) }
        }
    }

    // MARK: Treatments

    mutating func move(_ id: TreatmentID, _ request: MoveRequest) throws {
        guard let (treatment, zone) = try known(id) else { return }
        var problems = Problems()
        if let plan = try tx.plan(treatment.plan), plan.status.isFinal {
            problems.add(.alreadyFinished, at: "", Problem.finished(plan))
        }
        let series = try treatment.series.map(tx.series) ?? [treatment]
        let moved = request.admit(
            treatment, series: series, others: try others(than: treatment), zone: zone, now: now, problems: &problems)
        for session in accepted(moved, problems) ?? [] {
            try store(session, was: series.first { $0.id == session.id }, as: .treatmentMove)
        }
    }

    mutating func complete(_ id: TreatmentID, _ request: CompletionRequest) throws {
        guard let (treatment, zone) = try known(id) else { return }
        var problems = Problems()
        if let plan = try tx.plan(treatment.plan), plan.status.isFinal, request.force != true {
            problems.add(
                .implausible, at: "",
                "plan '\(plan.id)' of '\(id)' is \(plan.status.rawValue), and nothing will be said of it; if it is for the record, "
                    + "say it again with '--force'")
        }
        let completed = request.admit(
            treatment, others: try others(than: treatment), zone: zone, now: now, problems: &problems)
        try apply(completed, was: treatment, as: .treatmentComplete, problems)
    }

    mutating func cancel(_ id: TreatmentID, _ request: CancellationRequest) throws {
        guard let (treatment, _) = try known(id) else { return }
        var problems = Problems()
        let cancelled = request.admit(treatment, now: now, problems: &problems)
        try apply(cancelled, was: treatment, as: .treatmentCancel, problems)
    }

    mutating func apply(_ treatment: Treatment?, was existing: Treatment, as action: AuditAction, _ problems: Problems) throws {
        if let treatment = accepted(treatment, problems) { try store(treatment, was: existing, as: action) }
    }

    mutating func known(_ id: TreatmentID) throws -> (Treatment, Zone)? {
        guard let treatment = try tx.treatment(id), let patient = try tx.patient(treatment.patient) else {
            allProblems.append(
                Problem(.unknownTreatment, at: "", "unknown treatment '\(id)'; run 'aftercarectl treatment list'"))
            return nil
        }
        return (treatment, loader.zone(of: patient))
    }

    // MARK: Responses and reactions

    mutating func respond(to name: String, _ request: ResponseRequest) throws {
        guard let reminder = try reminder(name), let patient = try tx.patient(reminder.patient) else { return }
        var problems = Problems()
        var responses: [Response] = []
        for reminder in try request.message == true ? message(of: reminder) : [reminder] {
            var own = Problems()
            let response = try admit(request, to: reminder, of: patient, &own)
            if let response, own.list.isEmpty {
                responses.append(response)
            } else {
                problems.add(own.list.filter { !problems.list.contains($0) })
            }
        }
        guard !responses.isEmpty else {
            allProblems += problems.list
            return
        }
        for response in responses { try store(response, to: request, of: patient) }
        outcome.notes += problems.list.map { "not answered: \($0.message)" }
    }

    /// Everything that was said in the same message.
    private func message(of reminder: Reminder) throws -> [Reminder] {
        guard let sequence = reminder.sequence else { return [reminder] }
        return try tx.reminders(ofMessage: sequence).filter { $0.patient == reminder.patient && $0.cursor == reminder.cursor }
    }

    private func admit(
        _ request: ResponseRequest, to reminder: Reminder, of patient: Patient, _ problems: inout Problems
    ) throws -> Response? {
        let base = reminder.occurrence.key.base
        let earlier = try tx.responses(of: [base.treatment]).filter { $0.reminder == base }
        return request.admit(reminder, earlier: earlier, zone: loader.zone(of: patient), now: now, problems: &problems)
    }

    private mutating func store(_ response: Response, to request: ResponseRequest, of patient: Patient) throws {
        try tx.add(response)
        try record(AuditAction(response.answer.kind), of: OccurrenceID(response.reminder, store: loader.store).text, request)
        outcome.responses.append(RecordedResponse(response, store: loader.store))
        touched.insert(patient.id)
    }

    /// The reminder with this id, or the only one whose id starts with this prefix.
    mutating func reminder(_ name: String) throws -> Reminder? {
        let isWritten = name.utf8.count >= 4 && name.allSatisfy { $0 == "-" || $0.isASCII && $0.isHexDigit }
        let found = isWritten ? try tx.reminders(startingWith: name.lowercased(), limit: 4) : []
        if found.count == 1 { return found[0] }
        allProblems.append(
            found.isEmpty
                ? Problem(
                    .unknownReminder, at: "",
                    "unknown reminder '\(name)'; 'aftercarectl reminders' shows their ids, of which the first 8 letters will do")
                : Problem(
                    .unknownReminder, at: "", "several reminders begin with '\(name)': \(Self.names(of: found)); write more of the id"))
        return nil
    }

    /// Lists each reminder by its description and its shortest unique id prefix, at least 8 letters as in lists.
    static func names(of reminders: [Reminder]) -> String {
        let ids = reminders.map(\.id.text)
        let length = (8...36).first { length in Set(ids.map { $0.prefix(length) }).count == ids.count } ?? 36
        let names = reminders.prefix(3).map { "\($0.id.text.prefix(length)) (\($0.occurrence.window.instruction) of \($0.patient))" }
        return names.joined(separator: ", ") + (reminders.count > 3 ? ", …" : "")
    }

    mutating func report(_ request: ReactionRequest) throws {
        var problems = Problems()
        let patient = try PatientID(request.patient).flatMap(tx.patient)
        let treatments = try patient.map { try tx.everyTreatment(of: $0.id) } ?? []
        let reaction = request.admit(
            patient: patient, treatments: treatments, freshID: try tx.freshReactionID(), now: now, problems: &problems)
        if let reaction = accepted(reaction, problems) { try store(reaction, was: nil, as: .reactionReport) }
    }

    mutating func clear(_ id: ReactionID) throws {
        guard let existing = try tx.reaction(id) else {
            allProblems.append(Problem(.unknownReaction, at: "", Problem.unknown(reaction: id)))
            return
        }
        var problems = Problems()
        let zone = try tx.patient(existing.patient).flatMap { loader.environment.zone($0.zone) }
        let reaction = existing.cleared(at: now, zone: zone, problems: &problems)
        if let reaction = accepted(reaction, problems) { try store(reaction, was: existing, as: .reactionClear) }
    }
}
