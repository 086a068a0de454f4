import Aftercare
import AftercareSimulation
import Testing

@testable import AftercareEngine

@Suite struct `A reminder that several begin like` {
    /// The reminders of the sample, under other ids.
    private func named(_ ids: [String]) async throws -> [Reminder] {
        let world = try World(at: "2026-03-02T08:00:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T10:00:00Z")
        let said = try #require(try await world.engine.reminders(of: nil, state: nil, before: nil, limit: 1).first)
        return try ids.map { id in
            Reminder(
                id: try OccurrenceID(text: id), patient: said.patient, occurrence: said.occurrence, state: said.state, sequence: nil,
                attempt: 1, reason: nil, payload: nil, decidedAt: said.decidedAt, emittedAt: nil, cursor: nil)
        }
    }

    @Test func `is told by as many letters as tell them apart`() async throws {
        let short = try await named(["1a2b3c4d-0000-5000-8000-000000000000", "1a2b9999-0000-5000-8000-000000000000"])
        #expect(CommandHandler.names(of: short) == "1a2b3c4d (no-alcohol of P-1), 1a2b9999 (no-alcohol of P-1)")
        let long = try await named(["1a2b3c4d-0000-5000-8000-000000000000", "1a2b3c4d-1000-5000-8000-000000000000"])
        #expect(CommandHandler.names(of: long) == "1a2b3c4d-0 (no-alcohol of P-1), 1a2b3c4d-1 (no-alcohol of P-1)")
    }

    @Test func `is told with three of them, and that there are more`() async throws {
        let all = try await named((1...4).map { "\($0)a2b3c4d-0000-5000-8000-000000000000" })
        let three = "1a2b3c4d (no-alcohol of P-1), 2a2b3c4d (no-alcohol of P-1), 3a2b3c4d (no-alcohol of P-1)"
        #expect(CommandHandler.names(of: Array(all.prefix(3))) == three)
        #expect(CommandHandler.names(of: all) == three + ", …")
    }

    @Test func `is named by four letters at least, be they capitals`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T10:00:00Z")
        let id = try #require(world.journal.reminders.first?["AFTERCARE_REMINDER_ID"])
        func refused(_ name: String) async throws -> [String] {
            try await world.refused(.respond(name, ResponseRequest(answer: "acknowledged")))
        }
        #expect(try await refused(String(id.prefix(3))) == ["unknown-reminder"])
        #expect(try await refused(String(id.prefix(4))) == [])
        #expect(try await refused(id.uppercased()) == ["already-finished"])
    }
}
