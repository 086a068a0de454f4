import Glibc

/// A file or directory that is open for reading until this object is released.
///
/// It stays the same file when journald renames it.
final class OpenFile {
    /// The name under which it was opened.
    let path: String
    let identity: Identity
    let descriptor: Int32

    /// Identifies a file independently of its name.
    struct Identity: Hashable {
        let device: UInt
        let inode: UInt

        init(_ status: stat) {
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
        }
    }

    init(path: String) throws(Errno) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Errno.last }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = Errno.last
            close(descriptor)
            throw reason
        }
        self.path = path
        self.identity = Identity(status)
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Returns once the kernel has written everything of this file to disk. It needs no write permission.
    func sync() throws(Errno) {
        guard fsync(descriptor) == 0 else { throw Errno.last }
    }
}
