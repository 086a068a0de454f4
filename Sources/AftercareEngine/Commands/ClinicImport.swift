import Aftercare
import AftercareStore
import Foundation

/// What is known so far of a large request that is taken in piece by piece.
struct ClinicImport {
    let request: ClinicRequest
    /// Whether what looks like a mistake is accepted too.
    let isMeant: Bool
    let requester: Requester
    let now: Instant
    /// The engine's surroundings when it began: settings that change meanwhile count from the next request on.
    let environment: EngineEnvironment
    private let shares: [ClinicRequest.Share]
    private let stated: Set<String>
    private var next = 0
    private var patientsPerPiece = 4
    /// Changes of patients whom the store knew before. They are made with the last piece: what is known counts at once.
    private var postponed: [ClinicRequest.Share] = []
    private var problems: [Problem]
    private var contradictions: [Problem] = []
    private var changes = Changes()
    private var foreignLanguages = ForeignLanguages()
    private(set) var progress: ImportProgress

    /// So long a piece may take: whatever becomes due meanwhile waits for its end.
    private static let longestPiece = Duration.milliseconds(10)
    private static let mostPatientsPerPiece = 256

    init(_ request: ClinicRequest, isMeant: Bool, by requester: Requester, now: Instant, in environment: EngineEnvironment) {
        self.request = request
        self.isMeant = isMeant
        self.requester = requester
        self.now = now
        self.environment = environment
        shares = request.shares()
        stated = request.statedIDs
        problems = request.repeatedIDs()
        progress = ImportProgress(of: request.count)
    }

    var isFaultless: Bool { problems.isEmpty && contradictions.isEmpty }
    var isWeighed: Bool { next == shares.count }

    /// Everything that is wrong with it, in the order in which it is stated.
    var refusal: RefusedRequest? {
        if isFaultless { return nil }
        return RefusedRequest(problems.isEmpty ? contradictions : problems.inStatedOrder())
    }

    /// Weighs the next few patients' statements.
    ///
    /// - Parameter write: runs one transaction.
    mutating func weighPiece(isWritten: Bool, store: UUID, _ write: ((StoreTransaction) throws -> Void) throws -> Void) throws {
        let piece = shares[next..<min(next + patientsPerPiece, shares.count)]
        var weighed = Weighed()
        let began = ContinuousClock.now
        try write { tx in
            // It is run again where it could not be committed.
            weighed = Weighed()
            let loader = loader(tx, of: store)
            for share in piece { try weigh(share, by: loader, into: &weighed) }
        }
        let took = ContinuousClock.now - began
        next = piece.endIndex
        take(weighed)
        let count = piece.reduce(0) { $0 + $1.count }
        progress.weighed += count
        if isWritten, isFaultless { progress.written += count - weighed.postponed.reduce(0) { $0 + $1.count } }
        let fitting = Int(Double(piece.count) * (Self.longestPiece / took))
        patientsPerPiece = max(1, min(fitting, patientsPerPiece * 2, Self.mostPatientsPerPiece))
    }

    /// What the last piece found.
    private struct Weighed {
        var handlers: [CommandHandler] = []
        var postponed: [ClinicRequest.Share] = []
    }

    private func weigh(_ share: ClinicRequest.Share, by loader: CareRecordLoader, into weighed: inout Weighed) throws {
        var handler = handler(loader, begun: ContinuousClock.now)
        guard try PatientID(share.patient).flatMap(loader.tx.patient) != nil else {
            try handle(share, by: &handler)
            return weighed.handlers.append(handler)
        }
        try loader.tx.tryOut { try handle(share, by: &handler) }
        if handler.changesSomething, handler.isFaultless { weighed.postponed.append(share) } else { weighed.handlers.append(handler) }
    }

    private func loader(_ tx: StoreTransaction, of store: UUID) -> CareRecordLoader {
        CareRecordLoader(tx: tx, store: store, environment: environment)
    }

    private func handler(_ loader: CareRecordLoader, begun: ContinuousClock.Instant) -> CommandHandler {
        var handler = CommandHandler(loader: loader, now: now, requester: requester, begun: begun)
        handler.stated = stated
        return handler
    }

    private func handle(_ share: ClinicRequest.Share, by handler: inout CommandHandler) throws {
        try handler.apply(share, of: request, isMeant: isMeant)
        try handler.plan(describingFuture: true)
    }

    private mutating func take(_ weighed: Weighed) {
        postponed += weighed.postponed
        for handler in weighed.handlers { take(handler) }
    }

    private mutating func take(_ handler: CommandHandler) {
        problems += handler.allProblems
        contradictions += handler.contradictions
        changes.add(handler)
        foreignLanguages.add(handler.foreignLanguages)
    }

    /// Changes the patients whom the store knew before. It is the last thing that is written.
    ///
    /// - Returns: what the whole request changed.
    /// - Throws: `RefusedRequest` where something is wrong by now; `EngineError` where there are too many.
    mutating func finish(in tx: StoreTransaction, of store: UUID) throws -> Outcome {
        let begun = ContinuousClock.now
        let loader = loader(tx, of: store)
        for share in postponed {
            var handler = handler(loader, begun: begun)
            try handle(share, by: &handler)
            take(handler)
        }
        if let refusal { throw refusal }
        progress.written = progress.weighed
        var outcome = changes.outcome
        outcome.notes += try foreignLanguages.notes(in: tx) + outcome.drafts.map(CommandHandler.note(onDraft:))
        return outcome
    }
}

/// What several handlers changed, each with its place in the request.
private struct Changes {
    private var patients: [(place: Int, change: Outcome.Change<Patient>)] = []
    private var plans: [(place: Int, change: Outcome.Change<Plan>)] = []
    private var treatments: [(place: Int, change: Outcome.Change<Treatment>)] = []
    private var notes: [String] = []
    private var drafts: [ProtocolReference] = []

    mutating func add(_ handler: CommandHandler) {
        patients += zip(handler.places.patients, handler.outcome.patients).map { ($0, $1) }
        plans += zip(handler.places.plans, handler.outcome.plans).map { ($0, $1) }
        treatments += zip(handler.places.treatments, handler.outcome.treatments).map { ($0, $1) }
        notes += handler.outcome.notes
        drafts += handler.outcome.drafts.filter { !drafts.contains($0) }
    }

    /// In the order of the request.
    var outcome: Outcome {
        func ordered<Value>(_ changes: [(place: Int, change: Outcome.Change<Value>)]) -> [Outcome.Change<Value>] {
            changes.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element.change)
        }
        return Outcome(
            patients: ordered(patients), plans: ordered(plans), treatments: ordered(treatments), notes: notes, drafts: drafts)
    }
}

extension CommandHandler {
    fileprivate var isFaultless: Bool { allProblems.isEmpty && contradictions.isEmpty }

    fileprivate var changesSomething: Bool {
        statesOtherKeys || outcome.patients.contains { $0.kind != .unchanged } || outcome.plans.contains { $0.kind != .unchanged }
            || outcome.treatments.contains { $0.kind != .unchanged }
    }
}

extension [Problem] {
    /// Patients, plans and treatments, each in the order in which they are stated; then the rest.
    fileprivate func inStatedOrder() -> [Problem] {
        let sections = ["patients", "plans", "treatments"]
        func place(_ problem: Problem) -> (Int, Int) {
            let steps = problem.path.split(separator: ".", maxSplits: 2)
            guard steps.count > 1, let section = sections.firstIndex(of: String(steps[0])), let place = Int(steps[1]) else {
                return (sections.count, 0)
            }
            return (section, place)
        }
        let placed = enumerated().map { (place: place($0.element), offset: $0.offset, problem: $0.element) }
        return placed.sorted { ($0.place.0, $0.place.1, $0.offset) < ($1.place.0, $1.place.1, $1.offset) }.map(\.problem)
    }
}
