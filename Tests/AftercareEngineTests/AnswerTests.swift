import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Testing

/// What people answer and report, through the engine's commands. The treatment ends at 09:00 UTC.
@Suite struct `An answer` {
    /// No alcohol for 24 hours, asked again every hour, twice; and a cold compress every 3 hours.
    private static let asking = CareProtocol(
        id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
        routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
        instructions: [
            instruction("no-alcohol", "24h", .moments([.start]), nag: Nag(every: Span.hours(1), times: 2)),
            instruction("ice", "24h", .every(Span.hours(3), count: nil), kind: .compress, modality: .cold),
        ])

    private func world(_ careProtocol: CareProtocol = asking) async throws -> World {
        let world = try World(at: "2026-03-02T08:00:00Z")
        await world.engine.start()
        try await world.arrange(careProtocol)
        return world
    }

    private func roles(_ world: World, of instruction: String) -> [String] {
        world.journal.reminders.filter { $0.values(of: "AFTERCARE_INSTRUCTION").contains(instruction) }.map {
            "\($0["AFTERCARE_ROLE"] ?? "") \($0["AFTERCARE_DUE"]?.dropFirst(11).prefix(5) ?? "")"
        }
    }

    @Test func `that does not come is asked for again, and then the staff is told at a higher priority`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T13:00:00Z")
        #expect(roles(world, of: "no-alcohol") == ["reminder 09:00", "nag 10:00", "nag 11:00", "escalation 12:00"])
        let escalation = try #require(world.journal.reminders.first { $0["AFTERCARE_ROLE"] == "escalation" })
        #expect(escalation["PRIORITY"] == "3" && escalation["MESSAGE_ID"] == MessageID.escalation)
        let staffTasks = try await world.engine.status().needsPerson
        #expect(staffTasks.map(\.since) == [instant("2026-03-02T12:00:00Z")])
    }

    @Test func `that acknowledges ends the asking, and the concern of the staff`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T12:30:00Z")
        let id = try #require(world.journal.reminders.first { $0["AFTERCARE_ROLE"] == "nag" }?["AFTERCARE_REMINDER_ID"])
        let outcome = try await world.ask(.respond(String(id.prefix(8)), ResponseRequest(answer: "acknowledged")))
        #expect(outcome.responses.map(\.answer) == [.acknowledged])
        #expect(try await world.engine.status().needsPerson.isEmpty)
        let actions = try world.store.read { try $0.audit(limit: 1) }.map(\.action)
        #expect(actions == ["reminder.acknowledged"])
    }

    @Test func `that declines is told apart from none`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T12:30:00Z")
        func declined() async throws -> [Instant?] {
            try await world.engine.status().needsPerson.map { $0.kind == .unanswered ? $0.declinedAt : nil }
        }
        #expect(try await declined() == [nil])
        let id = try #require(world.journal.reminders.first?["AFTERCARE_REMINDER_ID"])
        try await world.ask(.respond(id, ResponseRequest(answer: "snoozed", lasting: "20min")))
        #expect(try await declined() == [nil])
        try await world.ask(.respond(id, ResponseRequest(answer: "declined")))
        #expect(try await declined() == [instant("2026-03-02T12:30:00Z")])
    }

    @Test func `that snoozes says it again then, and once`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:10:00Z")
        let id = try #require(world.journal.reminders.first?["AFTERCARE_REMINDER_ID"])
        try await world.ask(.respond(id, ResponseRequest(answer: "snoozed", lasting: "20min")))
        try await world.ask(.respond(id, ResponseRequest(answer: "snoozed", lasting: "40min")))
        await world.pass(until: "2026-03-02T10:30:00Z")
        #expect(roles(world, of: "no-alcohol") == ["reminder 09:00", "snoozed 09:50"])
    }

    @Test(arguments: [
        ("ffffffff", "unknown-reminder"), ("not an id", "unknown-reminder"), ("12", "unknown-reminder"),
    ])
    func `to a reminder that nobody knows is refused`(id: String, code: String) async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:10:00Z")
        #expect(try await world.refused(.respond(id, ResponseRequest(answer: "acknowledged"))) == [code])
    }

    @Test func `by too few letters of an id is refused, though they fit`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:10:00Z")
        let id = try #require(world.journal.reminders.first?["AFTERCARE_REMINDER_ID"])
        #expect(try await world.refused(.respond(String(id.prefix(3)), ResponseRequest(answer: "acknowledged"))) == ["unknown-reminder"])
    }

    @Test func `by letters with which several ids begin is refused, and taken by more of them`() async throws {
        // The store of a simulation is always the same one, and so are its ids.
        let simulation = try await Simulation(
            from: instant("2026-03-02T08:00:00Z"), clinic: clinic, careProtocols: [sample], zone: { _ in .utc })
        let many = (0..<600).map { "Q-\($0)" }
        try await simulation.apply(
            ClinicRequest(
                patients: many.map { PatientRequest(id: $0) },
                plans: many.map { PlanRequest(id: "PL-\($0)", patient: $0, protocol: "sample") },
                treatments: many.map { TreatmentRequest(id: "T-\($0)", patient: $0, start: "now", duration: "30min") }))
        await simulation.run(until: instant("2026-03-02T09:00:00Z"))
        let ids = simulation.emissions.compactMap { $0["AFTERCARE_REMINDER_ID"] }
        let twins = try #require(Dictionary(grouping: ids) { $0.prefix(4) }.first { $0.value.count > 1 })
        await #expect(throws: RefusedRequest.self) {
            try await simulation.apply(.respond(String(twins.key), ResponseRequest(answer: "acknowledged")))
        }
        let outcome = try await simulation.apply(.respond(twins.value[0], ResponseRequest(answer: "acknowledged")))
        #expect(outcome.responses.count == 1)
    }

    @Test func `to a reminder that has one already is refused`() async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:10:00Z")
        let id = try #require(world.journal.reminders.first?["AFTERCARE_REMINDER_ID"])
        try await world.ask(.respond(id, ResponseRequest(answer: "declined")))
        #expect(try await world.refused(.respond(id, ResponseRequest(answer: "declined"))) == ["already-finished"])
        #expect(try await world.refused(.respond(id, ResponseRequest(answer: "snoozed", lasting: "5min"))) == ["already-finished"])
    }

    @Test func `that reports a reaction writes one critical record, mutes the compress until it is cleared, and stands first`() async throws
    {
        let world = try await world()
        await world.pass(until: "2026-03-02T09:30:00Z")
        let outcome = try await world.ask(.reportReaction(ReactionRequest(patient: "P-1", signs: ["swelling", "pain"])))
        let reaction = try #require(outcome.reactions.first?.value)
        #expect(reaction.treatment == name("T-1"))
        await world.pass(until: "2026-03-02T16:00:00Z")
        let records = world.journal.reminders.filter { $0["MESSAGE_ID"] == MessageID.reaction }
        #expect(records.map { $0["PRIORITY"] } == ["2"])
        #expect(records.first?["MESSAGE"]?.contains("swelling") == true)
        #expect(roles(world, of: "ice") == ["reminder 09:00"])
        let status = try await world.engine.status()
        let first = try #require(status.needsPerson.first)
        #expect(first.kind == .reaction && first.reaction == reaction.id && first.signs == [.swelling, .pain])
        #expect(status.needsPerson.count == 2)
        try await world.ask(.clearReaction(reaction.id))
        let refusal = await #expect(throws: RefusedRequest.self) { try await world.ask(.clearReaction(reaction.id)) }
        #expect(refusal?.problems.map(\.code) == [.alreadyFinished])
        #expect(refusal?.problems.first?.message.contains("was cleared already, at 2026-03-02 17:00; report it anew") == true)
        await world.pass(until: "2026-03-02T19:00:00Z")
        #expect(roles(world, of: "ice") == ["reminder 09:00", "reminder 18:00"])
    }

    @Test func `that reports a reaction long after everything was over still reaches the staff`() async throws {
        let world = try await world()
        // The looks at a later session find the first one over.
        try await world.ask(
            .scheduleTreatment(TreatmentRequest(patient: "P-1", start: "2026-04-10T08:00:00Z", duration: "1h")))
        await world.pass(until: "2026-04-20T09:00:00Z")
        try await world.ask(.reportReaction(ReactionRequest(patient: "P-1", treatment: "T-1", signs: ["infection"])))
        #expect(world.journal.reminders.last?["MESSAGE_ID"] == MessageID.reaction)
    }

    @Test func `whether a treatment took place is waited for where the clinic wants it`() async throws {
        let world = try await world(
            CareProtocol(
                id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
                routes: [.intramuscular], usualDuration: nil, signOff: nil, confirms: true, sources: [:],
                instructions: sample.instructions))
        await world.pass(until: "2026-03-02T11:00:00Z")
        #expect(world.journal.reminders.map { $0["MESSAGE_ID"] } == [MessageID.confirmation])
        #expect(try await world.engine.status().needsPerson.map(\.kind) == [.unconfirmed])
        try await world.ask(.completeTreatment(name("T-1"), CompletionRequest(ended: "as-planned")))
        #expect(try await world.engine.status().needsPerson.isEmpty)
        #expect(world.journal.reminders.map { $0["AFTERCARE_INSTRUCTION"] } == ["confirmation", "no-alcohol"])
    }
}
