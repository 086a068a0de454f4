import AftercareAPI
import AftercareClient
import Foundation
import Testing

/// What nobody has heard of, by its path.
@Suite struct `A thing that does not exist` {
    private static let asked = [
        "status/P-9", "patients/P-9", "plans/PL-9", "treatments/T-9", "reactions/R-9999", "protocols/nothing", "protocols/nothing@1",
        "nowhere",
    ]
    private static let changed: [(path: String, body: String)] = [
        ("patients/P-9/change", #"{"id": "P-9", "status": "inactive"}"#), ("patients/P-9/erase", ""), ("patients/P-9/entered-in-error", ""),
        ("plans/PL-9/change", #"{"status": "on-hold"}"#), ("plans/PL-9/entered-in-error", ""),
        ("treatments/T-9/move", #"{"start": "now+1d"}"#), ("treatments/T-9/complete", #"{"ended": "now"}"#),
        ("treatments/T-9/cancel", #"{"noShow": false}"#), ("treatments/T-9/reopen", "{}"),
        ("treatments/T-9/change", #"{"site": "left knee"}"#),
        ("treatments/T-9/entered-in-error", ""), ("reactions/R-9999/clear", ""), ("reactions/R-9999/entered-in-error", ""),
        ("reminders/ffffffff/respond", #"{"answer": "acknowledged"}"#), ("reminders/ffffffff/respond/entered-in-error", ""),
        ("nowhere", "{}"),
    ]

    private func status(_ desk: Desk, _ method: String, _ path: String, _ body: String) async throws -> String {
        let client = try RawClient(socket: desk.client.socket)
        try client.say(
            "\(method) /v1/\(path) HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
                + "Connection: close\r\n\r\n\(body)")
        return String((await client.answer()).dropFirst("HTTP/1.1 ".count).prefix(3))
    }

    @Test func `is not found, whatever is asked of it or done to it`() async throws {
        try await Desk.open { desk in
            for (method, path, body) in Self.asked.map({ ("GET", $0, "") }) + Self.changed.map({ ("POST", $0.path, $0.body) }) {
                let status = try await status(desk, method, path, body)
                #expect(status == "404", "\(method) \(path)")
            }
        }
    }
}
