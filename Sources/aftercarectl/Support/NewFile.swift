import Foundation
import Glibc

/// A file that appears complete and on disk, or not at all.
///
/// A killed program never leaves half of it, and it replaces another file only when asked to.
final class NewFile {
    private let path: String
    private let replaces: Bool
    private let descriptor: Int32
    /// The path of a temporary file; only set where the file system does not support unnamed files.
    private let draft: String?
    private var isKept = false

    /// - Throws: `Failure`, also if the file exists and is not to be replaced.
    init(_ path: String, replacing replaces: Bool) throws {
        self.path = path
        self.replaces = replaces
        var info = stat()
        if lstat(path, &info) == 0 {
            guard replaces else { throw Self.taken(path) }
            guard info.st_mode & S_IFMT == S_IFREG else {
                throw Failure(message: "'\(path)' is no file that could be replaced; name another", status: .outputLost)
            }
        }
        // O_TMPFILE, which Swift's Glibc overlay does not export.
        let nameless = open(Self.folder(of: path), O_WRONLY | O_CLOEXEC | 0o20_000_000 | O_DIRECTORY, 0o600)
        if nameless >= 0 {
            descriptor = nameless
            draft = nil
            return
        }
        let draft = Self.draft(of: path)
        descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        self.draft = draft
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit {
        if let draft, !isKept { unlink(draft) }
        if descriptor >= 0 { close(descriptor) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        do { try Stream(descriptor: descriptor).write(bytes) } catch let lost as OutputLost { throw Self.failure(path, lost.code) }
    }

    /// Gives the file its name, once all of it is on disk.
    func keep() throws {
        guard fsync(descriptor) == 0 else { throw Self.failure(path) }
        // To replace a file, link under a temporary name first: the rename then replaces it in one step.
        let name = replaces ? draft ?? Self.draft(of: path) : path
        if let draft {
            if !replaces { try place(draft, as: path) }
        } else {
            try link("/proc/self/fd/\(descriptor)", as: name)
        }
        if replaces, rename(name, path) != 0 {
            let failure = Self.failure(path)
            unlink(name)
            throw failure
        }
        isKept = true
        let folder = open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Self.failure(path) }
    }

    private func link(_ source: String, as name: String) throws {
        guard linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
            throw errno == EEXIST ? Self.taken(path) : Self.failure(path)
        }
    }

    /// On file systems without hard links (FAT), checking and then renaming is the best available.
    private func place(_ draft: String, as path: String) throws {
        if Glibc.link(draft, path) == 0 {
            unlink(draft)
        } else if errno == EEXIST || access(path, F_OK) == 0 {
            throw Self.taken(path)
        } else if rename(draft, path) != 0 {
            throw Self.failure(path)
        }
    }

    private static func folder(of path: String) -> String {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return folder.isEmpty ? "." : folder
    }

    private static func draft(of path: String) -> String { "\(path).\(getpid()).new" }

    private static func taken(_ path: String) -> Failure {
        Failure(message: "'\(path)' is there already; name another file, or replace it with '--force'", status: .outputLost)
    }

    /// - Parameter code: the `errno` of the failure.
    private static func failure(_ path: String, _ code: Int32 = errno) -> Failure {
        Failure(
            message:
                "'\(path)' cannot be written (\(String(cString: strerror(code)).lowercased())); nothing of it was kept: check its directory, and the room there",
            status: .outputLost)
    }
}
