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
