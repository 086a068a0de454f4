import Glibc

/// Which file a path leads to, independent of its name.
struct FileIdentity: Equatable {
    let path: String
    private let device: dev_t
    private let number: ino_t

    /// - Throws: `StoreError`
    init(of path: String) throws {
        var info = stat()
        guard stat(path, &info) == 0 else { throw StoreError(errno: errno, path: path) }
        self.path = path
        device = info.st_dev
        number = info.st_ino
    }
}
