import Aftercare
import Testing

/// A request that plans follow a newer version of their protocol. The plan of these samples has chosen cold.
@Suite struct `A request for an upgrade` {
    private let ice = compress(modality: .planDecides)
    private var older: CareProtocol { careProtocol(ice, noAlcohol) }
    private var assigned: Plan { plan(of: older, modalities: [id("ice"): .cold]) }

    private func modalities(under instructions: [Instruction]) -> [InstructionID: Modality]? {
        let newer = CareProtocol(
            id: id("sample"), version: 2, title: older.title, language: .english, routes: older.routes, usualDuration: nil,
            signOff: nil, sources: [:], instructions: instructions)
        var problems = Problems()
        let upgraded = UpgradeRequest(compress: "warm").admit(
            assigned, to: newer, now: at("2026-03-20T12:00:00Z"), problems: &problems)
        #expect(problems.list == [])
        return upgraded?.modalities
    }

    @Test func `decides only what the newer version leaves to the plan, and nothing anew`() {
        #expect(modalities(under: [noAlcohol]) == [:])
        #expect(modalities(under: [ice, noAlcohol]) == [id("ice"): .cold])
        #expect(modalities(under: [compress("warmth", modality: .planDecides), ice]) == [id("ice"): .cold, id("warmth"): .warm])
    }

    @Test func `finds the newer version other only in what the plan asks of its patient`() {
        let newer = careProtocol(compress(modality: .planDecides, every: "4h"), noAlcohol, version: 2)
        func differences(_ plan: Plan) -> [String] {
            newer.asked(by: plan).differences(from: older.asked(by: plan)).map(\.description)
        }
        #expect(differences(assigned) == ["'ice': remind"])
        let without = assigned.with(switchedOff: [id("ice")])
        #expect(differences(without) == [])
        #expect(older.asked(by: without).instructions == [noAlcohol])
    }
}
