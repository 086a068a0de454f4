import Aftercare
import AftercareAPI
import AftercareClient
import Testing

@testable import AftercareServer

/// What a listing is limited to, and how it goes on.
@Suite struct `A listing over the socket` {
    /// Two patients whose sessions are over: that of P-2 an hour before that of P-1.
    private func open(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open { desk in
            let request = ClinicRequest(
                patients: [PatientRequest(id: "P-1", zone: "UTC"), PatientRequest(id: "P-2", zone: "UTC")],
                plans: [
                    PlanRequest(id: "PL-1", patient: "P-2", protocol: "sample"),
                    PlanRequest(id: "PL-2", patient: "P-1", protocol: "sample"),
                ],
                treatments: [
                    TreatmentRequest(id: "T-1", patient: "P-2", start: "now-105min"),
                    TreatmentRequest(id: "T-2", patient: "P-1", start: "now-45min"),
                ])
            let _: Outcome = try await desk.client.post("apply", request)
            let _: Outcome = try await desk.client.post("reactions", ReactionRequest(patient: "P-1", signs: ["swelling"]))
            try await body(desk)
        }
    }

    private func problems(_ body: () async throws -> Void) async -> [String] {
        do { try await body() } catch { return (error as? ErrorBody)?.problems.map { "\($0.path): \($0.message)" } ?? ["\(error)"] }
        return []
    }

    @Test func `is of one patient where that is asked`() async throws {
        try await open { desk in
            for (patient, plan, treatment, reactions) in [("P-1", "PL-2", "T-2", 1), ("P-2", "PL-1", "T-1", 0)] {
                let plans: Page<Plan> = try await desk.client.get("plans", query: ["patient": patient])
                #expect(plans.items.map(\.id.rawValue) == [plan])
                let treatments: Page<Treatment> = try await desk.client.get("treatments", query: ["patient": patient])
                #expect(treatments.items.map(\.id.rawValue) == [treatment])
                let found: Page<Reaction> = try await desk.client.get("reactions", query: ["patient": patient])
                #expect(found.items.count == reactions)
            }
            for path in ["plans", "treatments", "reactions", "reminders"] {
                let refused = await problems { let _: Page<Plan> = try await desk.client.get(path, query: ["patient": "-x"]) }
                #expect(refused.count == 1 && refused[0].hasPrefix("patient: "), "\(path): \(refused)")
            }
        }
    }

    @Test func `goes on where its page ended`() async throws {
        try await open { desk in
            let first: Page<Plan> = try await desk.client.get("plans", query: ["limit": "1"])
            let second: Page<Plan> = try await desk.client.get("plans", query: ["limit": "1", "after": first.next])
            #expect((first.items + second.items).map(\.id.rawValue) == ["PL-1", "PL-2"])
            let one: Page<Treatment> = try await desk.client.get("treatments", query: ["limit": "1"])
            let rest: Page<Treatment> = try await desk.client.get("treatments", query: ["after": one.next])
            #expect(one.items.count == 1 && Set((one.items + rest.items).map(\.id.rawValue)) == ["T-1", "T-2"])
            #expect(rest.items.count == 1 && rest.next == nil)
        }
    }

    @Test func `of reminders has the newest first, and each of them once`() async throws {
        try await open { desk in
            func said(_ page: Page<ListedReminder>) -> [ListedReminder] {
                page.items.filter { $0.role == .reminder && $0.state == .printed }
            }
            while case let page:Page<ListedReminder> = try await desk.client.get("reminders"), said(page).count < 2 {}
            var seen: [ListedReminder] = []
            var next: String?
            repeat {
                let page: Page<ListedReminder> = try await desk.client.get("reminders", query: ["limit": "1", "after": next])
                #expect(page.items.count <= 1)
                seen += page.items
                next = page.next
            } while next != nil
            #expect(Set(seen.map(\.id)).count == seen.count)
            #expect(seen.map(\.due) == seen.map(\.due).sorted(by: >))
            #expect(seen.filter { $0.role == .reminder }.map(\.patient.rawValue) == ["P-1", "P-2"])
            let other: Page<ListedReminder> = try await desk.client.get("reminders", query: ["patient": "P-2", "state": "printed"])
            #expect(said(other).map(\.patient.rawValue) == ["P-2"])
            let none: Page<ListedReminder> = try await desk.client.get("reminders", query: ["state": "settled"])
            #expect(none.items.isEmpty)
        }
    }

    @Test func `takes a limit that is a number from 1 to 500`() async throws {
        try await Desk.open { desk in
            for limit in ["1", "500"] {
                #expect(await problems { let _: Page<Patient> = try await desk.client.get("patients", query: ["limit": limit]) } == [])
            }
            for limit in ["0", "501", "-1", "x"] {
                let refused = await problems { let _: Page<Patient> = try await desk.client.get("patients", query: ["limit": limit]) }
                #expect(refused == ["limit: '\(limit)' is not a number from 1 to 500"])
            }
        }
    }

    @Test func `is refused where it is to go on from nowhere`() async throws {
        try await Desk.open { desk in
            let id = "00000001-0000-5000-8000-000000000000"
            for after in ["x", "2026-11-21T17:30:00Z", "x_\(id)", "2026-11-21T17:30:00Z_x", "2026-11-21T17:30:00Z_\(id)_x"] {
                let refused = await problems {
                    let _: Page<ListedReminder> = try await desk.client.get("reminders", query: ["after": after])
                }
                #expect(refused == ["after: '\(after)' is not where a listing went to"])
            }
            for after in ["-1", "x"] {
                let refused = await problems { let _: LedgerPage = try await desk.client.get("ledger", query: ["after": after]) }
                #expect(refused == ["after: '\(after)' is not a number from 0"])
            }
            #expect(await problems { let _: LedgerPage = try await desk.client.get("ledger", query: ["after": "0"]) } == [])
        }
    }

    // MARK: Refusals

    @Test func `that is none names what is wrong with its path`() async throws {
        try await Desk.open { desk in
            let rule = "use 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit"
            #expect(
                await problems { let _: PatientDetails = try await desk.client.get("patients/-x") } == [": '-x' is not a name; \(rule)"])
            let nowhere = await #expect(throws: ErrorBody.self) { let _: ServiceStatus = try await desk.client.get("nowhere") }
            #expect(nowhere?.message == "there is nothing at this path")
            let _: Outcome = try await desk.client.post("patients", PatientRequest(id: "P-1", zone: "UTC"))
            let other = await problems {
                let _: Outcome = try await desk.client.post("patients/P-1/change", PatientRequest(id: "P-2", name: "x"))
            }
            #expect(other == ["id: the body speaks of 'P-2', and the path of 'P-1'"])
        }
    }

    @Test func `of a viewer stays one, whatever else is asked`() async throws {
        try await Desk.open(access: .readOnly) { desk in
            let refused = await #expect(throws: ErrorBody.self) {
                let _: Outcome = try await desk.client.post("patients", PatientRequest(id: "P-1", zone: "UTC"))
            }
            #expect(
                refused?.message == "you may look here, and change nothing; whoever is to change something belongs into the staff's group")
        }
    }

    @Test func `is applied where it is not said that it is on trial`() async throws {
        try await Desk.open { desk in
            for (trial, isApplied) in [("true", false), ("false", true)] {
                let request = ClinicRequest(patients: [PatientRequest(id: "P-1", zone: "UTC")], plans: [], treatments: [])
                let _: Outcome = try await desk.client.post("apply", request, query: ["trial": trial])
                let patients: Page<Patient> = try await desk.client.get("patients")
                #expect(patients.items.map(\.id.rawValue) == (isApplied ? ["P-1"] : []))
            }
        }
    }
}
