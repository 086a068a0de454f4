package import AftercareAPI
package import AftercareEngine
import Glibc
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The local interface: HTTP and JSON on a unix socket.
package struct ControlServer: Service {
    package let socket: String
    private let access: Access
    private let engine: Engine
    private let version: String
    private let complaints: @Sendable () -> Complaints
    private let machine: @Sendable () -> MachineBody
    private let hidesPersons: @Sendable () -> Bool
    private let logger: Logger
    private let onRunning: @Sendable () async -> Void

    /// How many may be connected at one time.
    var places = ConnectionPlaces<ObjectIdentifier>.usual
    /// How slow they may be.
    var limits = ConnectionLimits()

    /// One thread moves the bytes of all sockets, however many processors the machine has: each more would keep three
    /// descriptors open. What they ask for is worked out elsewhere.
    private static let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// What is allowed to whoever may use a socket.
    package enum Access: Sendable {
        /// Everything.
        case readWrite
        /// To ask, and change nothing.
        case readOnly
    }

    /// - Parameters:
    ///   - complaints: what an administrator should mend, found outside the engine.
    ///   - machine: the place that the service runs in, as it is when it is asked for.
    ///   - hidesPersons: whether those who only look are not told who somebody is, as of now.
    ///   - onRunning: called once the socket is bound.
    package init(
        socket: String, access: Access = .readWrite, engine: Engine, version: String, logger: Logger, complaints: @escaping @Sendable () -> Complaints,
        machine: @escaping @Sendable () -> MachineBody, hidesPersons: @escaping @Sendable () -> Bool = { false }, onRunning: @escaping @Sendable () async -> Void
    ) {
        self.socket = socket
        self.access = access
        self.engine = engine
        self.version = version
        self.logger = logger
        self.complaints = complaints
        self.machine = machine
        self.hidesPersons = hidesPersons
        self.onRunning = onRunning
    }

    package func run() async throws {
        try SocketPath(socket).claim()
        let routes = Routes(engine: engine, version: version, complaints: complaints, machine: machine, hidesPersons: hidesPersons)
        var quiet = logger
        quiet.logLevel = max(quiet.logLevel, .warning)
        // Not the library's `Application`: that keeps a cache of the date, which wakes the process every second.
        let responder = routes.router(for: access, logger: logger).buildResponder()
        let connections = Connections(places)
        let limits = limits
        let address = try SocketPath(socket).address()
        defer { address.close() }
        let server = try HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionGate(connections, limits: limits)], idleTimeout: limits.idle)
        ).buildServer(
            configuration: .init(address: .unixDomainSocket(path: address.path)),
            eventLoopGroup: Self.loop, logger: quiet,
            responder: { [quiet] request, writer, channel in
                connections.begin(channel)
                defer { connections.end(channel) }
                let context = PeerContext(source: .init(channel: channel, logger: quiet), limits: limits)
                let response = try await responder.respond(to: request, context: context)
                do { try await writer.write(response: response.head, body: response.body) } catch {
                    // As it is, a request that makes no sense would be answered once more.
                    throw Interrupted()
                }
                if response.headers[.connection] == "close" { throw Interrupted() }
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

    /// The answer did not get through, or there is nothing to come after it: the connection ends.
    private struct Interrupted: Error {}
}
