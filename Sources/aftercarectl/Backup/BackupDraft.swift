import Foundation
import Glibc

/// A backup in the making: a file that only its owner can read, under a name that marks it as a draft.
///
/// It is removed with this object unless it was placed; what a killed run left behind is removed by the next run.
final class BackupDraft {
    let folder: String
    let path: String
    private let descriptor: Int32

    /// - Throws: `Failure`.
    init(in folder: String) throws {
        self.folder = folder
        path = "\(folder)/\(Self.beginning)\(getpid())\(Self.ending)"
        Self.sweep(folder)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(folder) }
        // The lock shows other runs that this draft is in use.
        flock(descriptor, LOCK_EX)
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        do { try Stream(descriptor: descriptor).write(bytes) } catch let lost as OutputLost { throw Self.failure(folder, lost.code) }
    }

    /// Returns once all of it is on disk.
    func sync() throws {
        guard fsync(descriptor) == 0 else { throw Self.failure(folder) }
    }

    // MARK: Drafts left behind

    private static let beginning = ".aftercare-backup-"
    private static let ending = ".new"

    private static func sweep(_ folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(beginning) && name.hasSuffix(ending) {
            let file = open("\(folder)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            var info = stat()
            guard fstat(file, &info) == 0, info.st_uid == geteuid(), info.st_mode & S_IFMT == S_IFREG,
                flock(file, LOCK_EX | LOCK_NB) == 0
            else { continue }
            unlink("\(folder)/\(name)")
        }
    }

    /// - Parameter code: the `errno` of the failure.
    static func failure(_ folder: String, _ code: Int32 = errno) -> Failure {
        Failure(
            message: "no backup can be written in '\(folder)' (\(String(cString: strerror(code)).lowercased())); nothing of it was kept: "
                + "check the directory, its owner, and the room there", status: .outputLost)
    }
}
