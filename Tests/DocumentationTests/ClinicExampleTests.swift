import Aftercare
import AftercareConfig
import AftercareEngine
import AftercareSimulation
import Foundation
import Testing

@testable import aftercarectl

/// The clinic's files that the pages show, given to the real engine, with the protocols that are shipped.
@Suite struct `An example of a clinic's file` {
    private func blocks() throws -> [Page.Block] { try Page("aftercare.clinic.5").blocks() }

    /// The service, without patients, on the evening of the day that the page is of.
    private func service() async throws -> Simulation {
        let protocols = ProtocolLibrary.load(directories: [Repository.folder.appending(path: "Config/protocols").path])
        let zones = ZoneDatabase()
        return try await Simulation(
            from: try Instant(text: "2026-11-30T18:00:00Z"), clinic: DaemonSettings.byDefault().clinic,
            careProtocols: protocols.protocols, zone: { (try? zones.zone(named: $0)) ?? nil })
    }

    /// What `aftercarectl apply` says where it refuses `block`; nil: it applies it.
    private func refusal(of block: Page.Block, by service: Simulation) async throws -> String? {
        let file = try ClinicFile(reading: SourceText(name: "clinic.yaml", text: block.text))
        do {
            try file.mustState()
            try await file.simulated(by: service)
            return nil
        } catch let refusal as FileRefusal {
            return Ending(refusal).lines.map { "\($0)\n" }.joined()
        }
    }

    @Test func `is taken as it stands, and changes nothing when it is applied again`() async throws {
        let files = try blocks().filter { $0.kind == .clinic }
        #expect(files.count >= 3)
        for block in files {
            let service = try await service()
            let complaint = try await refusal(of: block, by: service)
            #expect(complaint == nil, "\(block.line)")
            let request = try #require(ClinicRequest.read(SourceText(name: "", text: block.text)).value)
            let again = try await service.apply(request)
            let kinds = again.patients.map(\.kind.rawValue) + again.plans.map(\.kind.rawValue) + again.treatments.map(\.kind.rawValue)
            #expect(kinds.count >= request.patients.count + request.plans.count + request.treatments.count)
            #expect(kinds.allSatisfy { $0 == "unchanged" }, "\(block.line)")
        }
    }

    @Test func `has every key, and one of them is JSON`() throws {
        let files = try blocks().filter { $0.kind == .clinic }.map(\.text)
        let known = try KnownKeys.all()
        let keys = ["clinic file", "patient", "plan", "treatment", "product"].flatMap { known[$0] ?? [] }
        #expect(files.contains { text in keys.allSatisfy { text.contains("\($0):") } })
        #expect(files.contains { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) is [String: Any] })
    }

    @Test func `that is refused is refused in the words of the page`() async throws {
        let all = try blocks()
        let refused = all.indices.filter { all[$0].kind == .refusedClinic }
        #expect(!refused.isEmpty)
        #expect(refused.count == all.count { $0.kind == .refusal })
        for index in refused {
            let told = try #require(all.dropFirst(index + 1).first)
            #expect(told.kind == .refusal)
            let refusal = try await refusal(of: all[index], by: try await service())
            #expect(refusal == told.text)
        }
    }
}
