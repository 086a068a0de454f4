import Aftercare
import AftercareAPI
import Foundation
import Testing

@testable import AftercareServer

@Suite struct `A body` {
    private func read<Body: Codable>(_ json: String, as type: Body.Type) -> Result<Body, any Error> {
        Result { try StrictBody.decode(type, from: Data(json.utf8)) }
    }

    private func problems<Body: Codable>(_ json: String, as type: Body.Type) -> [String] {
        guard case .failure(let error) = read(json, as: type), let refusal = error as? Refusal else { return [] }
        return refusal.problems.map { "\($0.path): \($0.code.rawValue): \($0.message)" }
    }

    @Test(arguments: ["", "x", "{", "\"text\"", "[]", "{'id': 1}"])
    func `that is no JSON object is refused`(json: String) {
        guard case .failure(let error) = read(json, as: PatientRequest.self), let body = error as? ErrorBody else {
            Issue.record("it was taken")
            return
        }
        #expect(body.code == .notJSON)
    }

    @Test func `with a key that has no meaning is refused, with the keys that have one`() {
        #expect(
            problems(#"{"id": "P-1", "zonne": "UTC"}"#, as: PatientRequest.self) == [
                "zonne: unknown-key: unknown key 'zonne'; the keys are clear, id, language, name, quietHours, status, zone"
            ])
    }

    @Test func `tells unknown keys deep inside a list`() {
        let json = #"{"patients": [{"id": "P-1"}, {"id": "P-2", "x": 1}], "plans": [], "treatments": []}"#
        #expect(problems(json, as: ClinicRequest.self).map { $0.prefix(15) } == ["patients.1.x: u"])
    }

    @Test func `without what it must have, or with another kind of value, is refused at its place`() {
        #expect(problems(#"{"zone": "UTC"}"#, as: PatientRequest.self) == ["id: missing: 'id' is missing; add it"])
        #expect(problems(#"{"id": 7}"#, as: PatientRequest.self) == ["id: malformed: expected a text here"])
    }
}

@Suite struct `The place of a socket` {
    @Test func `is refused where its path is too long for the kernel`() {
        let path = "/" + String(repeating: "x", count: 107)
        #expect(throws: SocketError.tooLong(path, longest: 107)) { try SocketPath(path).claim() }
    }

    @Test func `is refused where something else lies`() throws {
        let path = NSTemporaryDirectory() + "socket-\(UUID().uuidString)"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SocketError.notASocket(path)) { try SocketPath(path).claim() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("precious".utf8))
    }

    @Test func `is refused where another daemon answers`() async throws {
        try await Desk.open { desk in
            #expect(throws: SocketError.taken(desk.client.socket)) { try SocketPath(desk.client.socket).claim() }
        }
    }
}
