import Glibc

/// Which file it is, whatever its name.
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

extension StoreFolder {
    /// Those of an open store: the database and its log.
    func files() -> [FileIdentity] { [store, log].compactMap { try? FileIdentity(of: $0) } }
}

extension Store {
    /// The files that the store has open and that are no longer where they were: removed, moved, or replaced by others.
    /// What is written goes into them all the same, and is gone when the store is closed; until then a copy can be made.
    package func missingFiles() -> [String] {
        files.filter { (try? FileIdentity(of: $0.path)) != $0 }.map(\.path)
    }
}
