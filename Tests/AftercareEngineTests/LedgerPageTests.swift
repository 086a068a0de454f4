import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Testing

/// Three reminders, due on 2 March 2026 at 09:00 and 21:00 and on the 3rd at 09:00 UTC.
@Suite struct `A page of the ledger` {
    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-04T00:00:00Z")
        return world
    }

    @Test(
        arguments: [
            (nil, nil, 10, "from 1: 1 2 3"), (nil, nil, 4, "from 1: 1 2 3"), (nil, nil, 3, "from 1: 1 2 3, next 3"),
            (nil, nil, 2, "from 1: 1 2, next 2"), (nil, 2, 10, "from 1: 3"), (nil, 3, 10, "from 1:"),
            ("2026-03-02T21:00:00Z", nil, 10, "from 2: 2 3"), ("2026-03-02T21:00:01Z", nil, 10, "from 3: 3"),
            ("2026-03-03T09:00:01Z", nil, 10, "from 4:"), ("2026-03-02T21:00:00Z", 2, 10, "from 2: 3"),
            ("2026-03-02T21:00:00Z", 1, 1, "from 2: 2, next 2"),
        ] as [(String?, Int64?, Int, String)])
    func `begins at what was due then, and goes on behind the last`(
        since: String?, after: Int64?, limit: Int, expected: String
    ) async throws {
        let world = try await world()
        let page = try await world.engine.ledger(since: since.map(instant), after: after, limit: limit, uid: 0)
        let numbers = page.rows.map { " \($0.sequence)" }.joined()
        #expect("from \(page.first):\(numbers)" + (page.next.map { ", next \($0)" } ?? "") == expected)
    }

    @Test func `tells of every number without a row why it has none, and whose the records are`() async throws {
        let world = try await world()
        let second = try #require(try await world.engine.reminders(of: nil, state: .settled, before: nil, limit: 10).dropFirst().first)
        let elsewhere = JournaledReminder(id: OccurrenceID(uuid: UUID()), sequence: 12, attempt: 1, cursor: "c9", text: "Over.")
        try world.store.write { tx in
            _ = try tx.withdraw(second, .proven)
            try tx.leave(numbersUpTo: 10)
            try tx.recover([elsewhere])
            try tx.setRestored(at: instant("2026-03-03T12:00:00Z"))
        }
        let page = try await world.engine.ledger(since: nil, after: nil, limit: 10, uid: 4711)
        #expect(page.rows.map(\.sequence) == [1, 3])
        #expect(page.free == [2] && page.left == [4...10, 12...12] && page.highest == 12)
        #expect(page.uid == 4711 && page.store == world.store.id.uuidString.lowercased())
        #expect(page.writers == [Writer(epoch: 1, author: world.journal.owner, since: instant("2026-03-02T08:59:00Z"))])
        #expect(page.restoredAt == instant("2026-03-03T12:00:00Z"))
        // What is due later than everything begins above all of them.
        let later = try await world.engine.ledger(since: instant("2026-03-05T00:00:00Z"), after: nil, limit: 10, uid: 0)
        #expect(later.first == 13 && later.rows.isEmpty && later.next == nil)
    }
}
