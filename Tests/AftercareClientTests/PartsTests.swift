import Aftercare
import AftercareAPI
import Testing

@testable import AftercareClient

@Suite struct `A file that is too large for one body` {
    private static let large = ClinicRequest(
        patients: (0..<400).map { PatientRequest(id: "P-\($0)", name: String(repeating: "n", count: 100)) },
        plans: [PlanRequest(id: "PL-1", patient: "P-399", protocol: "sample")],
        treatments: [TreatmentRequest(id: "T-1", patient: "P-399", start: "now+1d")])
    /// As if no more than that went into one.
    private static let most = 4000

    @Test func `goes in parts that each do, and a smaller one as it is`() throws {
        let small = ClinicRequest(patients: [PatientRequest(id: "P-1")], plans: [], treatments: [])
        #expect(try small.parts(of: 1000) == [try Wire.encode(small)])
        let parts = try Self.large.parts(of: Self.most)
        #expect(parts.allSatisfy { $0.count <= Self.most })
        let read = try parts.map { try Wire.decode(ClinicRequest.self, from: $0) }
        #expect(read.flatMap(\.patients) == Self.large.patients)
        #expect(read.flatMap(\.plans) == Self.large.plans)
        #expect(read.flatMap(\.treatments) == Self.large.treatments)
    }

    @Test func `is refused before it is sent where it is larger than the service takes`() async throws {
        let name = String(repeating: "n", count: Wire.maxBodyBytes / 2)
        let huge = ClinicRequest(
            patients: (0..<17).map { PatientRequest(id: "P-\($0)", name: name) }, plans: [], treatments: [])
        let client = Client(socket: "/nonexistent/control.sock")
        let error = await #expect(throws: ErrorBody.self) { try await client.apply(huge) }
        #expect(error?.code == .tooLarge && error?.message.contains("32 MiB is the most") == true)
        await client.close()
    }
}
