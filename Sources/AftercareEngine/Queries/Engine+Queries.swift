package import Aftercare
import AftercareStore

extension Engine {
    /// A consistent view, with the store's troubles in the engine's words.
    func reading<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        do { return try store.read(body) } catch let error as StoreError { throw EngineError(error) }
    }
}

// What the store knows, read for whoever asks. Every listing is paged.

extension Engine {
    package func patients(_ page: PageRequest) throws -> Page<Patient> {
        try reading { Page(try $0.patients(page), limit: page.limit) }
    }

    package func patient(_ id: PatientID) throws -> PatientDetails? {
        try reading { tx in
            try tx.patient(id).map { patient in
                PatientDetails(patient: patient, plans: try tx.plans(of: id), treatments: try tx.everyTreatment(of: id))
            }
        }
    }

    /// Without a patient: the plans of everybody.
    package func plans(of patient: PatientID?, _ page: PageRequest) throws -> Page<Plan> {
        try reading { Page(try $0.plans(of: patient, page), limit: page.limit) }
    }

    package func assignedPlan(_ id: PlanID) throws -> AssignedPlan? {
        try reading { tx in
            guard let plan = try tx.plan(id) else { return nil }
            return try tx.assignedPlans(of: plan.patient).first { $0.plan.id == id }
        }
    }

    package func treatments(of patient: PatientID?, _ page: PageRequest) throws -> Page<Treatment> {
        try reading { Page(try $0.treatments(of: patient, page), limit: page.limit) }
    }

    package func treatment(_ id: TreatmentID) throws -> Treatment? { try reading { try $0.treatment(id) } }

    /// Those that new plans may follow.
    package func careProtocols() throws -> [CareProtocol] { try reading { try $0.careProtocols() } }

    /// Every version that new plans may follow, or that plans follow which are not over.
    package func knownCareProtocols() throws -> [KnownProtocol] { try reading { try $0.knownCareProtocols() } }

    /// A version that was ever followed or offered; without one, the newest that is offered, or else that plans follow.
    package func careProtocol(_ id: ProtocolID, version: Int?) throws -> CareProtocol? {
        try reading { tx in
            if let version { return try tx.careProtocol(ProtocolReference(id: id, version: version)) }
            let followed = try tx.careProtocol(id) == nil ? tx.knownCareProtocols() : []
            return try tx.careProtocol(id) ?? followed.last { $0.careProtocol.id == id }?.careProtocol
        }
    }

    package func reminders(
        of patient: PatientID?, state: ReminderState?, before: ReminderCursor?, limit: Int
    ) throws -> [Reminder] {
        try reminders(of: patient, states: state.map { [$0] } ?? [], before: before, limit: limit)
    }

    /// - Parameter states: none: all of them.
    package func reminders(
        of patient: PatientID?, states: Set<ReminderState>, before: ReminderCursor?, limit: Int
    ) throws -> [Reminder] {
        try reading { try $0.reminders(of: patient, states: states, before: before, limit: limit) }
    }

    /// The same, as they are listed.
    package func reminderPage(
        of patient: PatientID?, states: Set<ReminderState>, before: ReminderCursor?, limit: Int
    ) throws -> Page<ListedReminder> {
        let reminders = try reminders(of: patient, states: states, before: before, limit: limit)
        return Page(reminders.map { ListedReminder($0, store: store.id) }, limit: limit)
    }

    /// Without a patient: those of everybody.
    package func reactions(of patient: PatientID?, _ page: PageRequest) throws -> Page<Reaction> {
        try reading { Page(try $0.reactions(of: patient, page), limit: page.limit) }
    }

    package func reaction(_ id: ReactionID) throws -> Reaction? { try reading { try $0.reaction(id) } }
}
