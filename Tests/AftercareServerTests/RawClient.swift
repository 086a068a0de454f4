import Foundation
import Glibc

/// A client that says what it likes, byte by byte.
final class RawClient: Sendable {
    private let descriptor: Int32

    /// - Parameter waits: for a place in the queue before the socket.
    init(socket path: String, waits: Bool = true) throws {
        descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | (waits ? 0 : Int32(SOCK_NONBLOCK.rawValue)), 0)
        guard withSocketAddress(path, { connect(descriptor, $0, $1) }) == 0 else { throw Failed(code: errno) }
    }

    deinit { close(descriptor) }

    func say(_ text: String) throws {
        guard send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else { throw Failed(code: errno) }
    }

    /// Nothing more is said.
    func end() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The first of what is answered; nothing more is read. It waits on a thread of its own, as below.
    func firstBytes() async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { [self] in
                var bytes = [UInt8](repeating: 0, count: 64)
                let count = recv(descriptor, &bytes, bytes.count, 0)
                continuation.resume(
                    with: count > 0
                        ? .success(String(decoding: bytes.prefix(count), as: UTF8.self)) : .failure(Failed(code: errno)))
            }
        }
    }

    /// Everything that is answered until the server hangs up, on a thread of its own: the server may need the one that
    /// the test is on.
    func answer() async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                var answer: [UInt8] = []
                var bytes = [UInt8](repeating: 0, count: 65_536)
                while case let count = recv(descriptor, &bytes, bytes.count, 0), count > 0 { answer += bytes.prefix(count) }
                continuation.resume(returning: String(decoding: answer, as: UTF8.self))
            }
        }
    }

    struct Failed: Error, Equatable { let code: Int32 }
}

/// Gives `body` the address of a unix socket.
func withSocketAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
}
