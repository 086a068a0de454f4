import Aftercare
import AftercareAPI
import AftercareClient
import AftercareEngine
import AftercareStore
import Foundation
import Testing

@Suite struct `The server` {
    private let patient = PatientRequest(id: "P-1", zone: "UTC")

    private func refusal(_ body: () async throws -> Void) async -> ErrorBody? {
        do { try await body() } catch { return error as? ErrorBody }
        return nil
    }

    @Test func `takes a treatment from the wire to a window that holds`() async throws {
        try await Desk.open { desk in
            let _: Outcome = try await desk.client.post("patients", patient)
            let _: Outcome = try await desk.client.post("plans", PlanRequest(patient: "P-1", protocol: "sample"))
            let outcome: Outcome = try await desk.client.post(
                "treatments", TreatmentRequest(patient: "P-1", start: "now-45min"))
            #expect(outcome.treatments.map(\.value.id.rawValue) == ["T-0001"])
            let status: PatientStatus = try await desk.client.get("status/P-1")
            #expect(status.windows.map(\.label) == ["no alcohol"])
            #expect(status.upcoming.map(\.message) == ["Over."])
            let reminders: Page<ListedReminder> = try await desk.client.get("reminders", query: ["patient": "P-1"])
            #expect(reminders.items.map(\.state) == [.printed])
        }
    }

    @Test func `writes the user at the other end of the socket into the audit`() async throws {
        try await Desk.open { desk in
            let _: Outcome = try await desk.client.post("patients", patient)
            #expect(try desk.store.read { try $0.audit(limit: 1) }.map(\.uid) == [geteuid()])
        }
    }

    @Test func `answers every wrong body with a stable code`() async throws {
        try await Desk.open { desk in
            let twice = await refusal {
                let _: Outcome = try await desk.client.post("patients", patient)
                let _: Outcome = try await desk.client.post("patients", patient)
            }
            #expect(twice?.problems.map(\.code) == [.duplicateID])
            #expect(twice?.problems.first?.message.hasSuffix("change it with 'aftercarectl patient change P-1'") == true)
            let unknown = await refusal { let _: PatientStatus = try await desk.client.get("status/P-9") }
            #expect(unknown?.problems.map(\.code) == [.unknownPatient])
            let nowhere = await refusal { let _: ServiceStatus = try await desk.client.get("nowhere") }
            #expect(nowhere?.code == .notFound)
            let large = await refusal {
                let name = String(repeating: "x", count: Wire.maxBodyBytes)
                let _: Outcome = try await desk.client.post("patients", PatientRequest(id: "P-2", name: name))
            }
            #expect(large?.code == .tooLarge)
            let list = await refusal { let _: Outcome = try await desk.client.post("patients", [1, 2]) }
            #expect(list?.code == .notJSON)
            let limit = await refusal { let _: Page<Patient> = try await desk.client.get("patients", query: ["limit": "0"]) }
            #expect(limit?.problems.map(\.path) == ["limit"])
        }
    }

    @Test func `refuses new work with a code of its own where the disk is nearly full`() async throws {
        try await Desk.open(storage: Storage(keepFree: .mebibytes(64)) { 1 << 20 }) { desk in
            let refused = await refusal { let _: Outcome = try await desk.client.post("patients", patient) }
            #expect(refused?.code == .storageFull)
            #expect(refused?.code.rawValue == "storage-full")
            #expect(refused?.message.hasPrefix("1 MiB are free") == true)
            let backup = await refusal { _ = try await desk.client.backup { _ in } }
            #expect(backup?.code == .storageFull)
        }
    }

    @Test func `hands out a long listing in pages`() async throws {
        try await Desk.open { desk in
            let all = ClinicRequest(patients: (0..<25).map { PatientRequest(id: "P-\(100 + $0)") })
            let _: Outcome = try await desk.client.post("apply", all)
            var seen: [String] = []
            var after: String?
            var pages = 0
            repeat {
                pages += 1
                let page: Page<Patient> = try await desk.client.get("patients", query: ["limit": "10", "after": after])
                seen += page.items.map(\.id.rawValue)
                after = page.next
            } while after != nil
            #expect(seen == all.patients.map(\.id))
            #expect(pages == 3)
        }
    }
}
