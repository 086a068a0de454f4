import AftercareAPI
import AftercareClient
import Dispatch
import Testing

@Suite struct `An answer` {
    private static let closed = "it closed the connection: it has too many, or was stopped"
    private static let ended = "stream ended at an unexpected time"
    private static let refusal = #"{"code": "too-large", "message": "no", "problems": []}"#

    @Test(
        arguments: [
            ("", closed), ("HTTP/1.1 200 OK\r\nContent-", ended),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[", ended),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n", ended),
            ("SSH-2.0-OpenSSH_10.0\r\n", "invalid constant string"),
        ])
    func `that does not come to its end, or is none, is told from one`(answer: String, detail: String) async throws {
        let server = try RawServer()
        server.serve { caller in
            caller.question()
            caller.say(answer)
        }
        await #expect(throws: ClientError.noAnswer(socket: server.path, detail: detail)) {
            try await server.asked { let _: [Int] = try await $0.get("status") }
        }
    }

    @Test func `to somebody whom the service did not listen to says what the kernel says`() async throws {
        let server = try RawServer()
        server.serve { $0.head() }
        let error = await #expect(throws: ClientError.self) {
            try await server.asked { let _: [Int] = try await $0.post("apply", String(repeating: "x", count: 100)) }
        }
        guard case .noAnswer(_, let detail) = error else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(detail.contains("Connection reset by peer"), "\(detail)")
    }

    @Test func `to a large body that the service does not read to its end says that it hung up`() async throws {
        let server = try RawServer()
        server.serve { $0.head() }
        await #expect(throws: ClientError.noAnswer(socket: server.path, detail: Self.closed)) {
            try await server.asked { let _: [Int] = try await $0.post("apply", String(repeating: "x", count: 1 << 24)) }
        }
    }

    /// The service does not read on, and hangs up.
    @Test func `that refuses a large body before all of it came is heard`() async throws {
        let server = try RawServer()
        server.serve { caller in
            caller.head()
            caller.answer(Self.refusal, status: "413 Content Too Large", headers: "Connection: close\r\n")
        }
        let error = await #expect(throws: ErrorBody.self) {
            try await server.asked { let _: [Int] = try await $0.post("apply", String(repeating: "x", count: 1 << 24)) }
        }
        #expect(error?.code == .tooLarge)
    }

    /// The service does not read on, and does not hang up.
    @Test func `that is none is told from one, though not all of the question could be sent`() async throws {
        let server = try RawServer()
        let isTold = DispatchSemaphore(value: 0)
        server.serve { caller in
            caller.head()
            caller.say("SSH-2.0-OpenSSH_10.0\r\n")
            isTold.wait()
        }
        await #expect(throws: ClientError.noAnswer(socket: server.path, detail: "invalid constant string")) {
            try await server.asked { let _: [Int] = try await $0.post("apply", String(repeating: "x", count: 1 << 24)) }
        }
        isTold.signal()
    }

    @Test func `that is an error without words is told by its number`() async throws {
        let server = try RawServer()
        server.serve { caller in
            caller.question()
            caller.answer("<html>", status: "502 Bad Gateway")
        }
        let error = await #expect(throws: ErrorBody.self) {
            try await server.asked { let _: [Int] = try await $0.get("status") }
        }
        #expect(error?.code == .internal && error?.message == "the service answered 502 Bad Gateway; see its log")
    }

    @Test(.timeLimit(.minutes(15)))
    func `leaves the connection open for the next question`() async throws {
        let server = try RawServer()
        server.serve { caller in
            caller.question()
            caller.answer("[1]")
            caller.question()
            caller.answer(Self.refusal, status: "413 Content Too Large")
            caller.question()
            caller.answer("[3]")
        }
        try await server.asked { client in
            let first: [Int] = try await client.get("status")
            await #expect(throws: ErrorBody.self) { let _: [Int] = try await client.get("status") }
            let third: [Int] = try await client.get("status")
            #expect(first == [1] && third == [3])
        }
    }

    @Test func `after which the service hangs up, as it says, is followed by a new connection`() async throws {
        let server = try RawServer()
        server.serve(
            { caller in
                caller.question()
                caller.answer("[1]", headers: "Connection: close\r\n")
                caller.wait()
            },
            { caller in
                caller.question()
                caller.answer("[2]")
            })
        try await server.asked { client in
            let first: [Int] = try await client.get("status")
            let second: [Int] = try await client.get("status")
            #expect(first == [1] && second == [2])
        }
    }
}
