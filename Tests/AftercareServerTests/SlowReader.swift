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

    func firstBytes() throws -> String {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { throw Failed(code: errno) }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    struct Failed: Error { let code: Int32 }
}
