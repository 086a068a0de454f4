import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Testing

/// A patient's data, erased on request. The session of 2 March ends at 09:00 UTC; another one is booked for the 9th.
@Suite struct `An erasure` {
    private static let personal = ["Wilhelmine Brandt", "BRANDT-1961", "left-cheek", "Plasmagel", "Laboratoire Z", "LOT-778"]

    private func world(
        until now: String = "2026-03-02T09:10:00Z", under careProtocol: CareProtocol = sample, among others: Int = 40
    ) async throws -> World {
        let world = try World(at: "2026-03-02T08:00:00Z")
        await world.engine.start()
        _ = try await world.engine.load([careProtocol])
        try await world.arrangeMany(others)
        try await world.apply(
            ClinicRequest(
                patients: [
                    PatientRequest(
                        id: "BRANDT-1961", zone: "Pacific/Chatham", language: "de", quietHours: "01:15-05:30", name: "Wilhelmine Brandt")
                ],
                plans: [PlanRequest(id: "PL-1", patient: "BRANDT-1961", protocol: "sample")],
                treatments: ["02", "09"].map { day in
                    TreatmentRequest(
                        id: "T-\(day)", patient: "BRANDT-1961", start: "2026-03-\(day)T08:00:00Z", end: "2026-03-\(day)T09:00:00Z",
                        site: "left-cheek", product: "Plasmagel", manufacturer: "Laboratoire Z", lot: "LOT-778")
                }))
        await world.pass(until: now)
        return world
    }

    /// Which of `words` are in any file of the store's directory.
    private func found(_ words: [String], in directory: URL) throws -> [String] {
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
        let bytes = try files.map { try Data(contentsOf: $0) }
        return words.filter { word in bytes.contains { $0.range(of: Data(word.utf8)) != nil } }
    }

    private func erase(_ world: World) async throws -> (outcome: Outcome, pseudonym: PatientID) {
        let outcome = try await world.ask(.erasePatient(name("BRANDT-1961")))
        return (outcome, try #require(outcome.patients.first?.value.id))
    }

    @Test func `leaves no byte of who it was in any file of the store`() async throws {
        let world = try await world()
        try await world.ask(.reportReaction(ReactionRequest(patient: "BRANDT-1961", treatment: "T-02", signs: ["swelling"])))
        let words = Self.personal + ["Pacific/Chatham", "01:15-05:30"]
        #expect(try found(words, in: world.directory) == words)
        let (_, pseudonym) = try await erase(world)
        #expect(try found(words, in: world.directory).isEmpty)
        #expect(pseudonym.rawValue.wholeMatch(of: /erased-[0-9a-f]{8}/) != nil)
        let patient = try #require(try await world.engine.patient(pseudonym)?.patient)
        #expect(patient.zone == "UTC" && patient.language == .english && patient.status == .inactive)
        #expect(try await world.engine.patient(name("BRANDT-1961")) == nil)
        #expect(try await world.engine.reactions(of: nil, PageRequest()).items.isEmpty)
        let reminders = try await world.engine.reminders(of: pseudonym, state: nil, before: nil, limit: 10)
        #expect(!reminders.isEmpty && reminders.allSatisfy { $0.payload == nil && $0.claim.label == nil && $0.claim.template == nil })
    }

    @Test func `leaves none either when the service ends before it is done`() async throws {
        let world = try await world()
        let (plans, treatments) = try world.store.read { tx in
            (try tx.plans(of: name("BRANDT-1961")), try tx.treatments(of: name("BRANDT-1961"), PageRequest()))
        }
        let id = world.store.id
        try world.store.write { tx in
            let erasure = Erasure(
                plans: plans, treatments: treatments, as: name("erased-00000000"), language: .english, now: world.time.now)
            try tx.erase(name("BRANDT-1961"), leaving: erasure, in: id, at: world.time.now)
        }
        #expect(try !found(Self.personal, in: world.directory).isEmpty)
        // As it lies on the disk at that moment.
        let copy = FileManager.default.temporaryDirectory.appending(path: "erased-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.copyItem(at: world.directory, to: copy)
        let reopened = try Store(directory: copy.path)
        #expect(try found(Self.personal, in: copy).isEmpty)
        try reopened.close()
    }

    @Test func `says nothing, not even that something no longer holds`() async throws {
        let world = try await world()
        func told() -> Int { world.journal.reminders.count { $0["AFTERCARE_TREATMENT"]?.hasPrefix("T-0") == true } }
        #expect(told() == 1)
        let (outcome, pseudonym) = try await erase(world)
        #expect(outcome.plans.map(\.value.status) == [.revoked])
        #expect(try await world.engine.treatments(of: pseudonym, PageRequest()).items.map(\.status) == [.cancelled, .cancelled])
        await world.pass(until: "2026-03-12T00:00:00Z")
        #expect(told() == 1)
        try await world.restart()
        await world.pass(until: "2026-03-13T00:00:00Z")
        #expect(told() == 1)
    }

    @Test func `leaves nothing for the staff to see to`() async throws {
        let asking = CareProtocol(
            id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
            routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
            instructions: [instruction("no-alcohol", "24h", .moments([.start]), nag: Nag(every: Span.minutes(20), times: 1))])
        let world = try await world(under: asking, among: 0)
        try await world.ask(.completeTreatment(name("T-02"), CompletionRequest(ended: "2026-03-02T09:00:00Z")))
        await world.pass(until: "2026-03-02T10:30:00Z")
        #expect(try await world.engine.status().needsPerson.map(\.treatment) == [name("T-02")])
        _ = try await erase(world)
        #expect(try await world.engine.status().needsPerson.isEmpty)
    }

    @Test func `keeps what proves: the ledger, and who changed what when`() async throws {
        let world = try await world()
        let id = try #require(world.journal.reminders.first { $0["AFTERCARE_TREATMENT"] == "T-02" }?["AFTERCARE_REMINDER_ID"])
        try await world.ask(.respond(id, ResponseRequest(answer: "acknowledged")))
        let before = try world.store.read { (try $0.delivered(after: 0, limit: 500), try $0.audit(limit: 500)) }
        let (outcome, pseudonym) = try await erase(world)
        let after = try world.store.read { (try $0.delivered(after: 0, limit: 500), try $0.audit(limit: 500)) }
        #expect(after.0 == before.0)
        #expect(
            after.1.first == AuditEntry(at: world.time.now, uid: 1000, action: "patient.erase", subject: pseudonym.rawValue, detail: "{}"))
        #expect(after.1.dropFirst().map(\.action) == before.1.map(\.action) && after.1.dropFirst().map(\.at) == before.1.map(\.at))
        let own: Set<String> = [pseudonym.rawValue, "PL-1", "T-02", "T-09", id]
        #expect(Set(after.1.dropFirst().filter { $0.detail == nil }.map(\.subject)) == own)
        #expect(outcome.notes.contains { $0.contains("'BRANDT-1961' is '\(pseudonym)' from now on") && $0.contains("1 reminder,") })
        #expect(outcome.notes.contains { $0.contains("journalctl") } && outcome.notes.contains { $0.contains("backups") })
    }

    @Test func `waits for the receipt of what is on its way`() async throws {
        let world = try await world(until: "2026-03-02T08:30:00Z")
        world.journal.change { $0.cannotSync = true }
        await world.pass(until: "2026-03-02T09:10:00Z")
        let error = await #expect(throws: EngineError.self) { try await world.ask(.erasePatient(name("BRANDT-1961"))) }
        #expect(error?.description.hasSuffix("try again in a moment") == true && error?.kind == .busy)
        #expect(try await world.engine.patient(name("BRANDT-1961"))?.patient.name == "Wilhelmine Brandt")
    }

    @Test func `is refused for nobody and for who is erased, of whom nothing changes any more`() async throws {
        let world = try await world()
        #expect(try await world.refused(.erasePatient(name("P-9"))) == ["unknown-patient"])
        let (_, pseudonym) = try await erase(world)
        #expect(try await world.refused(.erasePatient(name("BRANDT-1961"))) == ["unknown-patient"])
        #expect(try await world.refused(.erasePatient(pseudonym)) == ["already-finished"])
        #expect(
            try await world.refused(.changePatient(PatientRequest(id: pseudonym.rawValue, status: "active", name: "Wilhelmine Brandt")))
                == ["already-finished"])
        #expect(
            try await world.refused(.reportReaction(ReactionRequest(patient: pseudonym.rawValue, treatment: "T-02", signs: ["swelling"])))
                .contains("already-finished"))
    }
}
