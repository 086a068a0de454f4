import Aftercare
import Testing

@testable import AftercareEngine

@Suite struct `A reading of the protocols` {
    private func version(_ id: String, _ version: Int, title: String = "Sample") -> CareProtocol {
        CareProtocol(
            id: name(id), version: version, title: Translations([.english: title]), language: .english, routes: [],
            usualDuration: nil, signOff: nil, sources: [:], instructions: [])
    }

    @Test func `tells what was added, changed, removed, and which has a new version`() {
        let old = [version("gone", 1), version("knee", 1), version("same", 2), version("text", 1)]
        let new = [version("fresh", 1), version("knee", 2), version("same", 2), version("text", 1, title: "Another")]
        #expect(
            ProtocolChange.list(from: old, to: new).map(\.description) == [
                "protocol fresh@1: added", "protocol knee: version 1 → 2; plans keep theirs until they are upgraded",
                "protocol text@1: changed, without a new version; no plan is pinned to it",
                "protocol gone@1: removed; plans that follow it go on",
            ])
    }

    @Test func `tells of versions side by side`() {
        #expect(ProtocolChange.list(from: [version("knee", 1)], to: [version("knee", 1), version("knee", 2)]) == [
            .added(version("knee", 2).reference)
        ])
    }

    @Test func `has nothing to tell where nothing changed`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        #expect(try await world.engine.load([sample]).changes == [.added(sample.reference)])
        #expect(try await world.engine.load([sample]) == LoadedProtocols())
    }
}
