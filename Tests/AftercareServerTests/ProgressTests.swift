import Aftercare
import AftercareAPI
import AftercareClient
import AftercareEngine
import Foundation
import NIOCore
import Synchronization
import Testing

@testable import AftercareServer

@Suite struct `A file whose progress is asked for` {
    private static func crowd(_ count: Int) -> ClinicRequest {
        let ids = (0..<count).map { "P-\($0)" }
        return ClinicRequest(
            patients: ids.map { PatientRequest(id: $0) },
            plans: ids.map { PlanRequest(id: "PL-\($0)", patient: $0, protocol: "sample") },
            treatments: ids.map { TreatmentRequest(id: "T-\($0)", patient: $0, start: "now+1d") })
    }

    @Test func `is answered line by line, and at last with the outcome`() async throws {
        // However fast it is applied, some lines come before.
        try await Desk.open(limits: ConnectionLimits(idle: .seconds(900), progress: .milliseconds(1))) { desk in
            let told = Mutex<[ImportProgress]>([])
            let outcome = try await desk.client.apply(Self.crowd(2000)) { progress in told.withLock { $0.append(progress) } }
            #expect(outcome.treatments.count == 2000)
            let progress = told.withLock(\.self)
            #expect(!progress.isEmpty)
            #expect(progress.allSatisfy { $0.of == 6000 && $0.written <= $0.weighed && $0.weighed <= 6000 })
            #expect(progress.map(\.weighed) == progress.map(\.weighed).sorted())
            #expect(try await desk.engine.patients(PageRequest(limit: 500)).items.count == 500)
            // The connection is good for more.
            #expect(try await desk.client.apply(Self.crowd(1)) { _ in }.patients.map(\.kind) == [.unchanged])
        }
    }

    private func answer(to body: String, of desk: Desk) async throws -> String {
        let client = try RawClient(socket: desk.client.socket)
        try client.say(
            "POST /v1/apply?progress=true HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                + body)
        return await client.answer()
    }

    @Test func `is answered in objects, one a line, of which the last has what a plain answer is`() async throws {
        try await Desk.open(limits: ConnectionLimits(idle: .seconds(900), progress: .seconds(900))) { desk in
            let answer = try await answer(to: #"{"patients": [{"id": "P-1"}], "plans": [], "treatments": []}"#, of: desk)
            #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.lowercased().contains("content-type: \(Wire.partsType)"), "\(answer)")
            let line = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("{") })
            #expect(line.hasSuffix("\n"))
            let told = try Wire.decode(ApplyLine.self, from: Data(line.utf8))
            #expect(told.outcome?.patients.map(\.value.id.rawValue) == ["P-1"] && told.progress == nil && told.error == nil)
        }
    }

    @Test func `is refused with its status where its form is wrong`() async throws {
        try await Desk.open { desk in
            for (body, status) in [(#"{"patiens": []}"#, 422), ("[]", 400)] {
                let answer = try await answer(to: body, of: desk)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
            }
        }
    }

    @Test func `is refused as another is, in the last line`() async throws {
        try await Desk.open { desk in
            var request = Self.crowd(60)
            request.patients[3].zone = "Mars/Base"
            let plain = await #expect(throws: ErrorBody.self) { try await desk.client.apply(request) }
            let told = await #expect(throws: ErrorBody.self) { try await desk.client.apply(request) { _ in } }
            #expect(plain?.problems.isEmpty == false)
            #expect(told?.problems == plain?.problems && told?.message == plain?.message && told?.code == plain?.code)
        }
    }

    @Test func `goes on where whoever asked has hung up`() async throws {
        try await Desk.open { desk in
            let body = String(decoding: try Wire.encode(Self.crowd(300)), as: UTF8.self)
            let client = try RawClient(socket: desk.client.socket)
            try client.say("POST /v1/apply?progress=true HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
            _ = try await client.firstBytes()
            client.end()
            var known = 0
            for _ in 0..<600 where known == 0 {
                try await Task.sleep(for: .milliseconds(50))
                known = try await desk.engine.patients(PageRequest(limit: 500)).items.count
            }
            #expect(known == 300)
        }
    }
}
