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

    /// The limits on the number of connections.
    var places = ConnectionPlaces<ObjectIdentifier>.usual
    /// The time limits for clients.
    var limits = ConnectionLimits()

    /// One thread handles the input and output of all sockets, however many processors the machine has: each further
    /// thread would keep three descriptors open. Requests are processed elsewhere.
    private static let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// What clients of a socket may do.
    package enum Access: Sendable {
        /// Read and change everything.
        case readWrite
        /// Read only.
        case readOnly
    }

    /// - Parameters:
    ///   - complaints: problems outside the engine that an administrator should fix.
    ///   - machine: the facts about the service's machine, evaluated for each request.
    ///   - hidesPersons: whether patients' identities are currently hidden from viewers.
    ///   - onRunning: called once the socket is bound.
    package init(
        socket: String, access: Access = .readWrite, engine: Engine, version: String, logger: Logger,
        complaints: @escaping @Sendable () -> Complaints,
        machine: @escaping @Sendable () -> MachineBody, hidesPersons: @escaping @Sendable () -> Bool = { false },
        onRunning: @escaping @Sendable () async -> Void
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
        // Hummingbird's `Application` is not used: it caches the date, which wakes the process every second.
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
                    // Rethrown unchanged, this error would cause a second response to a malformed request.
                    throw Interrupted()
                }
                if response.headers[.connection] == "close" { throw Interrupted() }
            },
            onServerRunning: { _ in
                // Because of this process's umask the socket is created for its owner alone; open it to the group.
                chmod(socket, 0o660)
                await onRunning()
            })
        do { try await server.run() } catch let error as IOError {
            throw SocketError.unusable(socket, detail: String(cString: strerror(error.errnoCode)))
        }
    }

    /// Ends the connection: the response could not be sent, or nothing can follow it.
    private struct Interrupted: Error {}
}
