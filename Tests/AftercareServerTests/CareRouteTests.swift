import Aftercare
import AftercareAPI
import AftercareClient
import Testing

/// Changes, answers and reactions over the socket.
@Suite struct `Over the socket` {
    /// A patient whose session has just ended, and was told so.
    private func open(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open { desk in
            let request = ClinicRequest(
                patients: [PatientRequest(id: "P-1", zone: "UTC")],
                plans: [PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample")],
                treatments: [TreatmentRequest(id: "T-1", patient: "P-1", start: "now-45min")])
            let _: Outcome = try await desk.client.post("apply", request)
            try await body(desk)
        }
    }

    private func codes(_ body: () async throws -> Void) async -> [Problem.Code] {
        do { try await body() } catch { return (error as? ErrorBody)?.problems.map(\.code) ?? [] }
        return []
    }

    @Test func `a patient, a plan and a treatment are changed`() async throws {
        try await open { desk in
            let patient: Outcome = try await desk.client.post(
                "patients/P-1/change", PatientRequest(id: "P-1", status: "opted-out"))
            #expect(patient.patients.map(\.value.status) == [.optedOut])
            let plan: Outcome = try await desk.client.post(
                "plans/PL-1/change", PlanChangeRequest(status: "on-hold", without: ["no-alcohol"]))
            #expect(plan.plans.map(\.value.status) == [.onHold])
            let series: Outcome = try await desk.client.post(
                "treatments", TreatmentRequest(patient: "P-1", plan: "PL-1", start: "now+1d", every: "1w", times: 2))
            let moved: Outcome = try await desk.client.post(
                "treatments/\(series.treatments[0].value.id)/move", MoveRequest(start: "now+2d", rest: true))
            #expect(moved.treatments.map(\.kind) == [.changed, .changed])
        }
    }

    @Test func `a patient's status says what keeps it silent, and which session comes next`() async throws {
        try await open { desk in
            let series: Outcome = try await desk.client.post(
                "treatments", TreatmentRequest(patient: "P-1", plan: "PL-1", start: "now+1w", every: "1w", times: 3))
            let first = try #require(series.treatments.first?.value)
            let _: Outcome = try await desk.client.post("plans/PL-1/change", PlanChangeRequest(status: "on-hold"))
            let status: PatientStatus = try await desk.client.get("status/P-1")
            #expect(status.plans?.map(\.status) == [.onHold])
            #expect(status.nextSession?.treatment.id == first.id)
            #expect(status.nextSession?.number == 1)
            #expect(status.nextSession?.count == 3)

            let _: Outcome = try await desk.client.post("treatments/\(first.id)/cancel", CancellationRequest())
            let next: PatientStatus = try await desk.client.get("status/P-1")
            #expect(next.nextSession?.treatment.id == series.treatments[1].value.id)
            #expect(next.nextSession?.number == 2)
            let all: ServiceStatus = try await desk.client.get("status")
            #expect(all.inWindow.allSatisfy { $0.plans == nil && $0.nextSession == nil })
        }
    }

    @Test func `a path and a body that speak of two patients change neither`() async throws {
        try await open { desk in
            let problems = await codes {
                let _: Outcome = try await desk.client.post("patients/P-1/change", PatientRequest(id: "P-2"))
            }
            #expect(problems == [.contradiction])
        }
    }

    @Test func `a reminder is answered, and a second answer is refused`() async throws {
        try await open { desk in
            let reminders: Page<ListedReminder> = try await desk.client.get("reminders")
            let id = try #require(reminders.items.first?.id.text)
            let outcome: Outcome = try await desk.client.post(
                "reminders/\(id.prefix(8))/respond", ResponseRequest(answer: "acknowledged"))
            #expect(outcome.responses.map(\.reminder.text) == [id])
            let problems = await codes {
                let _: Outcome = try await desk.client.post("reminders/\(id)/respond", ResponseRequest(answer: "declined"))
            }
            #expect(problems == [.alreadyFinished])
        }
    }

    @Test func `a reaction is reported, listed, shown, first in the status, and cleared`() async throws {
        try await open { desk in
            let outcome: Outcome = try await desk.client.post(
                "reactions", ReactionRequest(patient: "P-1", signs: ["swelling"]))
            let id = try #require(outcome.reactions.first?.value.id)
            let list: Page<Reaction> = try await desk.client.get("reactions", query: ["patient": "P-1"])
            #expect(list.items.map(\.id) == [id])
            let shown: Reaction = try await desk.client.get("reactions/\(id)")
            #expect(shown.signs == [.swelling] && shown.isOpen)
            let status: ServiceStatus = try await desk.client.get("status")
            #expect(status.needsPerson.map(\.reaction) == [id])
            let _: Outcome = try await desk.client.post("reactions/\(id)/clear", [String: String]())
            let after: PatientStatus = try await desk.client.get("status/P-1")
            #expect(after.needsPerson.isEmpty)
            #expect(await codes { let _: Reaction = try await desk.client.get("reactions/R-9") } == [.unknownReaction])
        }
    }

    @Test func `a preview tells what a treatment would bring that is not scheduled`() async throws {
        try await open { desk in
            let preview: Preview = try await desk.client.post(
                "preview", PreviewRequest(patient: "P-1", treatment: TreatmentRequest(patient: "P-1", start: "now+3d")))
            #expect(preview.treatments.count == 2 && !preview.isCut)
            #expect(preview.entries.map(\.outcome) == [.said, .said, .said])
            let treatments: Page<Treatment> = try await desk.client.get("treatments")
            #expect(treatments.items.map(\.id.rawValue) == ["T-1"])
        }
    }
}
