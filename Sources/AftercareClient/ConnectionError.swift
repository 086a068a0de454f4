/// Why a connection brings no more.
enum ConnectionError: Error {
    /// The service hung up.
    case closed
    /// Nothing came for too long.
    case overdue
}
