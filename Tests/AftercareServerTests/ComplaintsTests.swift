import Aftercare
import Testing

@testable import AftercareServer

@Suite struct `A status of everybody` {
    private let now = Instant(seconds: 1_800_000_000)

    @Test func `is all that is to be mended, and what a program looks for besides`() {
        var status = ServiceStatus(now: now, since: now - 3600, journal: .ok)
        status.complaints = ["the engine's"]
        let complaints = Complaints(["set 'contact'"], notReloaded: ["line 3 is wrong"], storageLow: "1 MiB is free")
        let whole = status.with(complaints, version: "test")
        #expect(whole.version == "test")
        #expect(whole.complaints == ["the engine's", "line 3 is wrong", "set 'contact'", "1 MiB is free"])
        #expect(whole.notReloaded == ["line 3 is wrong"] && whole.storageLow == "1 MiB is free")
        #expect(status.with([], version: "test").notReloaded.isEmpty)
    }
}
