import Aftercare
import AftercareEngine
import AftercareStore
import Testing

/// The disk may be full, or gone, at any write of a command.
@Suite struct `A command of which a write fails` {
    private static let day = "2026-03-02"

    private static var resumed: PlanChangeRequest {
        var request = PlanChangeRequest(status: "active")
        request.enteredInError = true
        return request
    }

    /// What a clinic does, in an order in which each is admitted.
    private func commands(reminder: String) -> [Command] {
        [
            .addPatient(PatientRequest(id: "P-2", zone: "Europe/Berlin", language: "de", name: "N")),
            .changePatient(PatientRequest(id: "P-2", zone: "Europe/Paris")),
            .assignPlan(PlanRequest(id: "PL-2", patient: "P-2", protocol: "sample@1")),
            .changePlan(name("PL-2"), PlanChangeRequest(status: "on-hold")),
            .changePlan(name("PL-2"), PlanChangeRequest(status: "active")),
            .upgradePlans(UpgradeRequest(protocol: "sample", version: "newest"), isTrial: false),
            .scheduleTreatment(
                TreatmentRequest(id: "S-1", patient: "P-2", start: "2026-03-16 10:00", duration: "1h", every: "2w", times: 3)),
            .moveTreatment(name("S-1"), MoveRequest(start: "2026-03-17 10:00", rest: true)),
            .changePlan(name("PL-2"), PlanChangeRequest(status: "revoked")),
            .changePlan(name("PL-2"), Self.resumed),
            .cancelTreatment(name("S-1"), CancellationRequest()),
            .reopenTreatment(name("S-1"), ReopeningRequest()),
            .changeTreatment(name("T-1"), TreatmentChangeRequest(site: "knee")),
            .completeTreatment(name("T-1"), CompletionRequest(ended: "as-planned")),
            .respond(reminder, ResponseRequest(answer: "acknowledged")),
            .enteredInError(.response(reminder)),
            .reportReaction(ReactionRequest(patient: "P-1", signs: ["swelling"])),
            .clearReaction(name("R-0001")),
            .enteredInError(.reaction(name("R-0001"))),
            .apply(
                ClinicRequest(
                    patients: [PatientRequest(id: "P-3", zone: "Asia/Tokyo"), PatientRequest(id: "P-2", name: "M")],
                    plans: [PlanRequest(id: "PL-3", patient: "P-3", protocol: "sample")],
                    treatments: [TreatmentRequest(id: "T-3", patient: "P-3", start: "\(Self.day) 10:00", end: "\(Self.day) 11:00")]),
                isTrial: false, isMeant: true),
            .enteredInError(.treatment(name("T-3"))),
            .enteredInError(.plan(name("PL-3"))),
            .enteredInError(.patient(name("P-3"))),
            .erasePatient(name("P-2")),
        ]
    }

    private static let newer = CareProtocol(
        id: sample.id, version: 2, title: sample.title, language: sample.language, routes: sample.routes, usualDuration: nil,
        signOff: nil, sources: [:], instructions: [instruction("no-alcohol", "30h", .moments([.start, .end]))])

    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        _ = try await world.engine.load([sample, Self.newer])
        await world.pass(until: "2026-03-02T09:30:00Z")
        return world
    }

    /// Reminders and pseudonyms are called otherwise in every store.
    private func nameless(_ row: String) -> String {
        row.replacing(/[0-9a-f]{8}-[0-9a-f-]{27}/, with: "ID").replacing(/erased-[0-9a-f]{8}/, with: "erased")
    }

    @Test func `is refused, and has changed nothing; without the fault it changes all that it should`() async throws {
        let (world, twin) = (try await world(), try await world())
        func commands(of world: World) async throws -> [Command] {
            let said = try await world.engine.reminders(of: nil, state: .settled, before: nil, limit: 1)
            return self.commands(reminder: try #require(said.first?.id.text))
        }
        let fuse = try Fuse(in: world.store)
        var faults = 0
        for (command, twins) in zip(try await commands(of: world), try await commands(of: twin)) {
            let before = try world.store.clinic()
            for write in 0... {
                try #require(write < 60, "\(command)")
                try fuse.set(write)
                do {
                    _ = try await world.engine.apply(command, by: .user(1000))
                    try fuse.set(.max)
                    await world.engine.idle()
                    break
                } catch is EngineError {
                    faults += 1
                    try fuse.set(.max)
                    await world.engine.idle()
                    #expect(Set(try world.store.clinic()).symmetricDifference(before) == [], "write \(write) of \(command)")
                }
            }
            try await twin.ask(twins)
            let (found, expected) = (try world.store.clinic(), try twin.store.clinic())
            #expect(Set(found.map(nameless)).symmetricDifference(expected.map(nameless)) == [], "after \(command)")
        }
        #expect(faults > 60)
    }

    @Test func `leaves no session open that was over`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-05T00:00:00Z")
        // As the next pass for the patient does.
        try world.store.write { try $0.close([name("T-1")]) }
        try await world.insist(on: .changePatient(PatientRequest(id: "P-1", name: "Ana")))
        await world.engine.idle()
        #expect(try await world.engine.patients(PageRequest()).items.map(\.name) == ["Ana"])
        #expect(try world.store.read { try $0.openTreatments(of: name("P-1")) } == [])
    }

    @Test func `takes no protocol in, nor leaves one out, where the protocols change`() async throws {
        let world = try await world()
        let before = try world.store.clinic()
        let fuse = try Fuse(in: world.store)
        var faults = 0
        for write in 0... {
            try #require(write < 20)
            try fuse.set(write)
            do {
                _ = try await world.engine.load([Self.newer])
                break
            } catch is StoreError {
                faults += 1
                #expect(Set(try world.store.clinic()).symmetricDifference(before) == [], "write \(write)")
            }
        }
        // Two are no longer offered, and one is again.
        #expect(faults == 3)
        #expect(try world.store.read { try $0.careProtocols() }.map(\.version) == [2])
    }
}
