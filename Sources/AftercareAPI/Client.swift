import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Talks to the service over its unix socket.
package struct Client: Sendable {
    package let socket: String
    private let http: HTTPClient
    private let patience: TimeAmount

    /// - Parameters:
    ///   - socket: the path of the socket, `/run/aftercare/control.sock` where the service is installed.
    ///   - patience: how long to wait for an answer, and for each portion of it.
    package init(socket: String, patience: Duration = .seconds(60)) {
        self.socket = socket
        self.patience = TimeAmount(patience)
        var configuration = HTTPClient.Configuration()
        // A local service either listens or does not: nothing is gained by trying again.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout = .init(connect: .seconds(30), read: self.patience)
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    package func close() async throws { try await http.shutdown() }

    /// - Throws: `ClientError`, or the service's `ErrorBody`.
    package func get<Answer: Decodable>(_ path: String, query: [String: String?] = [:]) async throws -> Answer {
        try await send(.GET, path, query: query, body: nil)
    }

    /// - Throws: `ClientError`, or the service's `ErrorBody`.
    package func post<Answer: Decodable>(
        _ path: String, _ body: some Encodable, query: [String: String?] = [:]
    ) async throws -> Answer {
        try await send(.POST, path, query: query, body: Body(try Wire.encode(body)))
    }

    /// A request's body, and what it is.
    struct Body {
        let bytes: Data
        let type: String

        init(_ bytes: Data, type: String = "application/json") {
            self.bytes = bytes
            self.type = type
        }
    }

    func send<Answer: Decodable>(
        _ method: HTTPMethod, _ path: String, query: [String: String?], body: Body?
    ) async throws -> Answer {
        try Wire.decode(from: try await collect(try await request(method, path, query: query, body: body)))
    }

    /// - Returns: an answer that is no error, as soon as it begins.
    /// - Throws: `ClientError`, or the service's `ErrorBody`.
    func request(
        _ method: HTTPMethod, _ path: String, query: [String: String?], body: Body?
    ) async throws -> HTTPClientResponse {
        let address: ShortSocketPath
        do { address = try ShortSocketPath(socket) } catch { throw ClientError(error, socket: socket) }
        defer { address.close() }
        var request = HTTPClientRequest(url: try url(address.path, path, query))
        request.method = method
        if let body {
            request.headers.add(name: "Content-Type", value: body.type)
            request.body = .bytes(ByteBuffer(bytes: body.bytes))
        }
        let response = try await answer(to: request)
        guard response.status.code < 300 else {
            throw (try? Wire.decode(ErrorBody.self, from: try await collect(response)))
                ?? ErrorBody(code: .internal, message: "the service answered \(response.status); see its log")
        }
        return response
    }

    private func answer(to request: HTTPClientRequest) async throws -> HTTPClientResponse {
        try await Self.knocking {
            do { return try await http.execute(request, timeout: patience) } catch { throw ClientError(error, socket: socket) }
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

    private func collect(_ response: HTTPClientResponse) async throws -> Data {
        do {
            return Data(try await response.body.collect(upTo: Self.maxAnswerBytes).readableBytesView)
        } catch {
            throw ClientError(error, socket: socket)
        }
    }

    /// What a file changed is told in full: several times its own size.
    private static let maxAnswerBytes = 512 * 1024 * 1024

    private func url(_ socket: String, _ path: String, _ query: [String: String?]) throws -> String {
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        func escaped(_ text: String) throws -> String {
            guard let text = text.addingPercentEncoding(withAllowedCharacters: allowed) else {
                throw ClientError.unusableText(text)
            }
            return text
        }
        let pairs = try query.sorted { $0.key < $1.key }
            .compactMap { key, value in try value.map { "\(key)=\(try escaped($0))" } }
        let steps = try path.split(separator: "/").map { try escaped(String($0)) }.joined(separator: "/")
        return "http+unix://\(try escaped(socket))\(Wire.prefix)/\(steps)" + (pairs.isEmpty ? "" : "?\(pairs.joined(separator: "&"))")
    }
}

/// Why there was no answer.
package enum ClientError: Error, Equatable, Sendable {
    case notRunning(socket: String)
    case notPermitted(socket: String)
    case noAnswer(socket: String, detail: String)
    /// A long answer did not come as it was promised.
    case broken(socket: String, detail: String)
    /// There was no room for another connection.
    case busy(socket: String)
    case pathTooLong(socket: String)
    case unusableText(String)

    init(_ error: any Error, socket: String) {
        if case SocketAddressError.unixDomainSocketPathTooLong = error {
            self = .pathTooLong(socket: socket)
            return
        }
        switch (error as? IOError)?.errnoCode ?? (error as? POSIXError)?.code.rawValue {
        case ENOENT, ECONNREFUSED, ENOTSOCK: self = .notRunning(socket: socket)
        case EACCES, EPERM: self = .notPermitted(socket: socket)
        case EAGAIN: self = .busy(socket: socket)
        case ENAMETOOLONG: self = .pathTooLong(socket: socket)
        default:
            switch error as? HTTPClientError {
            case .deadlineExceeded, .readTimeout, .connectTimeout: self = .noAnswer(socket: socket, detail: "it took too long")
            case .remoteConnectionClosed:
                self = .noAnswer(socket: socket, detail: "it closed the connection: it has too many, or was stopped")
            default: self = .noAnswer(socket: socket, detail: "\(error)")
            }
        }
    }
}

extension ClientError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notRunning(let socket):
            "aftercared is not running (nobody answers at '\(socket)'); start it with '\(ServicePlace(socket: socket).startCommand)', or name another socket with --socket"
        case .notPermitted(let socket):
            "you may not use the socket '\(socket)'; ask to be added to the group '\(group(of: socket))' "
                + "(or '\(group(of: socket))-view', to look only), or become root"
        case .noAnswer(let socket, let detail):
            "no answer from aftercared at '\(socket)' (\(detail)); look at 'systemctl status aftercared'"
        case .broken(let socket, let detail):
            "the answer of aftercared at '\(socket)' is not whole (\(detail)); nothing of it was kept: look at 'systemctl status aftercared', and try again"
        case .busy(let socket):
            "aftercared at '\(socket)' has more connections than it can take; try again. Where that goes on, 'ss -xp' shows "
                + "who holds them"
        case .pathTooLong(let socket):
            "the socket path '\(socket)' is longer than the 107 bytes that the kernel takes; name a shorter one with --socket"
        case .unusableText(let text): "'\(text)' cannot be part of a request"
        }
    }

    /// The groups of which one would help: first that of the staff, then the viewers'.
    package var groups: [String] {
        guard case .notPermitted(let socket) = self else { return [] }
        return [group(of: socket), "\(group(of: socket))-view"]
    }

    private func group(of socket: String) -> String { ServicePlace(socket: socket).staff ?? "aftercare" }
}
