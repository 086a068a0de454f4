import AftercareAPI
import Testing

/// A client that has waited for as long as it was told to.
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
        server.answerSlowly(answer, pause: pause)
        let client = Client(socket: server.path, patience: .milliseconds(150))
        await #expect(throws: ClientError.noAnswer(socket: server.path, detail: "it took too long")) {
            let _: [String: Int] = try await client.get("status")
        }
        try await client.close()
    }
}
