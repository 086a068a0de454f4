import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Testing

/// The treatment of the sample ends on 2 March 2026 at 09:00 UTC, 10:00 in Berlin.
@Suite struct `The engine` {
    @Test func `emits each reminder once, at its instant, and settles it with a receipt`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        #expect(world.time.alarm == instant("2026-03-02T09:00:00Z"))
        await world.pass(until: "2026-03-02T08:59:59Z")
        #expect(world.journal.reminders.isEmpty)
        await world.pass(until: "2026-03-04T00:00:00Z")
        #expect(
            world.journal.reminders.map { $0["MESSAGE"] } == [
                "No alcohol until Tuesday 10:00.", "12 hours to go.", "Over.",
            ])
        #expect(world.journal.reminders.map { $0["AFTERCARE_SEQ"] } == ["1", "2", "3"])
        #expect(try await world.ledger() == ["no-alcohol@settled", "no-alcohol@settled", "no-alcohol@settled"])
        let last = try #require(try await world.engine.reminders(of: nil, state: nil, before: nil, limit: 1).first)
        #expect(last.cursor == "c2" && last.emittedAt == instant("2026-03-03T09:00:00Z"))
    }

    @Test func `writes what a record must hold, and no name`() async throws {
        let world = try World(at: "2026-03-02T09:10:00Z")
        await world.engine.start()
        try await world.arrange()
        let record = try #require(world.journal.reminders.first)
        let expected = [
            "MESSAGE_ID": MessageID.reminder, "PRIORITY": "5", "SYSLOG_IDENTIFIER": "aftercare", "AFTERCARE_SEQ": "1",
            "AFTERCARE_ATTEMPT": "1", "AFTERCARE_EPOCH": "1", "AFTERCARE_ROLE": "reminder", "AFTERCARE_PATIENT": "P-1",
            "AFTERCARE_TREATMENT": "T-1", "AFTERCARE_PLAN": "PL-1",
            "AFTERCARE_PROTOCOL": "sample@1", "AFTERCARE_INSTRUCTION": "no-alcohol", "AFTERCARE_KIND": "abstain",
            "AFTERCARE_DUE": "2026-03-02T09:00:00Z", "AFTERCARE_WINDOW_START": "2026-03-02T09:00:00Z",
            "AFTERCARE_WINDOW_END": "2026-03-03T09:00:00Z", "AFTERCARE_USEFUL_UNTIL": "2026-03-02T21:00:00Z", "AFTERCARE_LATE_SEC": "600",
            "AFTERCARE_LANG": "en",
            "AFTERCARE_CTL": "aftercarectl",
        ]
        for (field, value) in expected { #expect(record[field] == value, "\(field)") }
        #expect(record["MESSAGE"] == "23 hours, 50 minutes to go.")
        #expect(record["AFTERCARE_STORE"] == OutgoingRecord.text(world.engine.storeID))
        #expect(record.fields.count == expected.count + 3)
    }

    @Test func `after downtime says the newest of what is still useful, once, and records the rest as missed`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.engine.stop()
        world.time.move(to: instant("2026-03-03T08:00:00Z"))
        try await world.restart()
        #expect(world.journal.reminders.map { $0["MESSAGE"] } == ["1 hour to go."])
        #expect(try await world.ledger() == ["no-alcohol@missed", "no-alcohol@settled"])
    }

    @Test func `says nothing twice after a restart`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:00:00Z")
        for _ in 0..<3 { try await world.restart() }
        #expect(world.journal.reminders.count == 1)
    }

    @Test func `stays silent for a treatment that was cancelled in time`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        _ = try await world.engine.apply(.cancelTreatment(name("T-1"), CancellationRequest()), by: .user(0))
        await world.pass(until: "2026-03-04T00:00:00Z")
        #expect(world.journal.reminders.isEmpty)
        #expect(try await world.ledger() == ["no-alcohol@cancelled", "no-alcohol@cancelled", "no-alcohol@cancelled"])
    }

    @Test func `counts the windows from the real end once it is known`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        world.time.move(to: instant("2026-03-02T08:40:00Z"))
        _ = try await world.engine.apply(
            .completeTreatment(name("T-1"), CompletionRequest(ended: "now")), by: .user(0))
        await world.engine.idle()
        #expect(world.journal.reminders.map { $0["AFTERCARE_WINDOW_END"] } == ["2026-03-03T08:40:00Z"])
        await world.pass(until: "2026-03-02T20:00:00Z")
        #expect(world.journal.reminders.count == 1)
    }

    @Test(arguments: [("2026-03-02T09:10:00Z", 1), ("2026-03-02T09:20:00Z", 2)])
    func `corrects what it said only where the new times make it wrong`(ended: String, emitted: Int) async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: "2026-03-02T09:30:00Z")
        _ = try await world.engine.apply(
            .completeTreatment(name("T-1"), CompletionRequest(ended: ended)), by: .user(0))
        await world.engine.idle()
        #expect(world.journal.reminders.count == emitted)
        await world.pass(until: "2026-03-04T00:00:00Z")
        #expect(world.journal.reminders.count == emitted + 2)
        let suppressed = try await world.engine.reminders(of: nil, state: .suppressed, before: nil, limit: 10)
        #expect(suppressed.map(\.reason) == ["already-said"])
    }

    @Test func `never arms its alarm further than a day ahead`() async throws {
        let world = try World(at: "2026-02-01T00:00:00Z")
        await world.engine.start()
        try await world.arrange()
        #expect(world.time.alarm == instant("2026-02-02T00:00:00Z"))
    }

    @Test func `without a journal prints, and never claims a delivery`() async throws {
        let world = try World(at: "2026-03-02T09:00:00Z", terminal: true)
        await world.engine.start()
        try await world.arrange()
        #expect(try await world.ledger() == ["no-alcohol@printed"])
        let reminder = try #require(try await world.engine.reminders(of: nil, state: nil, before: nil, limit: 1).first)
        #expect(reminder.cursor == nil)
        #expect(try await world.engine.status().journal == .none)
    }

    @Test func `works through more than one batch of patients who are due at once`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        let many = (0..<200).map { "Q-\($0)" }
        try await world.apply(
            ClinicRequest(
                patients: many.map { PatientRequest(id: $0) },
                plans: many.map { PlanRequest(id: "PL-\($0)", patient: $0, protocol: "sample") },
                treatments: many.map {
                    TreatmentRequest(id: "T-\($0)", patient: $0, start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")
                }))
        await world.pass(until: "2026-03-02T09:00:00Z")
        #expect(Set(world.journal.reminders.compactMap { $0["AFTERCARE_REMINDER_ID"] }).count == 201)
        #expect(world.journal.reminders.compactMap { $0["AFTERCARE_SEQ"] } == (1...201).map(String.init))
    }

    @Test func `keeps a patient waiting whose zone this machine does not know, and nobody else`() async throws {
        let world = try World(at: "2026-03-02T08:00:00Z")
        await world.engine.start()
        try await world.arrange()
        try world.store.write { tx in
            let patient = try #require(try tx.patient(name("P-1")))
            try tx.save(
                Patient(id: patient.id, zone: "Mars/Base", language: .english, quietHours: nil, history: History(.active), name: nil))
        }
        try await world.apply(
            ClinicRequest(
                patients: [PatientRequest(id: "P-2")], plans: [PlanRequest(patient: "P-2", protocol: "sample")],
                treatments: [TreatmentRequest(patient: "P-2", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z")]))
        await world.pass(until: "2026-03-02T09:30:00Z")
        #expect(world.journal.reminders.map { $0["AFTERCARE_PATIENT"] } == ["P-2"])
        #expect(world.time.alarm == instant("2026-03-02T09:45:00Z"))
    }
}
