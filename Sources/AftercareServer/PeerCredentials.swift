import Glibc
import NIOCore

/// `struct ucred` of unix(7), which the Swift overlay does not expose.
struct PeerCredentials: Sendable {
    private var pid: Int32 = 0
    private var uid: UInt32 = 0
    private var gid: UInt32 = 0

    /// The user at the other end, as of when the connection was made.
    ///
    /// - Returns: a future that fails when the kernel does not identify the user.
    static func uid(of channel: any Channel) -> EventLoopFuture<UInt32> {
        guard let socket = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(NoPeer())
        }
        let credentials: EventLoopFuture<PeerCredentials> = socket.unsafeGetSocketOption(
            level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED))
        return credentials.flatMapThrowing { credentials in
            // The kernel reports this value for sockets that have no such peer.
            guard credentials.uid != .max else { throw NoPeer() }
            return credentials.uid
        }
    }
}

/// The user at the other end is unknown.
struct NoPeer: Error {}
