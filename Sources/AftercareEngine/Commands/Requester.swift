import Aftercare

/// Who asks: the process at the other end of the socket.
package struct Requester: Equatable, Sendable {
    /// nil: the service itself.
    package let uid: UInt32?

    package init(uid: UInt32?) { self.uid = uid }
}
