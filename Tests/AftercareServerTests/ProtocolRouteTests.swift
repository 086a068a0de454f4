import Aftercare
import AftercareAPI
import AftercareClient
import AftercareEngine
import Testing

/// Protocols and their versions over the socket.
@Suite struct `A version of a protocol` {
    private static let second = CareProtocol(
        id: id("sample"), version: 2, title: Translations([.english: "Sample"]), language: .english, routes: [.intramuscular],
        usualDuration: .minutes(45), signOff: nil, sources: [:], instructions: [])

    private static func id<Entity>(_ text: String) -> ID<Entity> {
        guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
        return id
    }

    private func open(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open { desk in
            let request = ClinicRequest(
                patients: [PatientRequest(id: "P-1", zone: "UTC")], plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")])
            let outcome: Outcome = try await desk.client.post("apply", request)
            #expect(outcome.drafts.map(\.text) == ["sample@1"])
            _ = try await desk.engine.load([Self.second])
            try await body(desk)
        }
    }

    @Test func `is listed and shown for as long as a plan follows it`() async throws {
        try await open { desk in
            let list: ProtocolList = try await desk.client.get("protocols")
            #expect(list.protocols.map(\.reference.text) == ["sample@1", "sample@2"])
            #expect(list.use?.map(\.isOffered) == [false, true])
            #expect(list.use?.map(\.plans) == [1, 0])
            let older: CareProtocol = try await desk.client.get("protocols/sample@1")
            #expect(older.version == 1)
            let newest: CareProtocol = try await desk.client.get("protocols/sample")
            #expect(newest == Self.second)
        }
    }

    @Test(arguments: [
        ("sample@3", "there is sample@1, sample@2"), ("knie", "run 'aftercarectl protocol list'"),
        ("a b", "run 'aftercarectl protocol list'"),
    ])
    func `that there is not is answered with those that there are`(name: String, hint: String) async throws {
        try await open { desk in
            let error = await #expect(throws: ErrorBody.self) { let _: CareProtocol = try await desk.client.get("protocols/\(name)") }
            #expect(error?.problems.map(\.message) == ["unknown protocol '\(name)'; \(hint)"])
        }
    }

    @Test func `is followed by all plans of the older one, on trial and for good`() async throws {
        try await open { desk in
            let request = UpgradeRequest(protocol: "sample")
            let trial: Outcome = try await desk.client.post("plans/upgrade", request, query: ["trial": "true"])
            #expect(trial.upgrades.map(\.plans) == [[Self.id("PL-1")]])
            #expect(trial.upgrades.first?.differences.map(\.description) == ["'no-alcohol' is gone"])
            let before: AssignedPlan = try await desk.client.get("plans/PL-1")
            #expect(before.plan.careProtocol.version == 1)
            let _: Outcome = try await desk.client.post("plans/upgrade", request)
            let after: AssignedPlan = try await desk.client.get("plans/PL-1")
            #expect(after.plan.careProtocol.version == 2)
        }
    }

    @Test func `reminders are listed by several states`() async throws {
        try await open { desk in
            let _: Outcome = try await desk.client.post("treatments", TreatmentRequest(patient: "P-1", plan: "PL-1", start: "now-45min"))
            await desk.engine.idle()
            for states in ["printed,seen", "seen,printed"] {
                let found: Page<ListedReminder> = try await desk.client.get("reminders", query: ["state": states])
                #expect(found.items.map(\.state) == [.printed], "\(states)")
            }
            let error = await #expect(throws: ErrorBody.self) {
                let _: Page<ListedReminder> = try await desk.client.get("reminders", query: ["state": "settled,gone"])
            }
            #expect(error?.problems.map(\.path) == ["state"])
        }
    }
}
