import Glibc

/// Files by path, as the store handles them: whatever has to be on disk is there when a call returns.
enum DiskFile {
    /// The size in bytes; `nil` when there is no such file.
    static func size(_ path: String) -> Int64? {
        var info = stat()
        return stat(path, &info) == 0 ? Int64(info.st_size) : nil
    }

    static func exists(_ path: String) -> Bool { size(path) != nil }

    /// - Throws: `StoreError`, but not if the file does not exist.
    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw StoreError(errno: errno, path: path) }
    }

    static func rename(_ path: String, to other: String) throws {
        guard Glibc.rename(path, other) == 0 else { throw StoreError(errno: errno, path: other) }
    }

    /// Creates a file that only its owner can access. It must not exist yet.
    static func create(_ path: String) throws -> Descriptor {
        try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    }

    /// The bytes available to this process on the file system of `path`; `nil` when they cannot be determined.
    static func free(at path: String) -> Int64? {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { return nil }
        return Int64(info.f_bavail) * Int64(info.f_frsize)
    }
}
