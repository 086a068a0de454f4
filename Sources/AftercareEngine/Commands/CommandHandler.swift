import Aftercare
import AftercareStore

/// One command being carried out within a transaction: everything is weighed first-hand against what the
/// store holds at that moment, and the first refusal undoes it all.
struct CommandHandler {
    let loader: CareRecordLoader
    let now: Instant
    let requester: Requester
    var outcome = Outcome()
    var allProblems: [Problem] = []
    var touched: Set<PatientID> = []
    /// What the request states, admitted or not: whoever names one of these is not wrong for that.
    var stated: Set<String> = []
    /// Those whose language is new, and the plans whose protocol is.
    var newLanguages: Set<PatientID> = []
    var newProtocols: Set<PlanID> = []
    /// The patient whose sessions are being stated; nil: nobody, or nobody who is known.
    var chart: Chart?
    /// Whether the request is a file's: what it states is stated whole.
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

    // MARK: Common to all

    /// - Throws: `EngineError` where it has taken too long already.
    func checkTime() throws {
        guard let longest = loader.environment.maxChangeTime, ContinuousClock.now - begun > longest else { return }
        throw EngineError(tooMuchFor: longest)
    }

    /// `value`, unless something was found against it.
    ///
    /// - Parameter names: what it refers to. Where that is stated by the same request and was itself refused,
    ///   "unknown" would only repeat the first complaint in misleading words.
    mutating func accepted<Value>(_ value: Value?, _ problems: Problems, naming names: [String?] = []) -> Value? {
        let isStatedHere = !allProblems.isEmpty && names.compactMap(\.self).contains { stated.contains($0) }
        allProblems += problems.list.filter { problem in
            !(isStatedHere && (problem.code == .unknownPatient || problem.code == .unknownPlan))
        }
        return problems.list.isEmpty ? value : nil
    }
}

extension Problems {
    /// Refuses a new thing of that id where there is one already.
    mutating func rejectDuplicate(id: String?, kind: StoreTransaction.StatedEntity, exists: Bool) {
        guard exists, let id else { return }
        let kind = kind.rawValue
        add(
            .duplicateID, at: "id", "there is a \(kind) '\(id)' already; choose another id, or change it with 'aftercarectl \(kind) change \(id)'")
    }
}

extension Command {
    /// Whether it states what is to be, and not what was: facts are never refused for what they contradict.
    fileprivate var describesFuture: Bool {
        switch self {
        case .addPatient, .changePatient, .assignPlan, .changePlan, .upgradePlans, .scheduleTreatment, .moveTreatment, .reopenTreatment,
            .changeTreatment, .apply:
            true
        case .completeTreatment, .cancelTreatment, .enteredInError, .erasePatient, .respond, .reportReaction, .clearReaction: false
        }
    }
}
