import AftercareClient
import Glibc
import Testing

/// What a client waits by is the network library's own clock, which nobody can advance.
@Suite struct `A client that is kept waiting` {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"

    @Test(
        arguments: [
            // Nothing comes; a head that comes byte by byte, and takes half a minute; half of a body.
            ("", Duration.zero), ("\(head)X: \(String(repeating: "x", count: 3000))\r\n\r\n{}", .milliseconds(10)),
            ("\(head)\r\n{", .zero),
        ])
    func `gives up, and says so`(answer: String, pause: Duration) async throws {
        let server = try RawServer()
        server.serve { caller in
            caller.question()
            for byte in answer.unicodeScalars {
                usleep(UInt32(pause / .microseconds(1)))
                guard caller.say(String(byte)) else { return }
            }
            caller.wait()
        }
        await #expect(throws: ClientError.noAnswer(socket: server.path, detail: "it took too long")) {
            try await server.asked(patience: .milliseconds(150)) { let _: [String: Int] = try await $0.get("status") }
        }
    }

    @Test func `leaves at once where nobody wants the answer any more`() async throws {
        let server = try RawServer()
        let (asked, isAsked) = AsyncStream<Void>.makeStream()
        server.serve { caller in
            caller.question()
            isAsked.finish()
            caller.wait()
        }
        let answer = Task { try await server.asked { let _: [Int] = try await $0.get("status") } }
        for await _ in asked {}
        answer.cancel()
        let result = await answer.result
        #expect(throws: ClientError.noAnswer(socket: server.path, detail: "CancellationError()")) { try result.get() }
    }
}
