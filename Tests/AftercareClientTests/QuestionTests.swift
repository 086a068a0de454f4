import Aftercare
import AftercareAPI
import AftercareClient
import Testing

@Suite struct `What a client asks` {
    private func question(_ ask: @Sendable (Client) async throws -> Void) async throws -> String {
        let server = try RawServer()
        let (questions, asked) = AsyncStream<String>.makeStream()
        server.serve { caller in
            asked.yield(caller.question())
            asked.finish()
            caller.answer("[]")
        }
        try await server.asked(ask)
        return await questions.reduce("", +)
    }

    @Test func `has each word as the service reads it again`() async throws {
        let got = try await question {
            let _: [Int] = try await $0.get("/status//P-1?/ä", query: ["b": "a&b=c+d e", "a": "", "c": nil])
        }
        #expect(got == "GET /v1/status/P-1%3F/%C3%A4?a=&b=a%26b%3Dc%2Bd%20e HTTP/1.1\r\n\r\n")
    }

    @Test func `has its body, and says what that is`() async throws {
        let got = try await question { let _: [Int] = try await $0.post("apply", ["b": 1, "a": 2], query: ["trial": "true"]) }
        #expect(
            got == "POST /v1/apply?trial=true HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n"
                + #"{"a":2,"b":1}"#)
    }

    @Test(arguments: [(1000, "application/json"), (1, Wire.partsType)])
    func `is a file in one body where it fits into that, and else line by line`(most: Int, type: String) async throws {
        let patients = ["P-1", "P-2"].map { PatientRequest(id: $0) }
        let got = try await question {
            // What is answered is no outcome; only what was asked counts.
            _ = try? await $0.apply(ClinicRequest(patients: patients, plans: [], treatments: []), most: most)
        }
        #expect(got.contains("\r\nContent-Type: \(type)\r\n"), "\(got)")
    }
}
