import AftercareAPI
import Foundation
import NIOCore
import NIOHTTP1

/// Talks to the service over its unix socket.
package struct Client: Sendable {
    package let socket: String
    private let patience: TimeAmount
    private let idle = IdleConnections()

    /// - Parameters:
    ///   - socket: the path of the socket, `/run/aftercare/control.sock` where the service is installed.
    ///   - patience: how long to wait for an answer, and for each portion of it.
    package init(socket: String, patience: Duration = .seconds(60)) {
        self.socket = socket
        self.patience = TimeAmount(patience)
    }

    /// Hangs up, once everything is answered.
    package func close() async { await idle.close() }

    /// - Throws: `ClientError`, or the service's `ErrorBody`.
    package func get<Answer: Decodable>(_ path: String, query: [String: String?] = [:]) async throws -> Answer {
        try await send(Request(.GET, path, query: query))
    }

    /// - Throws: `ClientError`, or the service's `ErrorBody`.
    package func post<Answer: Decodable>(
        _ path: String, _ body: some Encodable, query: [String: String?] = [:]
    ) async throws -> Answer {
        try await send(Request(.POST, path, query: query, body: Wire.encode(body)))
    }

    func send<Answer: Decodable>(_ request: Request) async throws -> Answer {
        try Wire.decode(from: try await ask(request) { try await whole(&$0) })
    }

    /// - Parameter read: gets an answer that is no error, as soon as it begins. Where it is not read to its end, its
    ///   connection is closed.
    /// - Throws: `ClientError`, the service's `ErrorBody`, what `read` throws.
    func ask<Result>(_ request: Request, _ read: (inout Response) async throws -> Result) async throws -> Result {
        var response = try await Self.knocking { try await begin(request) }
        defer { if response.isRead { idle.put(response.connection) } else { response.connection.close() } }
        guard response.head.status.code < 300 else {
            throw (try? Wire.decode(ErrorBody.self, from: try await whole(&response)))
                ?? ErrorBody(code: .internal, message: "the service answered \(response.head.status); see its log")
        }
        return try await read(&response)
    }

    private func begin(_ request: Request) async throws -> Response {
        let deadline = NIODeadline.now() + patience
        do {
            let connection = if let open = idle.take() { open } else { try await Connection(to: socket) }
            let head = try await connection.ask(request, by: deadline)
            return Response(head: head, connection: connection, patience: patience)
        } catch {
            throw ClientError(error, socket: socket)
        }
    }

    /// Many who come at once fill the queue before the socket faster than it is emptied; nothing was sent then, so it is
    /// tried again.
    ///
    /// - Throws: what `knock` throws; `ClientError.busy` only where the queue stays full.
    static func knocking<Answer>(
        on clock: some Clock<Duration> = ContinuousClock(), _ knock: () async throws -> Answer
    ) async throws -> Answer {
        let end = clock.now.advanced(by: maxQueue)
        while true {
            do { return try await knock() } catch ClientError.busy where clock.now < end {
                try await clock.sleep(for: .milliseconds(50))
            }
        }
    }

    private static let maxQueue = Duration.seconds(5)

    func whole(_ response: inout Response) async throws -> Data {
        do { return try await response.body(max: Self.maxAnswerBytes) } catch { throw ClientError(error, socket: socket) }
    }

    /// What a file changed is told in full: several times its own size.
    static let maxAnswerBytes = 512 * 1024 * 1024
}
