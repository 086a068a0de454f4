/// Who asks for a change, for the audit.
package enum Requester: Equatable, Sendable {
    case service
    /// The user of the process at the other end of the socket, as the kernel vouches for it.
    case user(UInt32)
}
