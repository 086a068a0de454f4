import Aftercare
import AftercareStore

/// Runs one command within a transaction. It checks everything against the store's contents at that moment, and the
/// first refusal rolls back the whole command.
struct CommandHandler {
    let loader: CareRecordLoader
    let now: Instant
    let requester: Requester
    var outcome = Outcome()
    /// Where in the request each change of the outcome was stated.
    var places = Places()
    var allProblems: [Problem] = []
    /// What is known of the touched patients' plans and treatments together.
    private(set) var contradictions: [Problem] = []
    var touched: Set<PatientID> = []
    /// The ids that the request states, accepted or not: a reference to one of them is not an error.
    var stated: Set<String> = []
    /// Whether a file states other keys than before of something.
    var statesOtherKeys = false
    /// Patients with a new language, and plans with a new protocol.
    var newLanguages: Set<PatientID> = []
    var newProtocols: Set<PlanID> = []
    var foreignLanguages = ForeignLanguages()
    /// The data of the patient whose sessions are being stated; nil when there is none, or the patient is unknown.
    var chart: Chart?
    /// Whether the request comes from a file, which states each thing in full.
    var isFile = false
    private let begun: ContinuousClock.Instant

    /// - Parameter begun: when the command began, which must not take too long.
    init(loader: CareRecordLoader, now: Instant, requester: Requester, begun: ContinuousClock.Instant = ContinuousClock.now) {
        self.loader = loader
        self.now = now
        self.requester = requester
        self.begun = begun
    }

    var tx: StoreTransaction { loader.tx }

    mutating func handle(_ command: Command) throws {
        switch command {
        case .addPatient(let request): try apply(request, at: "", isNew: true)
        case .changePatient(let request): try change(request)
        case .erasePatient(let id): try erase(id)
        case .assignPlan(let request): try apply(request, at: "", isNew: true)
        case .changePlan(let id, let request): try change(id, request)
        case .upgradePlans(let request, isTrial: _): try upgrade(request)
        case .scheduleTreatment(let request): try apply(request, at: "", isNew: true)
        case .moveTreatment(let id, let request): try move(id, request)
        case .completeTreatment(let id, let request): try complete(id, request)
        case .cancelTreatment(let id, let request): try cancel(id, request)
        case .reopenTreatment(let id, let request): try reopen(id, request)
        case .changeTreatment(let id, let request): try change(id, request)
        case .enteredInError(let mistake): try enteredInError(mistake)
        case .respond(let reminder, let request): try respond(to: reminder, request)
        case .reportReaction(let request): try report(request)
        case .clearReaction(let id): try clear(id)
        case .apply(let request, isTrial: _, let isMeant): try apply(request, isMeant: isMeant)
        }
        try plan(describingFuture: command.describesFuture)
        guard allProblems.isEmpty, contradictions.isEmpty else { throw RefusedRequest(allProblems + contradictions) }
        outcome.notes += try foreignLanguages.notes(in: tx) + outcome.drafts.map(Self.note(onDraft:))
    }

    /// Plans the touched patients anew, unless something is wrong with the statements themselves.
    ///
    /// - Parameter isFuture: whether statements that contradict one another are a problem.
    mutating func plan(describingFuture isFuture: Bool) throws {
        allProblems += try erased(among: touched)
        guard allProblems.isEmpty else { return }
        for patient in touched.sorted() {
            try checkTime()
            let schedule = try loader.plan(patient, now: now)
            if isFuture { contradictions += schedule?.contradictions() ?? [] }
        }
        try gatherLanguages()
    }

    // MARK: Shared by all commands

    /// - Throws: `EngineError` when the command has already taken too long.
    func checkTime() throws {
        guard let longest = loader.environment.maxChangeTime, ContinuousClock.now - begun > longest else { return }
        throw EngineError(tooMuchFor: longest)
    }

    /// Returns `value`, or nil after recording the problems found with it.
    ///
    /// - Parameter names: the ids that the value refers to. When the same request states one of these and it was itself
    ///   refused, "unknown" would only repeat the first problem in misleading words.
    mutating func accepted<Value>(_ value: Value?, _ problems: Problems, naming names: [String?] = []) -> Value? {
        let isStatedHere = !allProblems.isEmpty && names.compactMap(\.self).contains { stated.contains($0) }
        allProblems += problems.list.filter { problem in
            !(isStatedHere && (problem.code == .unknownPatient || problem.code == .unknownPlan))
        }
        return problems.list.isEmpty ? value : nil
    }
}

extension CommandHandler {
    /// Where in its list of the request each change of the outcome was stated, in the outcome's order.
    struct Places {
        fileprivate(set) var patients: [Int] = []
        fileprivate(set) var plans: [Int] = []
        fileprivate(set) var treatments: [Int] = []
        /// The place of the current statement.
        var current = 0
    }

    mutating func enter(_ change: Outcome.Change<Patient>) {
        outcome.patients.append(change)
        places.patients.append(places.current)
    }

    mutating func enter(_ change: Outcome.Change<Plan>) {
        outcome.plans.append(change)
        places.plans.append(places.current)
    }

    mutating func enter(_ change: Outcome.Change<Treatment>) {
        outcome.treatments.append(change)
        places.treatments.append(places.current)
    }
}

extension Problems {
    /// Refuses to add something whose id already exists.
    mutating func rejectDuplicate(id: String?, kind: StoreTransaction.StatedEntity, exists: Bool) {
        guard exists, let id else { return }
        let kind = kind.rawValue
        add(
            .duplicateID, at: "id",
            "there is a \(kind) '\(id)' already; choose another id, or change it with 'aftercarectl \(kind) change \(id)'")
    }
}

extension Command {
    /// Whether the command describes the future. Statements about the past are never refused for contradictions.
    fileprivate var describesFuture: Bool {
        switch self {
        case .addPatient, .changePatient, .assignPlan, .changePlan, .upgradePlans, .scheduleTreatment, .moveTreatment, .reopenTreatment,
            .changeTreatment, .apply:
            true
        case .completeTreatment, .cancelTreatment, .enteredInError, .erasePatient, .respond, .reportReaction, .clearReaction: false
        }
    }
}
