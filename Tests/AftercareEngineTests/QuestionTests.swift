import Aftercare
import AftercareEngine
import AftercareSimulation
import Dispatch
import Testing

/// No question holds up a reminder: the sample's first is due on 2 March 2026 at 09:00 UTC.
@Suite(.timeLimit(.minutes(1))) struct `A question` {
    private let patient: PatientID = name("P-1")

    private func world() async throws -> World {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        return world
    }

    @Test func `that is being worked out delays no reminder, and no sign of life`() async throws {
        let world = try await world()
        let engine = world.engine
        let status = try await engine.status(of: patient)
        let working = DispatchSemaphore(value: 0)
        let isReached = AsyncStream<Void>.makeStream()
        let slow = Task {
            // It blocks the very thread that answers are worked out on.
            try await engine.statuses.answer(name("P-2")) {
            } work: {
                isReached.continuation.yield()
                working.wait()
                return status
            }
        }
        for await _ in isReached.stream { break }
        let asked = Task { try await engine.status(of: name("P-1")) }
        await world.pass(until: "2026-03-02T21:00:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_DUE"] } == ["2026-03-02T09:00:00Z", "2026-03-02T21:00:00Z"])
        await withCheckedContinuation { beat in engine.heartbeat { beat.resume() } }
        working.signal()
        #expect(try await slow.value == status)
        #expect(try await asked.value.now == instant("2026-03-02T21:00:00Z"))
    }

    @Test func `about a patient waits for its turn off the engine's queue`() async throws {
        let world = try await world()
        let engine = world.engine
        let status = try await engine.status(of: patient)
        let gate = Gate()
        let first = Task {
            try await engine.statuses.answer(name("P-2")) {
                await gate.wait()
            } work: {
                status
            }
        }
        await gate.reached()
        let asked = (0..<3).map { _ in Task { try await engine.status(of: name("P-1")) } }
        while await engine.statuses.waitingQuestions + engine.statuses.sharers < 3 { await Task.yield() }
        #expect(await (engine.statuses.waitingQuestions, engine.statuses.sharers) == (1, 2))
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(world.journal.reminders.count == 1)
        await gate.open()
        _ = try await first.value
        // They are told how things stand when it is their turn, and all the same.
        for asker in asked { #expect(try await asker.value.now == instant("2026-03-02T09:00:00Z")) }
    }

    @Test func `about everybody, or of what would happen, waits for its turn off it too`() async throws {
        let world = try await world()
        let engine = world.engine
        let request = PreviewRequest(patient: "P-1")
        let (status, preview) = (try await engine.status(), try await engine.preview(request))
        let gates = (Gate(), Gate())
        let first = Task {
            try await engine.overviews.answer(.everybody) {
                await gates.0.wait()
            } work: {
                status
            }
        }
        let second = Task {
            try await engine.previews.answer(request) {
                await gates.1.wait()
            } work: {
                preview
            }
        }
        await gates.0.reached()
        await gates.1.reached()
        let asked = Task { (try await engine.status(), try await engine.status(of: name("P-1"))) }
        let foretold = Task { try await engine.preview(request) }
        while await engine.overviews.waitingQuestions + engine.previews.waitingQuestions < 2 { await Task.yield() }
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(world.journal.reminders.count == 1)
        await gates.0.open()
        await gates.1.open()
        _ = (try await first.value, try await second.value)
        let (overview, one) = try await asked.value
        #expect(overview.inWindow.map(\.patient) == [one.patient])
        #expect(overview.upcoming.map(\.message) == one.upcoming.map(\.message))
        #expect(try await foretold.value.entries.count == 2)
    }

    @Test func `about everybody names what comes first first, whoever is told`() async throws {
        let world = try await world()
        try await world.arrangeMany(2) { "2026-03-02T08:\($0 == 0 ? 50 : 40):00Z" }
        #expect(try await world.engine.status().upcoming.prefix(3).map(\.patient.rawValue) == ["Q-1001", "Q-1000", "P-1"])
    }

    @Test func `about everybody names each patient once, with the windows of all sessions`() async throws {
        let world = try await world()
        try await world.arrangeMany(1)
        try await world.ask(
            .scheduleTreatment(TreatmentRequest(id: "T-0", patient: "P-1", start: "2026-03-02T09:10:00Z", duration: "20min")))
        await world.pass(until: "2026-03-02T09:30:00Z")
        let status = try await world.engine.status()
        #expect(status.inWindow.map(\.patient.id.rawValue) == ["P-1", "Q-1000"])
        #expect(status.inWindow.map { $0.windows.map(\.treatment.rawValue) } == [["T-1", "T-0"], ["T-Q-1000"]])
    }

    @Test func `about a patient tells why nothing is said, and one about everybody does not ask`() async throws {
        let world = try await world()
        try await world.ask(.assignPlan(PlanRequest(id: "PL-2", patient: "P-1", protocol: "sample", status: "on-hold")))
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(try await world.engine.status(of: patient).silences?.map(\.cause) == [.onHold])
        #expect(try await world.engine.status().inWindow.map(\.silences) == [nil])
    }
}
