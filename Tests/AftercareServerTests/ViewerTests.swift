import Aftercare
import AftercareAPI
import AftercareClient
import AftercareServer
import Foundation
import Testing

@Suite("The viewers' socket")
struct ViewerTests {
    @Test("answers questions, a preview among them")
    func answers() async throws {
        try await Desk.open(access: .readOnly) { desk in
            let status: ServiceStatus = try await desk.client.get("status")
            #expect(status.version == "test")
            let patients: Page<Patient> = try await desk.client.get("patients")
            #expect(patients.items.isEmpty)
            let ledger: LedgerPage = try await desk.client.get("ledger")
            #expect(ledger.highest == 0)
            // It is refused for what it says, not for asking.
            let error = await #expect(throws: ErrorBody.self) {
                let _: Preview = try await desk.client.post("preview", ["patient": "P-0001"])
            }
            #expect(error?.code != .notAllowed && error?.code != .notFound, "\(String(describing: error))")
        }
    }

    @Test(
        "changes nothing, whatever the way to say it",
        arguments: [
            "patients", "patients/P-0001/change", "plans", "treatments", "apply", "reactions", "/patients", "reminders/x/respond",
            "plans/upgrade",
        ])
    func refuses(path: String) async throws {
        try await Desk.open(access: .readOnly) { desk in
            let error = await #expect(throws: ErrorBody.self) {
                let _: Outcome = try await desk.client.post(path, PatientRequest(id: "P-0001", zone: "UTC", language: "en"))
            }
            #expect(error?.code == .notAllowed, "\(String(describing: error))")
            let patients: Page<Patient> = try await desk.client.get("patients")
            #expect(patients.items.isEmpty)
        }
    }

    @Test("hands out no backup")
    func noBackup() async throws {
        try await Desk.open(access: .readOnly) { desk in
            let error = await #expect(throws: ErrorBody.self) { try await desk.client.backup { _ in } }
            #expect(error?.code == .notAllowed)
        }
    }

    @Test("says of a path that there is not that there is nothing")
    func nothing() async throws {
        try await Desk.open(access: .readOnly) { desk in
            let error = await #expect(throws: ErrorBody.self) { let _: ServiceStatus = try await desk.client.get("nothing") }
            #expect(error?.code == .notFound)
        }
    }
}
