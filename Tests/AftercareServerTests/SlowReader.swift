import Foundation
import Glibc

/// A client that asks, reads a little, and then nothing more.
final class SlowReader: Sendable {
    private let descriptor: Int32

    init(socket path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
        }
        guard isConnected else { throw Failed(code: errno) }
    }

    deinit { close(descriptor) }

    func ask(_ text: String) throws {
        guard write(descriptor, text, text.utf8.count) == text.utf8.count else { throw Failed(code: errno) }
    }

    /// Waits on a thread of its own: the server may need the one that the test is on.
    func firstBytes() async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { [self] in
                var bytes = [UInt8](repeating: 0, count: 64)
                let count = read(descriptor, &bytes, bytes.count)
                continuation.resume(
                    with: count > 0
                        ? .success(String(decoding: bytes.prefix(count), as: UTF8.self)) : .failure(Failed(code: errno)))
            }
        }
    }

    struct Failed: Error { let code: Int32 }
}
