import Aftercare
import AftercareAPI
import AftercareEngine
import Hummingbird
import Logging
import ServiceLifecycle

/// The requests that there are, each handed to the engine in its own words.
struct Routes {
    let engine: Engine
    let version: String
    /// What an administrator should mend, found outside the engine.
    let complaints: @Sendable () -> Complaints
    /// The place that the service runs in.
    let machine: @Sendable () -> MachineBody
    /// Whether viewers are not told who somebody is, as of now.
    let hidesPersons: @Sendable () -> Bool
    private let parts = ClinicParts()

    init(
        engine: Engine, version: String, complaints: @escaping @Sendable () -> Complaints,
        machine: @escaping @Sendable () -> MachineBody, hidesPersons: @escaping @Sendable () -> Bool = { false }
    ) {
        self.engine = engine
        self.version = version
        self.complaints = complaints
        self.machine = machine
        self.hidesPersons = hidesPersons
    }

    func router(for access: ControlServer.Access, logger: Logger) -> Router<PeerContext> {
        let router = Router(context: PeerContext.self)
        if access == .readOnly { router.add(middleware: PersonsHidden(isWanted: hidesPersons)) }
        router.add(middleware: ErrorAnswers(logger: logger))
        if access == .readOnly { router.add(middleware: ReadOnlyRoutes()) }
        let root = router.group(RouterPath(Wire.prefix))
        readings(root)
        proofs(root)
        if access == .readWrite {
            backup(root)
            changes(root)
        }
        return router
    }

    // MARK: Reading

    private func readings(_ root: RouterGroup<PeerContext>) {
        root.get("status") { _, _ in
            try Answer.ok(try await engine.status().with(complaints(), version: version))
        }
        root.get("status/:id") { _, context in
            try Answer.ok(try await engine.status(of: try context.id()))
        }
        root.get("patients") { request, _ in
            try Answer.ok(try await engine.patients(try request.page()))
        }
        root.get("patients/:id") { _, context in
            let id: PatientID = try context.id()
            guard let found = try await engine.patient(id) else {
                throw RefusedRequest([Problem(.unknownPatient, at: "", Problem.unknown(patient: id.rawValue))])
            }
            return try Answer.ok(found)
        }
        root.get("plans") { request, _ in
            let page = try request.page()
            return try Answer.ok(try await engine.plans(of: try request.id("patient"), page))
        }
        root.get("plans/:id") { _, context in
            let id: PlanID = try context.id()
            guard let assigned = try await engine.assignedPlan(id) else {
                throw RefusedRequest([Problem(.unknownPlan, at: "", "unknown plan '\(id)'; run 'aftercarectl plan list'")])
            }
            return try Answer.ok(assigned)
        }
        root.get("treatments") { request, _ in
            let page = try request.page()
            return try Answer.ok(try await engine.treatments(of: try request.id("patient"), page))
        }
        root.get("treatments/:id") { _, context in
            let id: TreatmentID = try context.id()
            guard let treatment = try await engine.treatment(id) else {
                throw RefusedRequest([
                    Problem(.unknownTreatment, at: "", "unknown treatment '\(id)'; run 'aftercarectl treatment list'")
                ])
            }
            return try Answer.ok(treatment)
        }
        protocols(root)
        root.get("reactions") { request, _ in
            let page = try request.page()
            return try Answer.ok(try await engine.reactions(of: try request.id("patient"), page))
        }
        root.get("reactions/:id") { _, context in
            let id: ReactionID = try context.id()
            guard let reaction = try await engine.reaction(id) else {
                throw RefusedRequest([Problem(.unknownReaction, at: "", Problem.unknown(reaction: id))])
            }
            return try Answer.ok(reaction)
        }
        root.post("preview") { request, context in
            try Answer.ok(try await engine.preview(try await StrictBody.read(PreviewRequest.self, from: request, context)))
        }
        root.get("reminders") { request, _ in
            let limit = try request.page().limit
            return try Answer.ok(
                try await engine.reminderPage(
                    of: try request.id("patient"), states: try request.states(), before: try request.reminderCursor(), limit: limit))
        }
    }

    /// All that is known of every patient: nothing for those who only look.
    private func backup(_ root: RouterGroup<PeerContext>) {
        root.get("backup") { _, context in
            try BackupAnswer.response(try await engine.backup(by: try await context.requester()), on: context)
        }
    }

    // MARK: Changing

    private func changes(_ root: RouterGroup<PeerContext>) {
        root.post("promote") { _, context in
            try Answer.ok(try await engine.promote(by: try await context.requester()))
        }
        root.post("patients") { request, context in
            try await carryOut(.addPatient(try await StrictBody.read(PatientRequest.self, from: request, context)), context)
        }
        root.post("patients/:id/change") { request, context in
            let id: PatientID = try context.id()
            let body = try await StrictBody.read(PatientRequest.self, from: request, context)
            guard body.id == id.rawValue else {
                throw RefusedRequest([Problem(.contradiction, at: "id", "the body speaks of '\(body.id)', and the path of '\(id)'")])
            }
            return try await carryOut(.changePatient(body), context)
        }
        root.post("patients/:id/erase") { _, context in try await carryOut(.erasePatient(try context.id()), context) }
        root.post("plans") { request, context in
            try await carryOut(.assignPlan(try await StrictBody.read(PlanRequest.self, from: request, context)), context)
        }
        root.post("plans/:id/change") { request, context in
            let body = try await StrictBody.read(PlanChangeRequest.self, from: request, context)
            return try await carryOut(.changePlan(try context.id(), body), context)
        }
        upgrades(root)
        root.post("treatments") { request, context in
            try await carryOut(.scheduleTreatment(try await StrictBody.read(TreatmentRequest.self, from: request, context)), context)
        }
        root.post("treatments/:id/move") { request, context in
            let body = try await StrictBody.read(MoveRequest.self, from: request, context)
            return try await carryOut(.moveTreatment(try context.id(), body), context)
        }
        root.post("treatments/:id/complete") { request, context in
            let body = try await StrictBody.read(CompletionRequest.self, from: request, context)
            return try await carryOut(.completeTreatment(try context.id(), body), context)
        }
        root.post("treatments/:id/cancel") { request, context in
            let body = try await StrictBody.read(CancellationRequest.self, from: request, context)
            return try await carryOut(.cancelTreatment(try context.id(), body), context)
        }
        takingBack(root)
        root.post("reminders/:id/respond") { request, context in
            let body = try await StrictBody.read(ResponseRequest.self, from: request, context)
            return try await carryOut(.respond(try context.parameters.require("id"), body), context)
        }
        root.post("reactions") { request, context in
            try await carryOut(.reportReaction(try await StrictBody.read(ReactionRequest.self, from: request, context)), context)
        }
        root.post("reactions/:id/clear") { request, context in
            try await carryOut(.clearReaction(try context.id()), context)
        }
        root.post("apply") { request, context in
            let body = try await parts.read(from: request, context)
            let isTrial = request.uri.queryParameters["trial"] == "true"
            let isMeant = request.uri.queryParameters["force"] == "true"
            let command = Command.apply(body, isTrial: isTrial, isMeant: isMeant)
            guard request.uri.queryParameters["progress"] == "true" else {
                // The server stops before the engine, and waits for its answers.
                return try await withGracefulShutdownHandler {
                    try await carryOut(command, context)
                } onGracefulShutdown: {
                    Task { await engine.stopImports() }
                }
            }
            let requester = try await context.requester()
            return ImportAnswer.response(body.count, on: context) { [engine] progress in
                try await engine.apply(command, by: requester, progress: progress)
            }
        }
    }

    func carryOut(_ command: Command, _ context: PeerContext) async throws -> Response {
        try Answer.ok(try await engine.apply(command, by: try await context.requester()))
    }
}

extension RequestContext {
    /// The name in the path.
    func id<Entity>() throws -> ID<Entity> {
        let text = try parameters.require("id")
        guard let id = ID<Entity>(text) else {
            throw RefusedRequest([Problem(.malformed, at: "", "'\(text)' is not a name; \(ID<Entity>.rule)")])
        }
        return id
    }
}

extension Request {
    func page() throws -> PageRequest {
        let limit = uri.queryParameters["limit"].map(String.init)
        guard let limit else { return PageRequest(after: uri.queryParameters["after"].map(String.init)) }
        guard let number = Int(limit), (1...PageRequest.largest).contains(number) else {
            throw RefusedRequest([Problem(.malformed, at: "limit", "'\(limit)' is not a number from 1 to \(PageRequest.largest)")])
        }
        return PageRequest(after: uri.queryParameters["after"].map(String.init), limit: number)
    }

    fileprivate func id<Entity>(_ name: String) throws -> ID<Entity>? {
        guard let text = uri.queryParameters[name[...]].map(String.init) else { return nil }
        var problems = Problems()
        let id: ID<Entity>? = problems.name(text, at: name)
        guard problems.list.isEmpty else { throw RefusedRequest(problems.list) }
        return id
    }

    /// `settled,seen`; none: all of them.
    fileprivate func states() throws -> Set<ReminderState> {
        guard let text = uri.queryParameters["state"].map(String.init) else { return [] }
        var problems = Problems()
        let states = text.split(separator: ",", omittingEmptySubsequences: false)
            .compactMap { problems.read(String($0), oneOf: ReminderState.self, at: "state") }
        guard problems.list.isEmpty else { throw RefusedRequest(problems.list) }
        return Set(states)
    }

    fileprivate func reminderCursor() throws -> ReminderCursor? {
        guard let text = uri.queryParameters["after"].map(String.init) else { return nil }
        let parts = text.split(separator: "_")
        guard parts.count == 2, let due = try? Instant(text: String(parts[0])),
            let id = try? OccurrenceID(text: String(parts[1]))
        else { throw RefusedRequest([Problem(.malformed, at: "after", "'\(text)' is not where a listing went to")]) }
        return ReminderCursor(due: due, id: id)
    }
}
