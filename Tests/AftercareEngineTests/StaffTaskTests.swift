import Aftercare
import AftercareSimulation
import AftercareStore
import Synchronization
import Testing

@testable import AftercareEngine

/// What waits for a person. The treatment of P-1 ends on 2 March 2026 at 09:00 UTC, and nobody answers.
@Suite struct `A task of the staff` {
    /// Asked once more after an hour; an hour later the staff is told. Its label is not its id.
    private static func asking() -> CareProtocol {
        let asked = instruction("no-alcohol", "24h", .moments([.start]), nag: Nag(every: .hours(1), times: 1))
        let label = InstructionChange(id: asked.id, label: Translations([.english: "No alcohol", .german: "Kein Alkohol"]))
        return CareProtocol(
            id: sample.id, version: 1, title: sample.title, language: .english, routes: sample.routes, usualDuration: nil, signOff: nil,
            sources: [:], instructions: [label.applied(to: asked, language: .english) ?? asked])
    }

    private static let confirming = CareProtocol(
        id: name("confirming"), version: 1, title: sample.title, language: .english, routes: sample.routes, usualDuration: nil,
        signOff: nil, confirms: true, sources: [:], instructions: sample.instructions)

    private func world(onHealth: @escaping @Sendable (EngineHealth) -> Void = { _ in }) async throws -> World {
        let world = try World(at: "2026-03-02T07:00:00Z", onHealth: onHealth)
        await world.engine.start()
        try await world.arrange(Self.asking(), Self.confirming)
        return world
    }

    private func written(_ task: StaffTask) -> String {
        "\(task.kind.rawValue) \(task.patient) \(task.treatment?.rawValue ?? "-") \(task.since)"
    }

    ///     clock    10:00          10:30          11:00          11:10      11:15      11:20
    ///     task     P-0 silent     P-2 took it?   P-1 silent     P-5 zone   P-0 fever  P-1 pain
    @Test func `comes after the reactions and the zones in the order in which it waits`() async throws {
        let world = try await world()
        try await world.apply(
            ClinicRequest(
                patients: [
                    PatientRequest(id: "P-0", zone: "Asia/Tokyo"), PatientRequest(id: "P-2", zone: "Asia/Tokyo"),
                    PatientRequest(id: "P-5", zone: "Asia/Kathmandu"),
                ],
                plans: [
                    PlanRequest(id: "PL-0", patient: "P-0", protocol: "sample"),
                    PlanRequest(id: "PL-2", patient: "P-2", protocol: "confirming"),
                    PlanRequest(id: "PL-5", patient: "P-5", protocol: "sample"),
                ],
                treatments: [
                    TreatmentRequest(id: "T-0", patient: "P-0", start: "2026-03-02T07:10:00Z", end: "2026-03-02T08:00:00Z"),
                    TreatmentRequest(id: "T-2", patient: "P-2", start: "2026-03-02T10:00:00Z", end: "2026-03-02T10:30:00Z"),
                    TreatmentRequest(id: "T-5", patient: "P-5", start: "2026-03-03T10:00:00Z", end: "2026-03-03T10:30:00Z"),
                ]))
        await world.pass(until: "2026-03-02T11:10:00Z")
        world.zones.remove("Asia/Kathmandu")
        await world.engine.zonesMayHaveChanged()
        await world.pass(until: "2026-03-02T11:15:00Z")
        try await world.ask(.reportReaction(ReactionRequest(patient: "P-0", treatment: "T-0", signs: ["fever"])))
        await world.pass(until: "2026-03-02T11:20:00Z")
        try await world.ask(.reportReaction(ReactionRequest(patient: "P-1", treatment: "T-1", signs: ["pain"])))
        let expected = [
            "reaction P-0 T-0 2026-03-02T11:15:00Z", "reaction P-1 T-1 2026-03-02T11:20:00Z", "zone-unknown P-5 - 2026-03-02T11:10:00Z",
            "unanswered P-0 T-0 2026-03-02T10:00:00Z", "unconfirmed P-2 T-2 2026-03-02T10:30:00Z",
            "unanswered P-1 T-1 2026-03-02T11:00:00Z",
        ]
        #expect(try await world.engine.status().needsPerson.map(written) == expected)
        for patient in ["P-0", "P-1", "P-2", "P-5"] {
            let own = try await world.engine.status(of: name(patient)).needsPerson.map(written)
            #expect(own == expected.filter { $0.contains(" \(patient) ") })
        }
    }

    @Test func `of a reminder that nobody answered names what was asked, in the clinic's words`() async throws {
        let world = try await world()
        try await world.ask(.changePatient(PatientRequest(id: "P-1", language: "de")))
        await world.pass(until: "2026-03-02T11:00:00Z")
        let task = try #require(try await world.engine.status().needsPerson.first)
        #expect(task.label == "No alcohol" && task.instruction == name("no-alcohol"))
        // It is answered by the id of the first, not by that of what was said to the staff.
        let first = try #require(world.journal.reminders.first { $0["AFTERCARE_ROLE"] == "reminder" })
        #expect(task.reminder?.text == first["AFTERCARE_REMINDER_ID"])
        #expect(task.declinedAt == nil && task.reaction == nil && task.signs == nil && task.zone == nil)
    }

    @Test(arguments: [("2026-04-01T10:59:59Z", 1), ("2026-04-01T11:00:00Z", 0)])
    func `is over after 30 days`(now: String, tasks: Int) async throws {
        let world = try await world()
        await world.pass(until: "2026-03-02T11:00:00Z")
        let environment = await world.engine.environment
        let store = world.store.id
        let found = try world.store.read { tx in
            try CareRecordLoader(tx: tx, store: store, environment: environment).staffTasks(at: instant(now), limit: 50)
        }
        #expect(found.count == tasks)
    }

    @Test func `is counted up to 50 for everybody, and shown up to 50 of each kind`() async throws {
        let told = Mutex<EngineHealth?>(nil)
        let world = try await world { health in told.withLock { $0 = health } }
        await world.pass(until: "2026-03-02T11:00:00Z")
        func report(_ numbers: ClosedRange<Int>, thenAdding patient: String) async throws -> [Int?] {
            try world.store.write { tx in
                for number in numbers {
                    try tx.save(
                        Reaction(
                            id: name("R-\(1000 + number)"), patient: name("P-1"), treatment: name("T-1"), signs: [.fever],
                            reportedAt: instant("2026-03-02T10:00:00Z"), clearedAt: nil))
                }
            }
            // Any change has it counted again.
            try await world.ask(.addPatient(PatientRequest(id: patient)))
            return [told.withLock { $0?.needsPerson }, try await world.engine.status().needsPerson.count]
        }
        #expect(try await report(1...48, thenAdding: "P-6") == [49, 49])
        #expect(try await report(49...49, thenAdding: "P-7") == [50, 50])
        #expect(try await report(50...50, thenAdding: "P-8") == [50, 51])
        #expect(try await report(51...51, thenAdding: "P-9") == [50, 51])
    }
}

@Suite struct `A status of everybody` {
    private static let hourly = CareProtocol(
        id: sample.id, version: 1, title: sample.title, language: .english, routes: sample.routes, usualDuration: nil, signOff: nil,
        sources: [:], instructions: [instruction("ice", "24h", .every(.hours(1), count: nil), kind: .compress, modality: .cold)])

    @Test func `names the next five reminders, three of each patient at most`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange(Self.hourly)
        func upcoming() async throws -> [String] {
            try await world.engine.status().upcoming.map { "\($0.patient) \($0.due.text.dropFirst(11).prefix(5))" }
        }
        #expect(try await upcoming() == ["P-1 09:00", "P-1 10:00", "P-1 11:00"])
        try await world.arrangeMany(1) { _ in "2026-03-02T09:30:00Z" }
        #expect(try await upcoming() == ["P-1 09:00", "Q-1000 09:30", "P-1 10:00", "Q-1000 10:30", "P-1 11:00"])
        let status = try await world.engine.status()
        #expect(status.nextDue == instant("2026-03-02T09:00:00Z") && status.epoch == 1 && status.journal == .ok)
    }

    @Test func `shows twenty patients in a window, and counts all`() async throws {
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange()
        try await world.arrangeMany(20)
        await world.pass(until: "2026-03-02T09:30:00Z")
        let status = try await world.engine.status()
        #expect(status.patientsInWindow == 21)
        #expect(status.inWindow.map(\.patient.id.rawValue) == ["P-1"] + (1000...1018).map { "Q-\($0)" })
        #expect(status.now == instant("2026-03-02T09:30:00Z") && status.since == instant("2026-03-02T08:59:00Z"))
    }

    @Test(arguments: [("2026-03-03T08:59:59Z", 1), ("2026-03-03T09:00:00Z", nil)] as [(String, Int?)])
    func `counts what was due within a day`(now: String, settled: Int?) async throws {
        let once = CareProtocol(
            id: sample.id, version: 1, title: sample.title, language: .english, routes: sample.routes, usualDuration: nil, signOff: nil,
            sources: [:], instructions: [instruction("no-alcohol", "24h", .moments([.start]))])
        let world = try World(at: "2026-03-02T08:59:00Z")
        await world.engine.start()
        try await world.arrange(once)
        await world.pass(until: now)
        #expect(try await world.engine.status().counts[.settled] == settled)
    }
}
