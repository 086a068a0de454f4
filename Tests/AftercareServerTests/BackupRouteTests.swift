import Aftercare
import AftercareAPI
import AftercareClient
import AftercareStore
import Foundation
import Synchronization
import Testing

@Suite struct `A backup over the socket` {
    @Test func `arrives as it was made, and is a store`() async throws {
        try await Desk.open { desk in
            let _: Outcome = try await desk.client.post("patients", PatientRequest(id: "P-1", zone: "UTC"))
            // More than one portion.
            let text = String(repeating: "x", count: 3000)
            try desk.store.write { tx in
                for number in 0..<500 {
                    try tx.record(AuditEntry(at: Instant(seconds: 1), uid: nil, action: "test", subject: "\(number)", detail: text))
                }
            }
            var bytes = Data()
            let body = try await desk.client.backup { bytes.append(contentsOf: $0) }
            #expect(body.patients == 1)
            #expect(body.reminders == 0)
            #expect(body.size == Int64(bytes.count) && body.size > 1_000_000)
            let file = desk.directory.appending(path: "backup")
            try bytes.write(to: file)
            let restored = try Store.restore(file.path, in: desk.directory.appending(path: "other").path, at: body.takenAt)
            #expect(restored.takenAt == body.takenAt)
            #expect(restored.contents.patients == 1)
            #expect(try desk.store.read { try $0.audit(limit: 1) }.map(\.action) == ["store.backup"])
        }
    }

    // A server that waits for the reader waits for ever, which the limit tells from a busy machine.
    @Test(.timeLimit(.minutes(15)))
    func `that nobody reads to its end does not keep the server from stopping`() async throws {
        let held = Mutex<RawClient?>(nil)
        try await Desk.open { desk in
            let text = String(repeating: "x", count: 3000)
            try desk.store.write { tx in
                for number in 0..<5000 {
                    try tx.record(AuditEntry(at: Instant(seconds: 1), uid: nil, action: "test", subject: "\(number)", detail: text))
                }
            }
            let reader = try RawClient(socket: desk.directory.appending(path: "s").path)
            try reader.say("GET /v1/backup HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await reader.firstBytes().hasPrefix("HTTP/1.1 200"))
            held.withLock { $0 = reader }
        }
        #expect(held.withLock { $0 != nil })
    }
}
