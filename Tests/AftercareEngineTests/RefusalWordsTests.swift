import Aftercare
import AftercareSimulation
import AftercareStore
import Testing

@testable import AftercareEngine

/// What a person reads of a command that is refused, or that does less than it seems to.
@Suite struct `The words of a command` {
    private func world(until now: String = "2026-03-02T09:10:00Z") async throws -> World {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: now)
        return world
    }

    private func refusal(_ command: Command, in world: World) async throws -> [String] {
        do {
            try await world.ask(command)
            return []
        } catch let refusal as RefusedRequest {
            return refusal.problems.map { "\($0.path): \($0.code.rawValue): \($0.message)" }
        }
    }

    private static let session = TreatmentRequest(
        id: "T-1", patient: "P-1", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")

    private static let refused: [(Command, String)] = [
        (
            .addPatient(PatientRequest(id: "P-1")),
            "id: duplicate-id: there is a patient 'P-1' already; choose another id, or change it with 'aftercarectl patient change P-1'"
        ),
        (
            .assignPlan(PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")),
            "id: duplicate-id: there is a plan 'PL-1' already; choose another id, or change it with 'aftercarectl plan change PL-1'"
        ),
        (
            .scheduleTreatment(session),
            "id: duplicate-id: there is a treatment 'T-1' already; choose another id, or change it with 'aftercarectl treatment change T-1'"
        ),
        (
            .changePatient(PatientRequest(id: "P-9")),
            ": unknown-patient: unknown patient 'P-9'; run 'aftercarectl patient list', or add it with 'aftercarectl patient add'"
        ),
        (
            .enteredInError(.patient(name("P-9"))),
            ": unknown-patient: unknown patient 'P-9'; run 'aftercarectl patient list', or add it with 'aftercarectl patient add'"
        ),
        (
            .changePlan(name("PL-9"), PlanChangeRequest(status: "on-hold")),
            ": unknown-plan: unknown plan 'PL-9'; run 'aftercarectl plan list'"
        ),
        (.enteredInError(.plan(name("PL-9"))), ": unknown-plan: unknown plan 'PL-9'; run 'aftercarectl plan list'"),
        (
            .enteredInError(.treatment(name("T-9"))),
            ": unknown-treatment: unknown treatment 'T-9'; run 'aftercarectl treatment list'"
        ),
        (
            .moveTreatment(name("T-9"), MoveRequest(start: "2026-03-05T08:00:00Z")),
            ": unknown-treatment: unknown treatment 'T-9'; run 'aftercarectl treatment list'"
        ),
        (.clearReaction(name("R-0009")), ": unknown-reaction: unknown reaction 'R-0009'; run 'aftercarectl reaction list'"),
        (.enteredInError(.reaction(name("R-0009"))), ": unknown-reaction: unknown reaction 'R-0009'; run 'aftercarectl reaction list'"),
        (
            .respond("no-id", ResponseRequest(answer: "acknowledged")),
            ": unknown-reminder: unknown reminder 'no-id'; 'aftercarectl reminders' shows their ids, of which the first 8 letters will do"
        ),
        (
            .upgradePlans(UpgradeRequest(protocol: "nothing"), isTrial: false),
            "protocol: unknown-protocol: unknown protocol 'nothing'; run 'aftercarectl protocol list'"
        ),
        (
            .upgradePlans(UpgradeRequest(protocol: "no name"), isTrial: false),
            "protocol: unknown-protocol: unknown protocol 'no name'; run 'aftercarectl protocol list'"
        ),
        (
            .upgradePlans(UpgradeRequest(protocol: "sample", version: "9"), isTrial: false),
            "version: unknown-protocol: protocol 'sample' has no version '9'; run 'aftercarectl protocol list'"
        ),
        (
            .upgradePlans(UpgradeRequest(plan: "PL-1", version: "9"), isTrial: false),
            "version: unknown-protocol: protocol 'sample' has no version '9'; run 'aftercarectl protocol list'"
        ),
        (
            .upgradePlans(UpgradeRequest(plan: "PL-9"), isTrial: false),
            "plan: unknown-plan: unknown plan 'PL-9'; run 'aftercarectl plan list'"
        ),
        (
            .upgradePlans(UpgradeRequest(protocol: "sample", plan: "PL-1"), isTrial: false),
            ": contradiction: say which plans: one 'plan', or a 'protocol' for all that follow it"
        ),
    ]

    @Test(arguments: refused) func `that is refused name what is wrong, and what to do`(command: Command, problem: String) async throws {
        #expect(try await refusal(command, in: try await world()) == [problem])
    }

    @Test func `that states a thing twice name the second, and nothing that has no id`() async throws {
        let world = try await world()
        func unnamed(_ day: Int) -> TreatmentRequest {
            TreatmentRequest(patient: "P-2", start: "2026-03-1\(day)T08:00:00Z", duration: "1h")
        }
        let plan = PlanRequest(id: "PL-2", patient: "P-2", protocol: "sample")
        let request = ClinicRequest(
            patients: ["P-2", "P-3", "P-2"].map { PatientRequest(id: $0) }, plans: [plan, plan], treatments: [unnamed(0), unnamed(1)])
        #expect(
            try await refusal(.apply(request, isTrial: false), in: world) == [
                "patients.2.id: duplicate-id: 'P-2' stands here twice; give one of them another id",
                "plans.1.id: duplicate-id: 'PL-2' stands here twice; give one of them another id",
            ])
    }

    @Test func `for a session of a plan that is over ask whether it is for the record`() async throws {
        let world = try await world()
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "completed")))
        var request = CompletionRequest(ended: "2026-03-02T09:00:00Z")
        #expect(
            try await refusal(.completeTreatment(name("T-1"), request), in: world) == [
                ": implausible: plan 'PL-1' of 'T-1' is completed, and nothing will be said of it; if it is for the record, say it again "
                    + "with '--force'"
            ])
        request.force = true
        let outcome = try await world.ask(.completeTreatment(name("T-1"), request))
        #expect(outcome.treatments.map(\.value.status) == [.completed])
    }

    @Test func `that states a session of which nothing is said tell why`() async throws {
        let world = try await world(until: "2026-03-02T07:00:00Z")
        func notes() async throws -> [String] { try await world.apply(ClinicRequest(treatments: [Self.session])).notes }
        #expect(try await notes() == [])
        try await world.ask(.cancelTreatment(name("T-1"), CancellationRequest()))
        #expect(
            try await notes() == [
                "treatment 'T-1' stays cancelled: nothing is said of it; 'aftercarectl treatment reopen T-1' takes that back"
            ])
        try await world.ask(.reopenTreatment(name("T-1"), ReopeningRequest()))
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "revoked")))
        #expect(
            try await notes() == [
                "plan 'PL-1' of treatment 'T-1' is revoked: nothing is said of it; 'aftercarectl treatment change T-1 --plan PLAN' "
                    + "gives it another"
            ])
    }
}

/// What a file states, and what it stated before.
@Suite struct `A statement of a file` {
    @Test func `has the keys that are in it, and no other`() {
        let patient = PatientRequest(id: "P-1", zone: "Asia/Tokyo", language: "de", quietHours: "none", status: "active", name: "Ana")
        #expect(patient.keys == ["zone", "language", "quiet-hours", "name"])
        #expect(PatientRequest(id: "P-1", language: "de", status: "active").keys == ["language"])
        #expect(PlanRequest(patient: "P-1", protocol: "sample", compress: "cold", without: [], status: "active").keys == ["without"])
        #expect(PlanRequest(patient: "P-1", protocol: "sample", changes: []).keys == ["changes"])
        let whole = TreatmentRequest(
            id: "T-1", patient: "P-1", plan: "PL-1", route: "topical", start: "now", duration: "1h", end: "now+1h", site: "knee",
            product: "X", manufacturer: "Y", lot: "Z")
        #expect(whole.keys == ["duration", "end", "site", "product"])
        #expect(TreatmentRequest(patient: "P-1", end: "now+1h", lot: "Z").keys == ["end"])
    }

    @Test(
        arguments: [
            ([], "- - []"), (["zone"], "America/New_York - []"), (["language"], "- en []"), (["name"], "- - [\"name\"]"),
            (["quiet-hours"], "- - [\"quiet-hours\"]"),
            (["zone", "quiet-hours", "language", "name"], "America/New_York en [\"name\", \"quiet-hours\"]"),
        ] as [(Set<String>, String)])
    func `has a patient as the clinic has everybody, in what it leaves out by now`(dropped: Set<String>, expected: String) {
        let whole = PatientRequest(id: "P-1").without(dropped, clinic: clinic)
        #expect("\(whole.zone ?? "-") \(whole.language ?? "-") \(whole.clear ?? ["nil"])" == expected)
    }

    @Test func `has a plan as the protocol has it, in what it leaves out by now`() {
        let stated = PlanRequest(patient: "P-1", protocol: "sample")
        let (one, other) = (stated.without(["without"]), stated.without(["changes"]))
        #expect(one.without == [] && one.changes == nil)
        #expect(other.without == nil && other.changes == [])
        #expect(stated.without([]) == stated)
    }

    @Test func `is new work as what adds something is, but not on trial`() {
        let clinic = ClinicRequest()
        let (upgrade, session) = (UpgradeRequest(plan: "PL-1"), TreatmentRequest(patient: "P-1"))
        let new: [Command] = [
            .addPatient(PatientRequest(id: "P-1")), .assignPlan(PlanRequest(patient: "P-1", protocol: "sample")),
            .scheduleTreatment(session), .apply(clinic, isTrial: false), .apply(clinic, isTrial: false, isMeant: true),
        ]
        let old: [Command] = [
            .apply(clinic, isTrial: true), .changePatient(PatientRequest(id: "P-1")), .erasePatient(name("P-1")),
            .changePlan(name("PL-1"), PlanChangeRequest()), .upgradePlans(upgrade, isTrial: false), .upgradePlans(upgrade, isTrial: true),
            .moveTreatment(name("T-1"), MoveRequest(start: "now")), .completeTreatment(name("T-1"), CompletionRequest(ended: "now")),
            .cancelTreatment(name("T-1"), CancellationRequest()), .reopenTreatment(name("T-1"), ReopeningRequest()),
            .changeTreatment(name("T-1"), TreatmentChangeRequest(site: "knee")), .enteredInError(.plan(name("PL-1"))),
            .respond("1a2b", ResponseRequest(answer: "declined")), .reportReaction(ReactionRequest(patient: "P-1", signs: ["pain"])),
            .clearReaction(name("R-0001")),
        ]
        #expect(new.map(\.isNewWork) == new.map { _ in true })
        #expect(old.map(\.isNewWork) == old.map { _ in false })
    }
}
