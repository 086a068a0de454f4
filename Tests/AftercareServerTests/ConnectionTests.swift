import Aftercare
import AftercareAPI
import AftercareClient
import AftercareEngine
import AftercareStore
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import AftercareServer

/// What is done to the socket by those who mean no good, and by those who make mistakes.
@Suite struct `The socket` {
    private static let host = "Host: x\r\n"
    private static let patient = #"{"id": "P-1", "zone": "UTC"}"#

    private static func post(_ head: String, _ body: String = "") -> String {
        "POST /v1/patients HTTP/1.1\r\n\(host)\(head)\r\n\r\n\(body)"
    }

    @Test(arguments: [
        post("Transfer-Encoding: xchunked", patient),
        post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"),
        post("Transfer-Encoding: chunked", "-5\r\n\(patient)\r\n0\r\n\r\n"),
        post("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\r\n\(patient)\r\n0\r\n\r\n"),
        post("Transfer-Encoding: chunked", "1c\r\n\(patient)\r\n"),
        post("Content-Length: 2\r\nContent-Length: 28", patient), post("Content-Length: -2", patient),
        post("Content-Length: 99999999999999999999", patient), post("Content-Length: 100", patient),
        post("X: \(String(repeating: "x", count: 200_000))"), "GET /v1/status HTTP/1.1\r\n\(host)X:", "\u{16}\u{3}\u{1}\r\n\r\n",
        "GET /v1/\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\n\(host)\r\n",
        "GET /v1/status HTTP/1.1\r\n\(String(repeating: "X: a\r\n", count: 5000))\r\n",
    ])
    func `answers a request that makes no sense with 400, does nothing, and logs no error`(request: String) async throws {
        let log = LogBook()
        try await Desk.open(logger: log.logger) { desk in
            let client = try RawClient(socket: desk.client.socket)
            // Whoever is refused in the middle may not be listened to to the end.
            try? client.say(request)
            client.end()
            let answer = await client.answer()
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer.prefix(100))")
            #expect(try desk.store.read { try $0.patients(PageRequest()) }.isEmpty)
        }
        // That the desk's store is new is no complaint about a client.
        #expect(log.lines.filter { !$0.hasPrefix("there was no store") } == [])
    }

    @Test func `takes a TE header for what it is: a wish of the client's`() async throws {
        try await Desk.open { desk in
            let client = try RawClient(socket: desk.client.socket)
            try client.say(Self.post("TE: xchunked\r\nConnection: close\r\nContent-Length: \(Self.patient.utf8.count)", Self.patient))
            #expect(await client.answer().hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `answers a body that is too large once all of it came, and does not hang`() async throws {
        try await Desk.open { desk in
            let client = try RawClient(socket: desk.client.socket)
            let body = String(repeating: "x", count: Wire.maxBodyBytes + 1_000_000)
            async let answer = client.answer()
            await onThread { try? client.say(Self.post("Connection: close\r\nContent-Length: \(body.utf8.count)", body)) }
            #expect(await answer.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `answers a body that is far too large before all of it came, and hangs up`() async throws {
        try await Desk.open(limits: ConnectionLimits(idle: .seconds(900))) { desk in
            let client = try RawClient(socket: desk.client.socket)
            let part = String(repeating: "x", count: Wire.maxBodyBytes * 4 + 1_000_000)
            async let answer = client.answer()
            await onThread { try? client.say(Self.post("Content-Length: 999999999999", part)) }
            #expect(await answer.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `takes a body that is just as large as it may be`() async throws {
        try await Desk.open { desk in
            let client = try RawClient(socket: desk.client.socket)
            let body = Self.patient + String(repeating: " ", count: Wire.maxBodyBytes - Self.patient.utf8.count)
            async let answer = client.answer()
            await onThread { try? client.say(Self.post("Connection: close\r\nContent-Length: \(body.utf8.count)", body)) }
            #expect(await answer.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `is for its owner and its group alone`() async throws {
        try await Desk.open { desk in
            let attributes = try FileManager.default.attributesOfItem(atPath: desk.client.socket)
            #expect((attributes[.posixPermissions] as? NSNumber)?.int16Value == 0o660)
        }
    }

    @Test func `has a place for whoever asks, however many connections idle`() async throws {
        // Nobody goes for being idle for long.
        try await Desk.open(limits: ConnectionLimits(idle: .seconds(900))) { desk in
            var idle: [RawClient] = []
            for _ in 0..<300 { idle.append(try RawClient(socket: desk.client.socket)) }
            // The first to come were the first to go; by then few wait to be accepted, and the kernel takes one more.
            for client in idle.prefix(200) { #expect(await client.answer().isEmpty) }
            let status: ServiceStatus = try await desk.client.get("status")
            #expect(status.version == "test")
        }
    }

    @Test func `does not listen to whoever has no place`() async throws {
        let (answers, ended) = AsyncStream<String>.makeStream()
        var answer = answers.makeAsyncIterator()
        try await Desk.open(places: ConnectionPlaces(most: 0, maxOfOne: 0, maxWaiting: 1)) { desk in
            for _ in 0..<3 {
                let client = try RawClient(socket: desk.client.socket)
                try client.say("GET /v1/machine HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n")
                Task { ended.yield(await client.answer()) }
            }
            // Two are one too many when they come; the third waits until the server stops.
            for _ in 0..<2 { #expect(await answer.next() == "") }
        }
        #expect(await answer.next() == "")
    }

    @Test func `hangs up on whoever does not end a request, and lets in who waits`() async throws {
        try await Desk.open(places: ConnectionPlaces(most: 2, maxOfOne: 2, maxWaiting: 2), limits: .short) { desk in
            let slow = try (0..<2).map { _ in try RawClient(socket: desk.client.socket) }
            for client in slow { try client.say(Self.post("Content-Length: 100", "{")) }
            let waiting = try RawClient(socket: desk.client.socket)
            try waiting.say("GET /v1/machine HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n")
            #expect(await waiting.answer().hasPrefix("HTTP/1.1 200 "))
            for client in slow { #expect(await !client.answer().hasPrefix("HTTP/1.1 200 ")) }
        }
    }

    @Test func `hangs up on whoever asks for much and takes none of it`() async throws {
        try await Desk.open(limits: ConnectionLimits(portion: .milliseconds(100), idle: .seconds(900))) { desk in
            let all = ClinicRequest(patients: (0..<1000).map { PatientRequest(id: "P-\($0)", name: "Somebody with a long name") })
            let _: Outcome = try await desk.client.post("apply", all)
            let greedy = try RawClient(socket: desk.client.socket)
            let question = "GET /v1/patients?limit=1000 HTTP/1.1\r\n\(Self.host)\r\n"
            // It goes on asking until it is hung up on.
            await onThread { while (try? greedy.say(question)) != nil {} }
            let status: ServiceStatus = try await desk.client.get("status")
            #expect(status.version == "test")
        }
    }

    @Test func `does nothing for whom the kernel does not name`() async throws {
        let channel = EmbeddedChannel()
        let context = PeerContext(source: .init(channel: channel, logger: Logger(label: "test")))
        let error = await #expect(throws: ErrorBody.self) { try await context.requester() }
        #expect(error?.code == .notAllowed)
    }
}

extension ConnectionLimits {
    /// As short as a test wants them.
    fileprivate static let short = ConnectionLimits(
        body: .milliseconds(100), upload: .milliseconds(100), portion: .milliseconds(100), idle: .seconds(900))
}

/// These block, which tasks must not.
func onThread(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { done in
        Thread.detachNewThread {
            body()
            done.resume()
        }
    }
}

/// What was logged of warnings and worse.
final class LogBook: Sendable {
    private let book = Mutex<[String]>([])

    var lines: [String] { book.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(book: self) } }

    private struct Handler: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.warning

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { book.book.withLock { $0.append("\(event.message)") } }
    }
}
