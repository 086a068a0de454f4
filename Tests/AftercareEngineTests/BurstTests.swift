import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Testing

/// Many reminders at once.
@Suite struct `A burst` {
    @Test func `that exceeds the journal's rate limit arrives whole, each reminder once, at the pace that the journal bears`() async throws
    {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        try await world.arrangeMany(1_300)
        world.journal.change { $0.isLimiting = true }
        await world.pass(until: "2026-03-02T09:00:20Z")
        let journal = try await world.engine.status().journal
        #expect(journal.state == .failing && journal.reason?.isEmpty == false)
        await world.pass(until: "2026-03-02T09:10:00Z")
        #expect(try await world.engine.status().journal == .ok)
        let ids = world.journal.reminders.compactMap { $0["AFTERCARE_REMINDER_ID"] }
        #expect(ids.count == 1_301)
        #expect(Set(ids).count == 1_301)
        #expect(Set(world.journal.reminders.compactMap { $0["AFTERCARE_SEQ"] }) == Set((1...1_301).map(String.init)))
        // Where the limit was learned in the first window, nothing more was dropped.
        let dropped = world.journal.reminders.count { $0["AFTERCARE_ATTEMPT"] != "1" }
        // Two batches of 256 were in the air.
        #expect((1...512).contains(dropped), "\(dropped)")
        #expect(world.journal.reminders.allSatisfy { ["1", "2"].contains($0["AFTERCARE_ATTEMPT"]) })
    }

    @Test func `goes out in the order in which it was due`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        // Q-1000 is due last, Q-1029 first.
        try await world.arrangeMany(30) { "2026-03-02T09:\(String(59 - $0)):00Z" }
        await world.engine.stop()
        world.time.move(to: instant("2026-03-02T10:00:00Z"))
        try await world.restart()
        let due = world.journal.reminders.compactMap { $0["AFTERCARE_DUE"] }
        #expect(due.count == 31)
        #expect(due == due.sorted())
    }
}
