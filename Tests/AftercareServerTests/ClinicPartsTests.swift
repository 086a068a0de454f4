import Aftercare
import AftercareStore
import Foundation
import Testing

@testable import AftercareAPI
@testable import AftercareServer

@Suite struct `A file that is too large for one body` {
    private static let large = ClinicRequest(
        patients: (0..<400).map { PatientRequest(id: "P-\($0)", name: String(repeating: "n", count: 100)) },
        plans: [PlanRequest(id: "PL-1", patient: "P-399", protocol: "sample")],
        treatments: [TreatmentRequest(id: "T-1", patient: "P-399", start: "now+1d")])
    /// As if no more than that went into one.
    private static let most = 4000

    @Test func `is sent in parts, and applied as one`() async throws {
        try await Desk.open { desk in
            let outcome = try await desk.client.apply(Self.large, most: Self.most)
            #expect(outcome.patients.count == 400)
            #expect(outcome.treatments.map(\.value.id.rawValue) == ["T-1"])
        }
    }

    @Test func `may be larger than a body`() async throws {
        try await Desk.open { desk in
            let body = (0..<6).map { number in
                #"{"patients": [{"id": "P-\#(number)"}], "plans": [], "treatments": []}"# + String(repeating: " ", count: 1 << 20)
            }.joined(separator: "\n")
            #expect(body.utf8.count > Wire.largestBody)
            let client = try RawClient(socket: desk.client.socket)
            async let answer = client.answer()
            await onThread {
                try? client.say(Self.head(body.utf8.count) + body)
                client.end()
            }
            #expect(await answer.hasPrefix("HTTP/1.1 200 "))
            #expect(try desk.store.read { try $0.patients(Page()) }.count == 6)
        }
    }

    @Test func `is not applied at all where its last part is wrong, and the mistake has its place in the whole`() async throws {
        try await Desk.open { desk in
            var wrong = Self.large
            wrong.patients.append(PatientRequest(id: "P-!", zone: "UTC"))
            let error = await #expect(throws: ErrorBody.self) { try await desk.client.apply(wrong, most: Self.most) }
            #expect(error?.problems.map(\.path) == ["patients.400.id"])
            let taken = try desk.store.read { try $0.patients(Page()) }
            #expect(taken.isEmpty)
        }
    }

    private static func head(_ length: Int) -> String {
        "POST /v1/apply HTTP/1.1\r\nHost: x\r\nContent-Type: \(Wire.partsType)\r\nContent-Length: \(length)\r\n\r\n"
    }
    private static let part = #"{"patients": [{"id": "P-1"}], "plans": [], "treatments": []}"# + "\n"

    @Test func `is not applied at all where the connection breaks between two parts`() async throws {
        try await Desk.open { desk in
            let client = try RawClient(socket: desk.client.socket)
            try client.say(Self.head(Self.part.utf8.count * 2) + Self.part)
            client.end()
            #expect(await client.answer().hasPrefix("HTTP/1.1 400 "))
            #expect(try desk.store.read { try $0.patients(Page()) }.isEmpty)
        }
    }

    @Test func `tells what is wrong with the form of a part at its place in the whole`() async throws {
        try await Desk.open { desk in
            let wrong = #"{"patients": [{"id": "P-2", "zonne": "UTC"}], "plans": [], "treatments": []}"#
            let client = try RawClient(socket: desk.client.socket)
            try client.say(Self.head(Self.part.utf8.count + wrong.utf8.count) + Self.part + wrong)
            client.end()
            let answer = await client.answer()
            #expect(answer.contains(#""path":"patients.1.zonne""#), "\(answer)")
        }
    }

    @Test func `that goes into one body is sent as one, and a larger one in parts that each do`() throws {
        let small = ClinicRequest(patients: [PatientRequest(id: "P-1")], plans: [], treatments: [])
        #expect(try small.parts(of: 1000) == [try Wire.encode(small)])
        let parts = try Self.large.parts(of: Self.most)
        #expect(parts.allSatisfy { $0.count <= Self.most })
        let read = try parts.map { try Wire.decode(ClinicRequest.self, from: $0) }
        #expect(read.flatMap(\.patients) == Self.large.patients)
        #expect(read.flatMap(\.plans) == Self.large.plans)
        #expect(read.flatMap(\.treatments) == Self.large.treatments)
    }
}
