import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import AftercareEngine
@testable import AftercareServer

/// What the engine tells, as it goes over the socket: nothing of it is lost on the way.
@Suite struct `What is told` {
    private static let now = Instant(seconds: 1_800_000_000)

    private static func id<Entity>(_ text: String) -> ID<Entity> {
        guard let id = ID<Entity>(text) else { preconditionFailure("not a name: \(text)") }
        return id
    }

    @Test func `of everybody is all that is to be mended, and what a program looks for besides`() {
        var status = ServiceStatus(now: Self.now, since: Self.now - 3600, journal: .ok)
        status.complaints = ["the engine's"]
        let complaints = Complaints(["set 'contact'"], notReloaded: ["line 3 is wrong"], storageLow: "1 MiB is free")
        let told = status.with(complaints, version: "test")
        #expect(told.version == "test")
        #expect(told.complaints == ["the engine's", "line 3 is wrong", "set 'contact'", "1 MiB is free"])
        #expect(told.notReloaded == ["line 3 is wrong"] && told.storageLow == "1 MiB is free")
        #expect(status.with([], version: "test").notReloaded.isEmpty)
    }

    @Test func `of an upgrade is from where to where, and what should be known of it`() throws {
        let (older, newer) = (ProtocolReference(id: Self.id("knee"), version: 1), ProtocolReference(id: Self.id("knee"), version: 2))
        var outcome = Outcome()
        outcome.notes = ["it is a draft"]
        outcome.drafts = [newer]
        outcome.upgrades = [Upgrade(from: older, to: newer, plans: [Self.id("PL-1")], differences: [])]
        let body = OutcomeBody(outcome, store: UUID())
        #expect(body.upgrades?.map(\.from) == [older] && body.upgrades?.map(\.to) == [newer])
        #expect(body.drafts == [newer] && body.notes == ["it is a draft"])
        let nothing = OutcomeBody(Outcome(), store: UUID())
        #expect(nothing.upgrades == nil && nothing.drafts == nil && nothing.notes == nil)
    }
}
