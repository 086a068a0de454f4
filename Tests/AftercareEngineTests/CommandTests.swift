import Aftercare
import AftercareEngine
import AftercareStore
import Testing

@Suite struct `A command` {
    private let good = ClinicRequest(
        patients: [PatientRequest(id: "P-1")], plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")],
        treatments: [TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-09T08:00:00Z", duration: "1h")])

    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        _ = try await world.engine.load([sample])
        return world
    }

    private func kinds(_ outcome: Outcome) -> [String] {
        outcome.patients.map(\.kind.rawValue) + outcome.plans.map(\.kind.rawValue)
            + outcome.treatments.map(\.kind.rawValue)
    }

    private func problems(_ request: ClinicRequest, in world: World) async throws -> [String] {
        do {
            try await world.apply(request)
            return []
        } catch let refusal as RefusedRequest {
            return refusal.problems.map { "\($0.path): \($0.code.rawValue)" }
        }
    }

    @Test func `that is wrong anywhere changes nothing, and tells everything`() async throws {
        let world = try await world()
        var request = good
        request.patients.append(PatientRequest(id: "P-2", zone: "Mars/Base"))
        request.plans.append(PlanRequest(id: "PL-2", patient: "P-9", protocol: "nonsense"))
        request.treatments.append(TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-09T08:00:00Z", end: "2026-03-09T07:00:00Z"))
        #expect(
            try await problems(request, in: world) == [
                "treatments.1.id: duplicate-id", "patients.1.zone: unknown-zone", "plans.1.patient: unknown-patient",
                "plans.1.protocol: unknown-protocol", "treatments.1.end: ends-before-start",
            ])
        #expect(try await world.engine.patients(PageRequest()).items == [])
        #expect(try world.store.read { try $0.audit(limit: 10) } == [])
    }

    @Test func `does not blame whoever names a thing that was itself refused`() async throws {
        let world = try await world()
        var request = good
        request.patients[0].zone = "Mars/Base"
        #expect(try await problems(request, in: world) == ["patients.0.zone: unknown-zone"])
    }

    @Test func `that is stated twice changes nothing the second time`() async throws {
        let world = try await world()
        let first = try await world.apply(good)
        #expect(kinds(first) == ["created", "created", "created"])
        let second = try await world.apply(good)
        #expect(kinds(second) == ["unchanged", "unchanged", "unchanged"])
        #expect(try world.store.read { try $0.audit(limit: 10) }.count == 3)
    }

    @Test func `on trial tells what it would change, and changes nothing`() async throws {
        let world = try await world()
        let outcome = try await world.apply(good, isTrial: true)
        #expect(outcome.patients.map(\.kind) == [.created])
        #expect(try await world.engine.patients(PageRequest()).items == [])
    }

    @Test func `is written into the audit with who asked`() async throws {
        let world = try await world()
        try await world.apply(good)
        let entries = try world.store.read { try $0.audit(limit: 10) }
        #expect(entries.map(\.action) == ["treatment.create", "plan.create", "patient.create"])
        #expect(entries.allSatisfy { $0.uid == 1000 && $0.at == instant("2026-03-02T07:00:00Z") })
    }

    @Test func `that would hold up reminders for long is refused, and changes nothing`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z", maxChangeTime: .zero)
        _ = try await world.engine.load([sample])
        let error = await #expect(throws: EngineError.self) { try await world.apply(good) }
        #expect(error?.kind == .tooMuch)
        #expect(try await world.engine.patients(PageRequest()).items == [])
        // Planning takes time too, where little was stated.
        await #expect(throws: EngineError.self) { try await world.ask(.addPatient(PatientRequest(id: "P-1"))) }
    }

    /// Each states one kind of thing, which would be refused if it were read.
    @Test(arguments: [
        ClinicRequest(patients: [PatientRequest(id: "P-1", zone: "Mars/Base")]),
        ClinicRequest(plans: [PlanRequest(id: "PL-1", patient: "P-9", protocol: "sample")]),
        ClinicRequest(treatments: [TreatmentRequest(id: "T-1", patient: "P-9", start: "2026-03-09T08:00:00Z", duration: "1h")]),
    ])
    func `that takes too long to read is given up, be it wrong or not`(request: ClinicRequest) async throws {
        let world = try World(at: "2026-03-02T07:00:00Z", maxChangeTime: .zero)
        let error = await #expect(throws: EngineError.self) { try await world.apply(request) }
        #expect(error?.kind == .tooMuch)
    }

    @Test func `that adds what is there already is refused`() async throws {
        let world = try await world()
        try await world.apply(good)
        await #expect(throws: RefusedRequest.self) {
            try await world.engine.apply(.addPatient(PatientRequest(id: "P-1")), by: .service)
        }
        await #expect(throws: RefusedRequest.self) {
            try await world.engine.apply(.scheduleTreatment(good.treatments[0]), by: .service)
        }
    }

    @Test func `for an unknown treatment is refused`() async throws {
        let world = try await world()
        await #expect(
            throws: RefusedRequest([Problem(.unknownTreatment, at: "", "unknown treatment 'T-9'; run 'aftercarectl treatment list'")])
        ) {
            try await world.engine.apply(.cancelTreatment(name("T-9"), CancellationRequest()), by: .service)
        }
    }

    @Test(arguments: [true, false])
    func `for a series whose sessions would overlap is refused, meant or not`(isMeant: Bool) async throws {
        let world = try await world()
        var request = good
        request.treatments = []
        try await world.apply(request)
        var series = TreatmentRequest(
            id: "S", patient: "P-1", start: "2026-03-09T08:00:00Z", duration: "45min", every: "10min", times: 3)
        series.force = isMeant
        let problem = Problem(
            .contradiction, at: "every",
            "sessions that last 45min cannot begin 10min after one another; let them lie at least 45min apart, or give a shorter duration")
        await #expect(throws: RefusedRequest([problem])) {
            try await world.engine.apply(.scheduleTreatment(series), by: .service)
        }
        request.treatments = [series]
        await #expect(throws: RefusedRequest([Problem(problem.code, at: "treatments.0.every", problem.message)])) {
            try await world.engine.apply(.apply(request, isTrial: false, isMeant: isMeant), by: .service)
        }
        #expect(try await world.engine.treatments(of: nil, PageRequest()).items == [])
        series.every = "45min"
        request.treatments = [series]
        #expect(try await world.apply(request).treatments.map(\.kind) == [.created, .created, .created])
        // A file that states the same again changes nothing.
        #expect(try await world.apply(request).treatments.map(\.kind) == [.unchanged, .unchanged, .unchanged])
    }

    @Test func `gives plans and treatments without a name the next free one`() async throws {
        let world = try await world()
        try await world.apply(good)
        let outcome = try await world.engine.apply(
            .scheduleTreatment(TreatmentRequest(patient: "P-1", start: "2026-03-10T08:00:00Z", duration: "1h")), by: .service)
        #expect(outcome.treatments.map(\.value.id) == [name("T-0002")])
    }

    @Test func `keeps a plan on the version of its protocol until another is named`() async throws {
        let world = try await world()
        try await world.apply(good)
        let second = CareProtocol(
            id: sample.id, version: 2, title: sample.title, language: sample.language, routes: sample.routes,
            usualDuration: nil, signOff: nil, sources: [:], instructions: sample.instructions)
        let loaded = try await world.engine.load([second])
        #expect(loaded.refused == [] && loaded.changes == [.version(sample.id, from: 1, to: 2)])
        try await world.apply(good)
        #expect(try await world.engine.plans(of: nil, PageRequest()).items.map(\.careProtocol.version) == [1])
        try await world.apply(ClinicRequest(plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample@2")]))
        #expect(try await world.engine.plans(of: nil, PageRequest()).items.map(\.careProtocol.version) == [2])
    }

    @Test func `cannot change what a pinned version of a protocol says`() async throws {
        let world = try await world()
        try await world.apply(good)
        let changed = CareProtocol(
            id: sample.id, version: 1, title: sample.title, language: sample.language, routes: sample.routes,
            usualDuration: nil, signOff: nil, sources: [:], instructions: [])
        let loaded = try await world.engine.load([changed])
        #expect(
            loaded.refused.map(\.description)
                == [
                    "protocol 'sample@1' has changed ('no-alcohol' is gone), but 1 plan follows that version; raise its 'version' "
                        + "in the file, reload, and run 'aftercarectl plan upgrade --all --protocol sample'"
                ])
        #expect(loaded.changes == [])
        #expect(try await world.engine.assignedPlan(name("PL-1"))?.careProtocol == sample)
    }

    @Test func `cannot follow a protocol whose file is gone, and a plan that does goes on`() async throws {
        let world = try await world()
        try await world.apply(good)
        let loaded = try await world.engine.load([])
        #expect(loaded.refused == [] && loaded.changes == [.removed(sample.reference)])
        #expect(try await world.engine.careProtocols() == [])
        #expect(
            try await problems(ClinicRequest(plans: [PlanRequest(patient: "P-1", protocol: "sample")]), in: world) == [
                "plans.0.protocol: unknown-protocol"
            ])
        #expect(try await problems(good, in: world) == [])
    }
}
