import Testing
import torture

/// The real engine over a clock, a journal and a store that misbehave as a seed dictates; 'make torture' simulates
/// 10,000 days of patients.
@Suite struct `A seeded life` {
    @Test(arguments: [1, 2] as [UInt64])
    func `loses nothing, says nothing twice or early, and gets stuck nowhere`(seed: UInt64) async throws {
        let assigned = try await SeededLife(seed: seed, patients: 6, days: 14).run()
        #expect(assigned.findings == [], "seed \(seed)")
        #expect(assigned.tally.isClean)
        #expect(assigned.tally.reminders > 40 && assigned.events > 10, "hardly anything happened")
    }

    @Test func `is the same each time`() async throws {
        let life = SeededLife(seed: 4, patients: 3, days: 12)
        let (one, other) = (try await life.run(), try await life.run())
        #expect(one.tally.reminders == other.tally.reminders && one.events == other.events)
        #expect(one.tally.reminders > 20)
    }
}
