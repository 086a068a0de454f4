import AftercareEngine
import Glibc
import Hummingbird
import Logging
import NIOCore

/// A request together with the process that made it.
struct PeerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// Who asks, as the kernel vouches for it.
    func requester() async throws -> Requester {
        guard let socket = channel as? any SocketOptionProvider else { return Requester(uid: nil) }
        let credentials: PeerCredentials = try await socket.unsafeGetSocketOption(
            level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED)
        ).get()
        return Requester(uid: credentials.uid)
    }

    /// Ends the connection, whatever is under way on it.
    func hangUp() { channel.close(promise: nil) }
}

/// `struct ucred` of unix(7), which the Swift overlay does not show.
private struct PeerCredentials: Sendable {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
}
