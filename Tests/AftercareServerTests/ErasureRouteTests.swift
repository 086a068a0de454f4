import Aftercare
import AftercareClient
import Testing

@Suite struct `An erasure over the socket` {
    @Test func `answers with what is left and what is not touched`() async throws {
        try await Desk.open { desk in
            let added: Outcome = try await desk.client.post("patients", PatientRequest(id: "P-1", zone: "UTC", name: "Somebody"))
            #expect(added.notes.isEmpty)
            let outcome: Outcome = try await desk.client.post("patients/P-1/erase", [String: String]())
            #expect(outcome.patients.map(\.value.name) == [nil])
            #expect(!outcome.notes.isEmpty)
            let list: Page<Patient> = try await desk.client.get("patients")
            #expect(list.items.map(\.id) == outcome.patients.map(\.value.id))
        }
    }
}
