import Aftercare
import AftercareAPI
import AftercareClient
import Foundation
import Synchronization
import Testing

@Suite struct `A backup that is fetched` {
    /// That of "abc".
    private static let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    private static func header(size: Int64, sha256: String = sum) throws -> String {
        let body = BackupBody(takenAt: Instant(seconds: 0), patients: 1, reminders: 2, size: size, sha256: sha256)
        return "\(BackupBody.header): \(String(decoding: try Wire.encode(body), as: UTF8.self))\r\n"
    }

    private func fetch(_ answer: String) async throws -> (body: BackupBody, bytes: String) {
        let server = try RawServer()
        server.serve { caller in
            caller.question()
            caller.say(answer)
        }
        var bytes: [UInt8] = []
        let body = try await server.asked { try await $0.backup { bytes += $0 } }
        return (body, String(decoding: bytes, as: UTF8.self))
    }

    private func broken(_ answer: String) async -> String? {
        do { _ = try await fetch(answer) } catch ClientError.broken(_, let detail) { return detail } catch { return "\(error)" }
        return nil
    }

    @Test func `comes as it was sent, in its order`() async throws {
        let backup = try await fetch(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\(Self.header(size: 3))\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n")
        #expect(backup.bytes == "abc" && backup.body.reminders == 2)
    }

    @Test func `is none where it is not what was promised`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n"
        #expect(await broken("\(head)\r\nabc") == "it does not say what it is")
        #expect(await broken("\(head)\(try Self.header(size: 3))\r\nab") == "it ended after 2 of 3 bytes")
        #expect(await broken("\(head)\(try Self.header(size: 4))\r\nabc") == "it ended after 3 of 4 bytes")
        #expect(
            await broken("\(head)\(try Self.header(size: 3))\r\nabd") == "its SHA-256 is not the one that was promised")
    }

    @Test func `is left where its bytes cannot be kept`() async throws {
        struct Full: Error {}
        let server = try RawServer()
        let header = try Self.header(size: 3)
        server.serve { caller in
            caller.question()
            caller.answer("abc", headers: header)
            caller.wait()
        }
        await #expect(throws: Full.self) { try await server.asked { try await $0.backup { _ in throw Full() } } }
    }

    /// More than a machine has memory for may come.
    @Test(.timeLimit(.minutes(15)))
    func `is sent no faster than it is kept`() async throws {
        let server = try RawServer()
        let megabyte = String(repeating: "x", count: 1 << 20)
        let header = try Self.header(size: 64 << 20)
        let sent = Mutex(0)
        let isStuck = DispatchSemaphore(value: 0)
        server.serve { caller in
            caller.question()
            caller.say("HTTP/1.1 200 OK\r\nContent-Length: \(64 << 20)\r\n\(header)\r\n")
            // Nobody takes anything for so long.
            var limit = timeval(tv_sec: 0, tv_usec: 500_000)
            setsockopt(caller.descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout.size(ofValue: limit)))
            while caller.say(megabyte) { sent.withLock { $0 += 1 } }
            isStuck.signal()
        }
        var waits = true
        await #expect(throws: ClientError.self) {
            try await server.asked {
                try await $0.backup { _ in
                    if waits { isStuck.wait() }
                    waits = false
                }
            }
        }
        #expect(sent.withLock { $0 } < 8)
    }
}
