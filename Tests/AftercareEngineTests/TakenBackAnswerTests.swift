import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Testing

/// An answer that somebody takes back. The treatment ends at 09:00 UTC, and is asked about every hour, twice.
@Suite struct `An answer taken back` {
    private let world: World
    private let id: String

    init() async throws {
        world = try World(at: "2026-03-02T08:00:00Z")
        await world.engine.start()
        try await world.arrange(
            CareProtocol(
                id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
                routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
                instructions: [instruction("no-alcohol", "24h", .moments([.start]), nag: Nag(every: Span.hours(1), times: 2))]))
        await world.pass(until: "2026-03-02T09:10:00Z")
        id = try #require(world.journal.reminders.first?["AFTERCARE_REMINDER_ID"])
    }

    private func said() -> [String] {
        world.journal.reminders.map { "\($0["AFTERCARE_ROLE"] ?? "") \($0["AFTERCARE_DUE"]?.dropFirst(11).prefix(5) ?? "")" }
    }

    private func takeBack() async throws -> [RecordedResponse] { try await world.ask(.enteredInError(.response(id))).responses }

    private func refusal() async throws -> [String] {
        do {
            _ = try await takeBack()
            return []
        } catch let refusal as RefusedRequest {
            return refusal.problems.map { "\($0.code.rawValue): \($0.message)" }
        }
    }

    @Test func `is asked for again`() async throws {
        try await world.ask(.respond(id, ResponseRequest(answer: "acknowledged")))
        await world.pass(until: "2026-03-02T09:30:00Z")
        let mistaken = try await takeBack()
        #expect(mistaken.map(\.answer) == [.acknowledged])
        #expect(mistaken.map(\.at) == [instant("2026-03-02T09:10:00Z")])
        let change = try #require(try world.store.read { try $0.audit(limit: 1) }.first)
        #expect(change.at == instant("2026-03-02T09:30:00Z"))
        #expect(change.action == "reminder.entered-in-error" && change.subject == id && change.detail == #"{"answer":"acknowledged"}"#)
        await world.pass(until: "2026-03-02T13:00:00Z")
        #expect(said() == ["reminder 09:00", "nag 10:00", "nag 11:00", "escalation 12:00"])
    }

    @Test func `is the newest, and the one before counts again`() async throws {
        try await world.ask(.respond(id, ResponseRequest(answer: "snoozed", lasting: "3h")))
        try await world.ask(.respond(id, ResponseRequest(answer: "acknowledged")))
        #expect(try await takeBack().map(\.answer) == [.acknowledged])
        let before = try await takeBack()
        #expect(before.map(\.answer) == [.snoozed] && before.map(\.until) == [instant("2026-03-02T12:10:00Z")])
    }

    @Test func `must be there`() async throws {
        let short = id.prefix(8)
        #expect(try await refusal() == ["already-finished: reminder '\(short)' has no response; there is nothing to take back"])
        try await world.ask(.respond(id, ResponseRequest(answer: "acknowledged")))
        _ = try await takeBack()
        #expect(try await refusal().count == 1)
    }

    @Test func `is refused where the snooze is over, from its last second on`() async throws {
        try await world.ask(.respond(id, ResponseRequest(answer: "snoozed", lasting: "20min")))
        world.time.move(to: instant("2026-03-02T09:30:00Z"))
        #expect(
            try await refusal() == [
                "already-finished: reminder '\(id.prefix(8))' was snoozed until a time that has passed, and said again; answer that instead"
            ])
    }

    @Test func `is taken back a second before its snooze is over`() async throws {
        try await world.ask(.respond(id, ResponseRequest(answer: "snoozed", lasting: "20min")))
        world.time.move(to: instant("2026-03-02T09:29:59Z"))
        #expect(try await takeBack().count == 1)
    }
}
