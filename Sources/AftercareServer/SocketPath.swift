import AftercareAPI
import Glibc

/// The path of a socket in the file system.
struct SocketPath {
    let path: String

    init(_ path: String) { self.path = path }

    /// The kernel's maximum path length, in bytes.
    private static let longest = 107

    /// Checks that the path is free. A socket that nobody listens on any more may be replaced.
    func claim() throws {
        guard path.utf8.count <= Self.longest else { throw SocketError.tooLong(path, longest: Self.longest) }
        var info = stat()
        guard lstat(path, &info) == 0 else {
            if errno == ENOENT { return }
            throw SocketError.unusable(path, detail: String(cString: strerror(errno)))
        }
        guard info.st_mode & S_IFMT == S_IFSOCK else { throw SocketError.notASocket(path) }
        if isAnswered { throw SocketError.taken(path) }
    }

    /// A path to the same socket that is short enough for NIO, whose limit is Darwin's 103 bytes.
    func address() throws -> ShortSocketPath {
        do { return try ShortSocketPath(path) } catch { throw SocketError.unusable(path, detail: "\(error)") }
    }

    private var isAnswered: Bool {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
        }
    }
}
