import AftercareAPI
import AftercareEngine
import Glibc
import Hummingbird
import Logging
import NIOCore

/// A request together with the process that made it.
struct PeerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let limits: ConnectionLimits
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) { self.init(source: source, limits: ConnectionLimits()) }

    init(source: ApplicationRequestContextSource, limits: ConnectionLimits) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        self.limits = limits
    }

    /// Who asks, as the kernel vouches for it.
    ///
    /// - Throws: `ErrorBody` where the kernel does not: who cannot be named in the audit changes nothing.
    func requester() async throws -> Requester {
        do { return Requester(uid: try await PeerCredentials.uid(of: channel).get()) } catch {
            throw ErrorBody(
                code: .notAllowed, message: "the kernel does not tell which user you are, and without that nothing is done; ask over the unix socket")
        }
    }

    /// Ends the connection, whatever is under way on it.
    func hangUp() { channel.close(promise: nil) }

    /// Ends the connection, unless `body` is done by then.
    func hangingUp<Result>(after time: TimeAmount, _ body: () async throws -> Result) async rethrows -> Result {
        let end = channel.eventLoop.scheduleTask(in: time) { [channel] in channel.close(promise: nil) }
        defer { end.cancel() }
        return try await body()
    }
}

/// `struct ucred` of unix(7), which the Swift overlay does not show.
struct PeerCredentials: Sendable {
    private var pid: Int32 = 0
    private var uid: UInt32 = 0
    private var gid: UInt32 = 0

    /// The user at the other end, as it was when the connection was made.
    ///
    /// - Returns: fails where the kernel does not tell.
    static func uid(of channel: any Channel) -> EventLoopFuture<UInt32> {
        guard let socket = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(NoPeer())
        }
        let credentials: EventLoopFuture<PeerCredentials> = socket.unsafeGetSocketOption(
            level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED))
        return credentials.flatMapThrowing { credentials in
            // What the kernel says of sockets that have no such peer.
            guard credentials.uid != .max else { throw NoPeer() }
            return credentials.uid
        }
    }
}

/// Nobody knows who is at the other end.
struct NoPeer: Error {}
