import Aftercare
import AftercareEngine
import AftercareSimulation
import AftercareStore
import Foundation
import Testing

/// Edits, through the engine's commands. The treatment ends at 09:00 UTC, 10:00 in Berlin.
@Suite struct `An edit` {
    private func world(until now: String) async throws -> World {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        await world.pass(until: now)
        return world
    }

    private func said(_ world: World) -> [String] { world.journal.reminders.map { $0["MESSAGE"] ?? "" } }

    @Test func `of what was said is corrected once, by a record that names what it replaces`() async throws {
        let world = try await world(until: "2026-03-02T09:10:00Z")
        try await world.ask(
            .completeTreatment(name("T-1"), CompletionRequest(started: "2026-03-02T08:20:00Z", ended: "2026-03-02T08:30:00Z")))
        await world.pass(until: "2026-03-02T11:00:00Z")
        #expect(said(world) == ["No alcohol until Tuesday 10:00.", "Correction: No alcohol until Tuesday 09:30."])
        let (first, second) = (world.journal.reminders[0], world.journal.reminders[1])
        #expect(second["AFTERCARE_REPLACES"] == first["AFTERCARE_REMINDER_ID"])
        #expect(second["MESSAGE_ID"] == MessageID.correction && second["AFTERCARE_ROLE"] == "correction")
    }

    @Test func `tells real times on the patient's clock`() async throws {
        let world = try await world(until: "2026-03-02T09:10:00Z")
        let outcome = try await world.ask(
            .completeTreatment(name("T-1"), CompletionRequest(started: "2026-03-02 09:20", ended: "2026-03-02 09:30")))
        #expect(outcome.treatments.map(\.value.start) == [instant("2026-03-02T08:20:00Z")])
        #expect(outcome.treatments.map(\.value.end) == [instant("2026-03-02T08:30:00Z")])
    }

    @Test func `that puts a plan on hold silences it, and what still holds at its end is said then`() async throws {
        let world = try await world(until: "2026-03-02T09:10:00Z")
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "on-hold")))
        await world.pass(until: "2026-03-02T23:00:00Z")
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "active")))
        await world.pass(until: "2026-03-04T00:00:00Z")
        #expect(said(world) == ["No alcohol until Tuesday 10:00.", "10 hours to go.", "Over."])
        #expect(try await world.ledger() == ["no-alcohol@settled", "no-alcohol@suppressed", "no-alcohol@settled", "no-alcohol@settled"])
    }

    @Test func `of a finished plan is refused`() async throws {
        let world = try await world(until: "2026-03-02T09:10:00Z")
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "completed")))
        #expect(try await world.refused(.changePlan(name("PL-1"), PlanChangeRequest(status: "active"))) == ["already-finished"])
        #expect(
            try await world.refused(
                .apply(
                    ClinicRequest(plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample", status: "active")]), isTrial: false))
                == ["already-finished"])
        #expect(try await world.refused(.moveTreatment(name("T-1"), MoveRequest(start: "2026-03-05T08:00:00Z"))) == ["already-finished"])
    }

    @Test func `that says a plan was ended by mistake has what it would say again`() async throws {
        let world = try await world(until: "2026-03-02T09:10:00Z")
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "revoked")))
        // The word after 12 hours, due at 21:00, is cancelled meanwhile.
        await world.pass(until: "2026-03-02T22:00:00Z")
        #expect(try await world.ledger().contains("no-alcohol@cancelled"))
        var mistaken = PlanChangeRequest(status: "active")
        mistaken.enteredInError = true
        try await world.ask(.changePlan(name("PL-1"), mistaken))
        await world.pass(until: "2026-03-04T00:00:00Z")
        #expect(
            said(world) == [
                "No alcohol until Tuesday 10:00.", "Correction: this no longer holds: no alcohol.",
                "Correction: No alcohol until Tuesday 10:00.", "Over.",
            ])
    }

    private static let later = InstructionChange(
        id: name("no-alcohol"), cadence: .moments([.start, .after(Span.hours(18), at: nil), .end]))

    private static let changes: [Command] = [
        .changePlan(name("PL-1"), PlanChangeRequest(changes: [later])),
        .apply(ClinicRequest(plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample", changes: [later])]), isTrial: false),
    ]

    ///     clock     2 March 09:00   21:00   22:00     3 March 03:00   09:00
    ///     plan      start, 12 h, end        start, 18 h, end
    ///     said      start           12 h              18 h            end
    @Test(arguments: changes)
    func `of when a plan reminds says what is still to come, by command as by file`(change: Command) async throws {
        let world = try await world(until: "2026-03-02T22:00:00Z")
        try await world.ask(change)
        await world.pass(until: "2026-03-04T00:00:00Z")
        #expect(said(world) == ["No alcohol until Tuesday 10:00.", "12 hours to go.", "6 hours to go.", "Over."])
    }

    @Test func `of a patient's zone moves what is to come to the new clock`() async throws {
        let daily = CareProtocol(
            id: name("sample"), version: 1, title: Translations([.english: "Sample"]), language: .english,
            routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
            instructions: [instruction("rest", "60h", .daily([try #require(try? LocalTime(text: "09:00"))], count: nil))])
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange(daily)
        await world.pass(until: "2026-03-03T12:00:00Z")
        try await world.ask(.changePatient(PatientRequest(id: "P-1", zone: "America/New_York")))
        await world.pass(until: "2026-03-05T00:00:00Z")
        let emitted = world.journal.reminders.compactMap { $0["AFTERCARE_DUE"] }
        #expect(emitted == ["2026-03-03T08:00:00Z", "2026-03-03T14:00:00Z", "2026-03-04T14:00:00Z"])
    }

    @Test func `of the clinic's quiet hours holds at once, by a reload as after a restart`() async throws {
        // The twelve-hour word falls on 21:00 UTC, 22:00 in Berlin. It is of use until the end of the window.
        let quiet = try #require(try? QuietHours(text: "21:00-08:00"))
        let world = try await world(until: "2026-03-02T20:00:00Z")
        await world.engine.adopt(clinic.with(quietHours: quiet))
        await world.engine.idle()
        await world.pass(until: "2026-03-03T06:00:00Z")
        #expect(said(world) == ["No alcohol until Tuesday 10:00."])
        // The quiet hours of the first clinic: none.
        try await world.restart()
        #expect(said(world).count == 2)
    }

    @Test func `schedules a series whole or not at all, and moves the rest of it with one of them`() async throws {
        let world = try await world(until: "2026-03-02T09:10:00Z")
        let wrong = TreatmentRequest(patient: "P-1", start: "2026-03-16 10:00", duration: "1h", every: "0h", times: 4)
        #expect(try await world.refused(.scheduleTreatment(wrong)) == ["out-of-range"])
        // Two weeks apart over the night of 29 March, when the clocks go forward: 10:00 stays 10:00.
        let series = TreatmentRequest(patient: "P-1", start: "2026-03-16 10:00", duration: "1h", every: "2w", times: 3)
        let outcome = try await world.ask(.scheduleTreatment(series))
        #expect(
            outcome.treatments.map(\.value.plannedStart)
                == ["2026-03-16T09:00:00Z", "2026-03-30T08:00:00Z", "2026-04-13T08:00:00Z"].map(instant))
        #expect(Set(outcome.treatments.map(\.value.series)) == [outcome.treatments[0].value.id])
        let second = outcome.treatments[1].value.id
        #expect(try await world.refused(.moveTreatment(second, MoveRequest(start: "2026-04-01 12:00"))) == ["missing"])
        let moved = try await world.ask(.moveTreatment(second, MoveRequest(start: "2026-04-01 12:00", rest: true)))
        #expect(moved.treatments.map(\.value.plannedStart) == ["2026-04-01T10:00:00Z", "2026-04-15T10:00:00Z"].map(instant))
    }

    @Test func `that asks for warmth and cold on one site at once is refused, and said why`() async throws {
        let compress = { (modality: Modality, id: String) in
            CareProtocol(
                id: name(id), version: 1, title: Translations([.english: "Sample"]), language: .english,
                routes: [.intramuscular], usualDuration: nil, signOff: nil, sources: [:],
                instructions: [instruction("compress", "24h", .moments([.start]), kind: .compress, modality: modality)])
        }
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        _ = try await world.engine.load([compress(.cold, "cold"), compress(.warm, "warm")])
        let request = ClinicRequest(
            patients: [PatientRequest(id: "P-1")],
            plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "cold"), PlanRequest(id: "PL-2", patient: "P-1", protocol: "warm")],
            treatments: [
                TreatmentRequest(id: "T-1", patient: "P-1", plan: "PL-1", start: "2026-03-02T08:00:00Z", duration: "1h", site: "left knee"),
                TreatmentRequest(id: "T-2", patient: "P-1", plan: "PL-2", start: "2026-03-02T12:00:00Z", duration: "1h", site: "Left knee"),
            ])
        #expect(try await world.refused(.apply(request, isTrial: false)) == ["contradiction"])
        #expect(try await world.engine.patients(PageRequest()).items.isEmpty)
        var apart = request
        apart.treatments[1].site = "right knee"
        try await world.ask(.apply(apart, isTrial: false))
    }
}

@Suite struct `A preview` {
    @Test func `of a treatment that is not scheduled keeps nothing, and tells what then happens`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        let treatment = TreatmentRequest(patient: "P-1", start: "2026-03-02T12:00:00Z", duration: "1h")
        let preview = try await world.engine.preview(PreviewRequest(patient: "P-1", treatment: treatment))
        #expect(try await world.engine.treatments(of: nil, PageRequest()).items.map(\.id) == [name("T-1")])
        #expect(world.journal.reminders.isEmpty)
        try await world.ask(.scheduleTreatment(treatment))
        await world.pass(until: "2026-03-09T00:00:00Z")
        let told = preview.messages.map(\.text)
        #expect(told == world.journal.reminders.map { $0["MESSAGE"] })
        #expect(told.contains { $0.hasSuffix("This counts for your sessions of Monday 09:00 and Monday 13:00.") })
    }

    @Test func `of nobody, of the past or of no time is refused`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        await world.engine.start()
        try await world.arrange()
        for (request, code) in [
            (PreviewRequest(patient: "P-9"), "unknown-patient"),
            (PreviewRequest(patient: "P-1", from: "2026-03-01T00:00:00Z"), "out-of-range"),
            (PreviewRequest(patient: "P-1", lasting: "0h"), "out-of-range"),
            (PreviewRequest(patient: "P-1", treatment: TreatmentRequest(patient: "P-1", start: "soon")), "malformed"),
        ] {
            do {
                _ = try await world.engine.preview(request)
                Issue.record("'\(code)' was not found")
            } catch let refusal as RefusedRequest {
                #expect(refusal.problems.map(\.code.rawValue).contains(code))
            }
        }
    }

    ///     session     T-1 ends 2 March 09:00    T-2 ends 3 March 09:00
    ///     clock       18 September 09:00: 200 days after T-1
    @Test func `that takes a plan up again decides anew what ended within the last 200 days`() async throws {
        let world = try World(at: "2026-03-02T07:00:00Z")
        try await world.arrange()
        try await world.apply(
            ClinicRequest(treatments: [
                TreatmentRequest(id: "T-2", patient: "P-1", start: "2026-03-03T08:00:00Z", end: "2026-03-03T09:00:00Z")
            ]))
        try await world.ask(.changePlan(name("PL-1"), PlanChangeRequest(status: "revoked")))
        world.time.move(to: instant("2026-09-18T09:00:00Z"))
        func revisions() throws -> [Int?] {
            try world.store.read { tx in try ["T-1", "T-2"].map { try tx.treatment(name($0))?.timingRevision } }
        }
        let before = try revisions()
        var mistaken = PlanChangeRequest(status: "active")
        mistaken.enteredInError = true
        try await world.ask(.changePlan(name("PL-1"), mistaken))
        #expect(before == [1, 1])
        #expect(try revisions() == [1, 2])
    }
}

extension Clinic {
    fileprivate func with(quietHours: QuietHours?) -> Clinic {
        Clinic(
            name: name, contact: contact, isContactMonitored: isContactMonitored, quietHours: quietHours, zone: zone,
            language: language)
    }
}
