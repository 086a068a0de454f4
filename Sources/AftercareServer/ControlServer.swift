package import AftercareAPI
package import AftercareEngine
import Glibc
import Hummingbird
import HummingbirdCore
import NIOCore
package import Logging
import ServiceLifecycle

/// The local interface: HTTP and JSON on a unix socket.
package struct ControlServer: Service {
    package let socket: String
    private let access: Access
    private let engine: Engine
    private let version: String
    private let complaints: @Sendable () -> [String]
    private let machine: @Sendable () -> MachineBody
    private let logger: Logger
    private let onRunning: @Sendable () async -> Void

    /// The most connections at one time.
    static let mostConnections = 128

    /// What is allowed to whoever may use a socket.
    package enum Access: Sendable {
        /// Everything.
        case change
        /// To ask, and change nothing.
        case look
    }

    /// - Parameters:
    ///   - complaints: what an administrator should mend, found outside the engine.
    ///   - machine: the place that the service runs in, as it is when it is asked for.
    ///   - onRunning: called once the socket is bound.
    package init(
        socket: String, access: Access = .change, engine: Engine, version: String, logger: Logger, complaints: @escaping @Sendable () -> [String],
        machine: @escaping @Sendable () -> MachineBody, onRunning: @escaping @Sendable () async -> Void
    ) {
        self.socket = socket
        self.access = access
        self.engine = engine
        self.version = version
        self.logger = logger
        self.complaints = complaints
        self.machine = machine
        self.onRunning = onRunning
    }

    package func run() async throws {
        try SocketPath(socket).claim()
        let routes = Routes(engine: engine, version: version, complaints: complaints, machine: machine)
        var quiet = logger
        quiet.logLevel = max(quiet.logLevel, .warning)
        // Not the library's `Application`: that keeps a cache of the date, which wakes the process every second.
        let responder = routes.router(for: access, logger: logger).buildResponder()
        // Whoever opens a connection and says nothing makes room again.
        let server = try HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(30))).buildServer(
            configuration: .init(
                address: .unixDomainSocket(path: socket),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
            eventLoopGroup: EventLoopGroupProvider.singleton.eventLoopGroup, logger: quiet,
            responder: { [quiet] request, writer, channel in
                let context = PeerContext(source: .init(channel: channel, logger: quiet))
                let response = try await responder.respond(to: request, context: context)
                do { try await writer.write(response: response.head, body: response.body) } catch {
                    // As it is, a request that makes no sense would be answered once more.
                    throw Interrupted()
                }
            },
            onServerRunning: { _ in
                // Made for its owner alone, since that is our umask; from here on for its group too.
                chmod(socket, 0o660)
                await onRunning()
            })
        do { try await server.run() } catch let error as IOError {
            throw SocketError.unusable(socket, detail: String(cString: strerror(error.errnoCode)))
        }
    }

    /// The answer did not get through: the connection ends.
    private struct Interrupted: Error {}
}

/// A place for a socket in the file system.
struct SocketPath {
    let path: String

    init(_ path: String) { self.path = path }

    /// The longest that the kernel takes, in bytes.
    private static let longest = 107

    /// Makes sure that the place is free. A socket that nobody listens on any more is left to be replaced.
    func claim() throws {
        guard path.utf8.count <= Self.longest else { throw SocketError.tooLong(path, longest: Self.longest) }
        var info = stat()
        guard lstat(path, &info) == 0 else {
            if errno == ENOENT { return }
            throw SocketError.unusable(path, detail: String(cString: strerror(errno)))
        }
        guard info.st_mode & S_IFMT == S_IFSOCK else { throw SocketError.notASocket(path) }
        if isAnswered { throw SocketError.taken(path) }
    }

    private var isAnswered: Bool {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
        }
    }
}

/// Why the socket cannot be used.
package enum SocketError: Error, Equatable, Sendable, CustomStringConvertible {
    case tooLong(String, longest: Int)
    case notASocket(String)
    case taken(String)
    case unusable(String, detail: String)

    package var description: String {
        switch self {
        case .tooLong(let path, let longest):
            "the socket path '\(path)' is longer than the \(longest) bytes that the kernel takes; choose a shorter --runtime-directory"
        case .notASocket(let path): "'\(path)' is in the way and is not a socket; move it away"
        case .unusable(let path, let detail):
            "the socket '\(path)' cannot be made (\(detail)); check the owner and mode of its directory"
        case .taken(let path): "another aftercared answers at '\(path)'; stop that one, or choose another --runtime-directory"
        }
    }
}
