import Aftercare
import AftercareAPI
import AftercareClient
import AftercareStore
import Foundation
import NIOCore
import Testing

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

    @Test func `is only weighed on trial`() async throws {
        try await Desk.open { desk in
            let trial = try await desk.client.apply(Self.large, query: ["trial": "true"], most: Self.most)
            #expect(trial.patients.count == 400)
            #expect(try desk.store.read { try $0.patients(PageRequest()) }.isEmpty)
        }
    }

    @Test func `is taken as it is where it is said that it is meant`() async throws {
        try await Desk.open { desk in
            var odd = Self.large
            odd.treatments = [TreatmentRequest(id: "T-1", patient: "P-399", start: "now+36mo")]
            let refused = await #expect(throws: ErrorBody.self) { try await desk.client.apply(odd) }
            #expect(refused?.code == .refused)
            let outcome = try await desk.client.apply(odd, query: ["force": "true"])
            #expect(outcome.treatments.count == 1)
        }
    }

    @Test func `is refused where a part of it is too large`() async throws {
        try await Desk.open { desk in
            let body = String(repeating: " ", count: Wire.maxBodyBytes + 1)
            let client = try RawClient(socket: desk.client.socket)
            async let answer = client.answer()
            await onThread {
                try? client.say(Self.head(body.utf8.count) + body)
                client.end()
            }
            let told = await answer
            #expect(told.hasPrefix("HTTP/1.1 413 ") && told.contains("a part is larger than 4 MiB"), "\(told)")
        }
    }

    @Test func `is not taken beside another, and then again`() async throws {
        try await Desk.open { desk in
            let client = try await begun(desk)
            try client.say("\n")
            client.end()
            #expect(await client.answer().hasPrefix("HTTP/1.1 200 "))
            _ = try await desk.client.apply(Self.large, most: Self.most)
        }
    }

    @Test func `is not hung up on while it comes, however many others connect`() async throws {
        try await Desk.open(places: ConnectionPlaces(most: 2, maxOfOne: 2, maxWaiting: 2)) { desk in
            let client = try await begun(desk)
            for _ in 0..<3 {
                let other = try RawClient(socket: desk.client.socket)
                try other.say("GET /v1/machine HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                #expect(await other.answer().hasPrefix("HTTP/1.1 200 "))
            }
            try client.say("\n")
            client.end()
            #expect(await client.answer().hasPrefix("HTTP/1.1 200 "))
        }
    }

    /// One that is being taken in, but for its last byte.
    private func begun(_ desk: Desk) async throws -> RawClient {
        let client = try RawClient(socket: desk.client.socket)
        try client.say(Self.head(Self.part.utf8.count) + Self.part.dropLast())
        let other = ClinicRequest(patients: [PatientRequest(id: "P-8"), PatientRequest(id: "P-9")], plans: [], treatments: [])
        var refused: ErrorBody?
        // From some moment on it is: then another is refused.
        for _ in 0..<1000 where refused == nil {
            do { _ = try await desk.client.apply(other, most: 1) } catch { refused = error as? ErrorBody }
        }
        #expect(refused?.code == .busy)
        return client
    }

    @Test func `may be larger than a body`() async throws {
        try await Desk.open { desk in
            let body = (0..<6).map { number in
                #"{"patients": [{"id": "P-\#(number)"}], "plans": [{"patient": "P-\#(number)", "protocol": "sample"}], "treatments": []}"#
                    + String(repeating: " ", count: 1 << 20)
            }.joined(separator: "\n\n")
            #expect(body.utf8.count > Wire.maxBodyBytes)
            let client = try RawClient(socket: desk.client.socket)
            async let answer = client.answer()
            await onThread {
                try? client.say(Self.head(body.utf8.count) + body)
                client.end()
            }
            #expect(await answer.hasPrefix("HTTP/1.1 200 "))
            #expect(try desk.store.read { try $0.patients(PageRequest()) }.count == 6)
            let plans: Page<Plan> = try await desk.client.get("plans")
            #expect(plans.items.count == 6)
        }
    }

    @Test func `is not applied at all where its last part is wrong, and the mistake has its place in the whole`() async throws {
        try await Desk.open { desk in
            var wrong = Self.large
            wrong.patients.append(PatientRequest(id: "P-!", zone: "UTC"))
            let error = await #expect(throws: ErrorBody.self) { try await desk.client.apply(wrong, most: Self.most) }
            #expect(error?.problems.map(\.path) == ["patients.400.id"])
            var wrongAtLast = Self.large
            wrongAtLast.treatments = [TreatmentRequest(id: "T-!", patient: "P-399", start: "now+1d")]
            let last = await #expect(throws: ErrorBody.self) { try await desk.client.apply(wrongAtLast, most: Self.most) }
            #expect(last?.problems.map(\.path) == ["treatments.0.id"])
            // A line in its midst, or its last one, which has no end, is none of what is asked for.
            for body in [#"{"patiens": []}"# + "\n" + Self.part, Self.part + #"{"patiens": []}"#] {
                let client = try RawClient(socket: desk.client.socket)
                try client.say(Self.head(body.utf8.count) + body)
                client.end()
                #expect(await client.answer().hasPrefix("HTTP/1.1 422 "))
            }
            let taken = try desk.store.read { try $0.patients(PageRequest()) }
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
            #expect(try desk.store.read { try $0.patients(PageRequest()) }.isEmpty)
        }
    }

    @Test func `is not waited for where it does not come to its end`() async throws {
        try await Desk.open(limits: ConnectionLimits(upload: .milliseconds(100), idle: .seconds(900))) { desk in
            let client = try RawClient(socket: desk.client.socket)
            try client.say(Self.head(Self.part.utf8.count * 2) + Self.part)
            #expect(await !client.answer().hasPrefix("HTTP/1.1 200 "))
            #expect(try desk.store.read { try $0.patients(PageRequest()) }.isEmpty)
        }
    }

    @Test(
        arguments: [
            (#"{"patients": [{"id": "P-2", "zonne": "UTC"}], "plans": [], "treatments": []}"#, "patients.1.zonne"),
            (#"{"patients": [], "plans": [{"protocol": "sample"}], "treatments": []}"#, "plans.0.patient"),
            (#"{"patients": {}, "plans": [], "treatments": []}"#, "patients"), (#"{"patients": [], "treatments": []}"#, "plans"),
            (#"{"patients": [], "plans": [], "treatments": [], "patience": []}"#, "patience"),
            (#"{"patients": [7], "plans": [], "treatments": []}"#, "patients.1"),
        ])
    func `tells what is wrong with the form of a part at its place in the whole`(wrong: String, place: String) async throws {
        try await Desk.open { desk in
            let client = try RawClient(socket: desk.client.socket)
            try client.say(Self.head(Self.part.utf8.count + wrong.utf8.count) + Self.part + wrong)
            client.end()
            let answer = await client.answer()
            #expect(answer.hasPrefix("HTTP/1.1 422 ") && answer.contains(#""path":"\#(place)""#), "\(answer)")
        }
    }
}
