import Aftercare
import AftercareAPI
import AftercareClient
import Foundation
import Synchronization
import Testing

@Suite struct `A file whose progress is told` {
    private let request = ClinicRequest(patients: [PatientRequest(id: "P-1")])
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"

    private static func chunk(_ text: String) -> String { "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n" }

    /// What the client gets where the service answers so, and the progress that it was told.
    private func asked(_ answer: String) async throws -> (outcome: Outcome, progress: [ImportProgress]) {
        let server = try RawServer()
        server.serve { caller in
            #expect(caller.question().hasPrefix("POST /v1/apply?progress=true HTTP/1.1"))
            caller.say(answer)
        }
        let progress = Mutex<[ImportProgress]>([])
        let outcome = try await server.asked { client in
            try await client.apply(request) { told in progress.withLock { $0.append(told) } }
        }
        return (outcome, progress.withLock(\.self))
    }

    @Test func `is told of each line, in whatever portions they come, and gets the outcome`() async throws {
        let lines = [
            #"{"progress":{"of":3,"wei"#, #"ghed":1,"written":0}}"# + "\n" + #"{"progress":{"of":3,"weighed":3,"written":2}}"# + "\n",
            #"{"outcome":{"patients":[],"plans":[],"treatments":[],"reactions":[],"responses":[],"notes":["so"]}}"# + "\n",
        ]
        let told = try await asked(Self.head + lines.map(Self.chunk).joined() + Self.chunk(""))
        #expect(told.outcome == Outcome(notes: ["so"]))
        #expect(told.progress == [ImportProgress(of: 3, weighed: 1), ImportProgress(of: 3, weighed: 3, written: 2)])
    }

    @Test func `gets what was wrong from the last line`() async throws {
        let wrong = ErrorBody(code: .refused, message: "no", problems: [Problem(.unknownZone, at: "patients.0.zone", "unknown")])
        let line = String(decoding: try Wire.encode(ApplyLine(error: wrong)), as: UTF8.self) + "\n"
        let error = await #expect(throws: ErrorBody.self) { try await asked(Self.head + Self.chunk(line) + Self.chunk("")) }
        #expect(error?.problems == wrong.problems)
    }

    @Test func `has its result with the last line, though the rest of the answer does not come`() async throws {
        let line = String(decoding: try Wire.encode(ApplyLine(outcome: Outcome(notes: ["so"]))), as: UTF8.self) + "\n"
        #expect(try await asked(Self.head + Self.chunk(line)).outcome == Outcome(notes: ["so"]))
    }

    @Test(arguments: ["", chunk(#"{"progress":{"of":3,"weighed":1,"written":0}}"# + "\n"), chunk(#"{"progr"#)])
    func `knows of an end too early that nothing can be told`(portion: String) async throws {
        for end in ["", Self.chunk("")] {
            let error = await #expect(throws: ClientError.self) { try await asked(Self.head + portion + end) }
            #expect(error?.description.contains("apply it again, which adds nothing twice") == true)
            #expect(error?.wasNotAsked == false)
        }
    }

    @Test func `is taken by a service that tells none`() async throws {
        let body = String(decoding: try Wire.encode(Outcome(notes: ["so"])), as: UTF8.self)
        let told = try await asked(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
        #expect(told.outcome == Outcome(notes: ["so"]))
        #expect(told.progress == [])
    }
}
