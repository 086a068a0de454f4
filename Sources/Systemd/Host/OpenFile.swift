import Glibc

/// A file or directory, open for reading until this goes away.
///
/// It stays the same file when journald renames it.
final class OpenFile {
    /// The name under which it was opened.
    let path: String
    let identity: Identity
    let descriptor: Int32

    /// What tells two files apart, whatever they are called.
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

    /// Returns when the kernel has everything of this file on disk. Needs no right to write.
    func sync() throws(Errno) {
        guard fsync(descriptor) == 0 else { throw Errno.last }
    }
}
