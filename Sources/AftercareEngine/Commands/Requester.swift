/// The requester of a change, for the audit.
package enum Requester: Equatable, Sendable {
    case service
    /// The user of the process at the other end of the socket, as reported by the kernel.
    case user(UInt32)
}
