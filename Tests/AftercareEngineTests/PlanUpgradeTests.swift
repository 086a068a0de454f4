import Aftercare
import Testing

@testable import AftercareEngine

/// Three plans of `sample@1`: one active, one on hold, one that is over; and one of another protocol.
@Suite struct `An upgrade of all plans of a protocol` {
    private let other = version("other", 1, [instruction("no-alcohol", "24h", .moments([.start]))])
    /// Eight hours more without alcohol, and no smoking.
    private let second = version(
        "sample", 2,
        [instruction("no-alcohol", "32h", .moments([.start, .end])), instruction("no-smoking", "24h", .moments([.start]), kind: .advise)])

    private func world(_ changes: [InstructionChange]? = nil) async throws -> World {
        let world = try World(at: "2026-03-02T08:00:00Z")
        _ = try await world.engine.load([sample, other])
        let names = ["P-1", "P-2", "P-3", "P-4"]
        try await world.apply(
            ClinicRequest(
                patients: names.map { PatientRequest(id: $0, zone: "Europe/Berlin") },
                plans: [
                    PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample", changes: changes),
                    PlanRequest(id: "PL-2", patient: "P-2", protocol: "sample", without: ["no-alcohol"], status: "on-hold"),
                    PlanRequest(id: "PL-3", patient: "P-3", protocol: "sample"),
                    PlanRequest(id: "PL-4", patient: "P-4", protocol: "other"),
                ],
                treatments: [TreatmentRequest(id: "T-1", patient: "P-1", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")]))
        try await world.ask(.changePlan(name("PL-3"), PlanChangeRequest(status: "completed")))
        _ = try await world.engine.load([second, other])
        return world
    }

    private func versions(_ world: World) async throws -> [String] {
        try await world.engine.plans(of: nil, PageRequest()).items.map { "\($0.id) \($0.careProtocol)" }
    }

    private let all = UpgradeRequest(protocol: "sample")

    @Test func `takes those that are not over, and tells for whom what is otherwise`() async throws {
        let world = try await world()
        let outcome = try await world.ask(.upgradePlans(all, isTrial: false))
        #expect(try await versions(world) == ["PL-1 sample@2", "PL-2 sample@2", "PL-3 sample@1", "PL-4 other@1"])
        #expect(outcome.plans.map(\.kind) == [.changed, .changed])
        #expect(
            outcome.upgrades.map { "\($0.from) \($0.to) \($0.plans) \($0.differences.map(\.description).joined(separator: "; "))" } == [
                "sample@1 sample@2 [PL-1] 'no-alcohol': window, remind; 'no-smoking' is new",
                "sample@1 sample@2 [PL-2] 'no-smoking' is new",
            ])
        #expect(try await world.ask(.upgradePlans(all, isTrial: false)).plans.isEmpty)
    }

    @Test func `shows the same on trial, and changes nothing`() async throws {
        let world = try await world()
        let trial = try await world.engine.apply(.upgradePlans(all, isTrial: true), by: .service)
        #expect(try await versions(world).prefix(2) == ["PL-1 sample@1", "PL-2 sample@1"])
        #expect(trial.upgrades == (try await world.ask(.upgradePlans(all, isTrial: false))).upgrades)
    }

    @Test func `says what the newer version says from then on`() async throws {
        let world = try await world()
        await world.engine.start()
        try await world.ask(.upgradePlans(all, isTrial: false))
        await world.pass(until: "2026-03-04T09:00:00Z")
        let ledger = try await world.ledger().sorted()
        #expect(ledger == ["no-alcohol@settled", "no-alcohol@settled", "no-smoking@settled"])
    }

    @Test func `upgrades none where one does not fit, and names all that do not`() async throws {
        let world = try await world([InstructionChange(id: name("no-alcohol"), usefulFor: .hours(2))])
        // The instruction that one plan changes is gone, and a compress must be chosen by each.
        let choice = instruction("compress", "24h", .moments([.start]), kind: .compress, modality: .planDecides)
        _ = try await world.engine.load([version("sample", 3, [choice]), other])
        do {
            try await world.ask(.upgradePlans(all, isTrial: false))
            Issue.record("it was not refused")
        } catch let refusal as RefusedRequest {
            #expect(
                refusal.problems.map { "\($0.path) \($0.code.rawValue)" } == [
                    "PL-1.compress modality-missing", "PL-1.changes.no-alcohol missing", "PL-2.compress modality-missing",
                ])
        }
        #expect(try await versions(world).prefix(2) == ["PL-1 sample@1", "PL-2 sample@1"])
    }

    @Test func `chooses a compress only where the plan has not`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        func compresses(_ number: Int, _ names: String...) -> CareProtocol {
            version("sample", number, names.map { instruction($0, "24h", .moments([.start]), kind: .compress, modality: .planDecides) })
        }
        _ = try await world.engine.load([compresses(1, "ice")])
        try await world.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-1", zone: "Europe/Berlin")],
                plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample", compress: "warm")]))
        _ = try await world.engine.load([compresses(2, "ice", "pad")])
        let outcome = try await world.ask(.upgradePlans(UpgradeRequest(protocol: "sample", compress: "cold"), isTrial: false))
        #expect(outcome.plans.first?.value.modalities == [name("ice"): .warm, name("pad"): .cold])
    }

    @Test func `tells of each version that is left, and of one that is followed already nothing`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        for number in 1...2 {
            _ = try await world.engine.load([version("sample", number, sample.instructions)])
            try await world.apply(
                ClinicRequest(
                    patients: [PatientRequest(id: "P-\(number)")],
                    plans: [PlanRequest(id: "PL-\(number)", patient: "P-\(number)", protocol: "sample")]))
        }
        _ = try await world.engine.load([version("sample", 3, second.instructions)])
        let outcome = try await world.ask(.upgradePlans(UpgradeRequest(protocol: "sample", version: "newest"), isTrial: false))
        #expect(outcome.upgrades.map { "\($0.from) \($0.plans)" } == ["sample@1 [PL-1]", "sample@2 [PL-2]"])
        #expect(try await world.ask(.upgradePlans(UpgradeRequest(plan: "PL-1"), isTrial: false)).upgrades == [])
    }

    @Test func `that asks for warmth and cold at once is refused`() async throws {
        let world = try await world()
        try await world.ask(.changeTreatment(name("T-1"), TreatmentChangeRequest(site: "knee")))
        func compress(_ id: String, _ modality: Modality) -> Instruction {
            instruction(id, "24h", .moments([.start]), kind: .compress, modality: modality)
        }
        _ = try await world.engine.load([version("sample", 2, [compress("ice", .cold), compress("pad", .warm)]), other])
        #expect(try await world.refused(.upgradePlans(UpgradeRequest(plan: "PL-1"), isTrial: false)) == ["contradiction"])
    }

    @Test func `of what there is not is refused`() async throws {
        let world = try await world()
        #expect(try await world.refused(.upgradePlans(UpgradeRequest(protocol: "nothing"), isTrial: false)) == ["unknown-protocol"])
        #expect(
            try await world.refused(.upgradePlans(UpgradeRequest(protocol: "sample", version: "9"), isTrial: true)) == ["unknown-protocol"])
        #expect(try await world.refused(.upgradePlans(UpgradeRequest(plan: "PL-9"), isTrial: false)) == ["unknown-plan"])
        // A version is a number in digits alone, as in a reference.
        for version in ["+2", "02", " 2", "0", "-2"] {
            #expect(
                try await world.refused(.upgradePlans(UpgradeRequest(protocol: "sample", version: version), isTrial: true)) == [
                    "unknown-protocol"
                ])
            #expect(try await world.refused(.changePlan(name("PL-1"), PlanChangeRequest(version: version))) == ["unknown-protocol"])
        }
        #expect(try await world.refused(.upgradePlans(UpgradeRequest(), isTrial: false)) == ["contradiction"])
        #expect(try await world.refused(.upgradePlans(UpgradeRequest(plan: "PL-3"), isTrial: false)) == ["already-finished"])
    }
}

@Suite struct `A plan that is assigned` {
    @Test func `says that its protocol is a draft, once for each protocol`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        _ = try await world.engine.load([sample])
        let outcome = try await world.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-1"), PatientRequest(id: "P-2")],
                plans: [
                    PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample"),
                    PlanRequest(id: "PL-2", patient: "P-2", protocol: "sample"),
                ]))
        #expect(outcome.drafts == [sample.reference])
        #expect(outcome.notes.count == 1)
        #expect(outcome.notes.first?.hasPrefix("protocol 'sample@1' is a draft: no clinician has signed it off; ") == true)
        #expect(try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "on-hold"))).drafts == [])
    }

    @Test func `says of a signed protocol nothing`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        let signed = version("sample", 1, sample.instructions, signOff: SignOff(by: "Dr. Ada Example", on: "2026-03-01"))
        _ = try await world.engine.load([signed])
        try await world.apply(ClinicRequest(patients: [PatientRequest(id: "P-1")]))
        let outcome = try await world.ask(.assignPlan(PlanRequest(patient: "P-1", protocol: "sample")))
        #expect(outcome.drafts == [] && outcome.notes == [])
    }

    @Test func `says what it leaves out that cannot wait, and how that is taken back`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        let signs = instruction("signs", "24h", .moments([.start]), kind: .monitor)
        _ = try await world.engine.load([version("sample", 1, sample.instructions + [signs])])
        try await world.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-1")],
                plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample", without: ["no-alcohol"])]))
        let outcome = try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(without: ["signs"])))
        #expect(outcome.notes.count == 1)
        #expect(outcome.notes.first?.hasPrefix("plan 'PL-1' leaves out 'signs': P-1 is not told what to watch for") == true)
        #expect(outcome.notes.first?.hasSuffix("'aftercarectl plan change PL-1 --with signs'") == true)
        #expect(try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(without: ["signs", "no-alcohol"]))).notes == [])
        // Nobody is told anything of a plan that ends.
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(with: ["signs"])))
        #expect(try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "completed", without: ["signs"]))).notes == [])
    }
}

private func version(_ id: String, _ version: Int, _ instructions: [Instruction], signOff: SignOff? = nil) -> CareProtocol {
    CareProtocol(
        id: name(id), version: version, title: Translations([.english: "Sample"]), language: .english, routes: [.intramuscular],
        usualDuration: nil, signOff: signOff, sources: [:], instructions: instructions)
}
