import Aftercare
import Testing

@testable import AftercareEngine

@Suite struct `A reading of the protocols` {
    private func version(
        _ id: String, _ version: Int, title: String = "Sample", signOff: SignOff? = nil, routes: [Route] = [],
        sources: [String: String] = [:]
    ) -> CareProtocol {
        CareProtocol(
            id: name(id), version: version, title: Translations([.english: title]), language: .english, routes: routes,
            usualDuration: nil, signOff: signOff, sources: sources, instructions: [])
    }

    private func signed(_ careProtocol: CareProtocol, title: String = "Sample", instructions: [Instruction]? = nil) -> CareProtocol {
        CareProtocol(
            id: careProtocol.id, version: careProtocol.version, title: Translations([.english: title]), language: .english,
            routes: careProtocol.routes, usualDuration: nil, signOff: SignOff(by: "Dr. Ada Example", on: "2026-03-01"), sources: [:],
            instructions: instructions ?? careProtocol.instructions)
    }

    @Test func `tells what was added, changed, removed, and which has a new version`() {
        let old = [version("gone", 1), version("knee", 1), version("same", 2), version("text", 1)]
        let new = [version("fresh", 1), version("knee", 2), version("same", 2), version("text", 1, routes: [.topical])]
        #expect(
            ProtocolChange.list(from: old, to: new).map(\.description) == [
                "protocol fresh@1: added", "protocol knee: version 1 → 2; plans keep theirs until they are upgraded",
                "protocol text@1: changed, without a new version; no plan follows it",
                "protocol gone@1: removed; plans that follow it go on",
            ])
    }

    @Test func `tells of versions side by side`() {
        #expect(
            ProtocolChange.list(from: [version("knee", 1)], to: [version("knee", 1), version("knee", 2)]) == [
                .added(version("knee", 2).reference)
            ])
    }

    @Test func `tells of other sources`() {
        let old = version("knee", 1)
        #expect(
            ProtocolChange.list(from: [old], to: [version("knee", 1, sources: ["sheet": "The sheet"])]) == [.particulars(old.reference)])
    }

    @Test func `tells up to four differences of a file that is refused, else three and how many more`() {
        func changes(_ count: Int) -> String {
            RefusedProtocol(
                reference: version("knee", 1).reference, plans: 1,
                differences: (1...count).map { ProtocolDifference(instruction: name("i\($0)"), change: .added) }
            ).description
        }
        #expect(changes(4).contains("has changed ('i1' is new; 'i2' is new; 'i3' is new; 'i4' is new), but 1 plan follows"))
        #expect(changes(5).contains("('i1' is new; 'i2' is new; 'i3' is new; 2 more)"))
    }

    @Test func `takes a signature in under the plans that follow that version, and tells of it`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        try await world.arrange()
        let loaded = try await world.engine.load([signed(sample, title: "Another")])
        #expect(loaded.refused == [])
        #expect(
            loaded.changes.map(\.description) == [
                "protocol sample@1: signed off by Dr. Ada Example on 2026-03-01",
                "protocol sample@1: its title or sources changed; patients are told the same",
            ])
        #expect(try await world.engine.assignedPlan(name("PL-1"))?.careProtocol.isDraft == false)
        #expect(
            try await world.engine.load([sample]).changes.first?.description
                == "protocol sample@1: its signature was taken back; it is a draft again")
    }

    @Test func `takes no other sentence in with a signature, and names what is other`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        try await world.arrange()
        let more = sample.instructions + [instruction("no-smoking", "24h", .moments([.start]))]
        let loaded = try await world.engine.load([signed(sample, instructions: more)])
        #expect(loaded.refused.map(\.differences) == [[ProtocolDifference(instruction: name("no-smoking"), change: .added)]])
        #expect(try await world.engine.assignedPlan(name("PL-1"))?.careProtocol == sample)
    }

    @Test(arguments: ["completed", "revoked"]) func `is not held up by a plan that is over`(status: String) async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        try await world.arrange()
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: status)))
        let loaded = try await world.engine.load([signed(sample, instructions: [instruction("no-smoking", "24h", .moments([.start]))])])
        #expect(loaded.refused == [] && loaded.changes == [.changed(sample.reference)])
    }

    @Test func `knows every version that is offered or followed, and how many plans follow it`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        try await world.arrange()
        let second = version("sample", 2)
        _ = try await world.engine.load([second, version("text", 1)])
        func known() async throws -> [String] {
            try await world.engine.knownCareProtocols().map {
                "\($0.careProtocol.reference) \($0.plans)\($0.isOffered ? "" : " not offered")"
            }
        }
        #expect(try await known() == ["sample@1 1 not offered", "sample@2 0", "text@1 0"])
        #expect(try await world.engine.careProtocol(sample.id, version: nil) == second)
        #expect(try await world.engine.careProtocol(sample.id, version: 1) == sample)
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "completed")))
        #expect(try await known() == ["sample@2 0", "text@1 0"])
        #expect(try await world.engine.careProtocol(sample.id, version: 1) == sample)
        _ = try await world.engine.load([])
        #expect(try await world.engine.careProtocol(sample.id, version: nil) == nil)
    }

    @Test func `shows the newest that plans follow where none is offered`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        try await world.arrange()
        _ = try await world.engine.load([version("sample", 2)])
        try await world.apply(
            ClinicRequest(patients: [PatientRequest(id: "P-2")], plans: [PlanRequest(id: "PL-2", patient: "P-2", protocol: "sample")]))
        _ = try await world.engine.load([])
        #expect(try await world.engine.careProtocol(sample.id, version: nil)?.version == 2)
    }

    @Test func `has nothing to tell where nothing changed`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        #expect(try await world.engine.load([sample]).changes == [.added(sample.reference)])
        #expect(try await world.engine.load([sample]) == LoadedProtocols())
    }
}
