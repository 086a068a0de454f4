import Aftercare
import AftercareStore

/// Runs one command within a transaction. It checks everything against the store's contents at that moment, and the
/// first refusal rolls back the whole command.
struct CommandHandler {
    let loader: CareRecordLoader
    let now: Instant
    let requester: Requester
    var outcome = Outcome()
    var allProblems: [Problem] = []
    var touched: Set<PatientID> = []
    /// The ids that the request states, accepted or not: a reference to one of them is not an error.
    var stated: Set<String> = []
    /// Patients with a new language, and plans with a new protocol.
    var newLanguages: Set<PatientID> = []
    var newProtocols: Set<PlanID> = []
    /// The data of the patient whose sessions are being stated; nil when there is none, or the patient is unknown.
    var chart: Chart?
    /// Whether the request comes from a file, which states each thing in full.
    var isFile = false
    private let begun = ContinuousClock.now

    init(loader: CareRecordLoader, now: Instant, requester: Requester) {
        self.loader = loader
        self.now = now
        self.requester = requester
    }

    var tx: StoreTransaction { loader.tx }

    mutating func handle(_ command: Command) throws {
        var isTrial = false
        switch command {
        case .addPatient(let request): try apply(request, at: "", isNew: true)
        case .changePatient(let request): try change(request)
        case .erasePatient(let id): try erase(id)
        case .assignPlan(let request): try apply(request, at: "", isNew: true)
        case .changePlan(let id, let request): try change(id, request)
        case .upgradePlans(let request, let trial):
            isTrial = trial
            try upgrade(request)
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
        case .apply(let request, let trial, let isMeant):
            isTrial = trial
            isFile = true
            try apply(request, isMeant: isMeant)
        }
        allProblems += try erased(among: touched)
        guard allProblems.isEmpty else { throw RefusedRequest(allProblems) }
        for patient in touched.sorted() {
            try checkTime()
            let schedule = try loader.plan(patient, now: now)
            if command.describesFuture { allProblems += schedule?.contradictions() ?? [] }
        }
        guard allProblems.isEmpty else { throw RefusedRequest(allProblems) }
        try noteLanguages()
        outcome.notes += outcome.drafts.map(Self.note(onDraft:))
        if isTrial { throw Trial(outcome: outcome) }
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
