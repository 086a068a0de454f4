import Foundation

/// The path of a socket, short enough for NIO, which takes 103 bytes of the 107 that the kernel takes: where it is
/// longer, it goes by the descriptor of its directory.
package struct ShortSocketPath: Sendable {
    package let path: String
    private let directory: Int32?

    private static let longest = 103
    private static let maxOfKernel = 107
    /// `O_PATH` of open(2), which Foundation does not show: it needs no right to list the directory.
    private static let pathOnly: Int32 = 0o10_000_000

    /// - Throws: `POSIXError` where the directory cannot be opened, or where it is too long for the kernel too.
    package init(_ path: String) throws {
        guard path.utf8.count <= Self.maxOfKernel else { throw POSIXError(.ENAMETOOLONG) }
        guard path.utf8.count > Self.longest, let slash = path.lastIndex(of: "/") else {
            (self.path, directory) = (path, nil)
            return
        }
        let descriptor = open(String(path[..<slash]), Self.pathOnly | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        (self.path, directory) = ("/proc/self/fd/\(descriptor)/\(path[path.index(after: slash)...])", descriptor)
    }

    /// The path is good until then.
    package func close() { if let directory { Foundation.close(directory) } }
}
