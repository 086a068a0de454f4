import Aftercare
import AftercareAPI
import Foundation
import Glibc

/// A directory of one store's backups, named by their times.
///
/// Other files in it are left alone, including those of other stores and clinics.
struct BackupFolder {
    let path: String
    let place: ServicePlace
    /// The store's id.
    let store: String

    /// Names a backup that was found to be sound, with its checksum beside it, and returns once both are on disk.
    ///
    /// - Throws: `Failure`; then nothing of the backup was kept.
    func place(_ draft: BackupDraft, _ backup: BackupBody) throws -> NamedBackup {
        // Number it after all backups of the same second: reusing a freed name would make the newest one look like the
        // oldest. If the directory cannot be listed, the later search for backups to remove reports it.
        let same = ((try? names()) ?? []).compactMap { NamedBackup(name: $0, of: place) }.filter { $0.takenAt == backup.takenAt }
        for turn in stride(from: (same.map(\.turn).max() ?? 0) + 1, through: 9, by: 1) {
            let named = NamedBackup(of: place, takenAt: backup.takenAt, turn: turn)
            let checksum = BackupChecksum(size: backup.size, sha256: backup.sha256, store: store)
            // Create the checksum first, so that no backup is ever without one.
            guard !exists(named.name), try create(named.checksumName, checksum.text(of: named.name)) else { continue }
            do {
                guard try link(draft.path, as: named.name) else {
                    unlink(at(named.checksumName))
                    continue
                }
                try sync()
                return named
            } catch {
                unlink(at(named.checksumName))
                throw error
            }
        }
        throw Failure(
            message: "in '\(path)' there are too many backups of the second '\(backup.takenAt)'; wait one, and try again",
            status: .outputLost)
    }

    /// The backups of this store that were named by this program.
    func backups() throws -> [NamedBackup] {
        try names().compactMap { name in
            guard let backup = NamedBackup(name: name, of: place), isFile(name), self.owner(backup.checksumName) == store else {
                return nil
            }
            return backup
        }
    }

    /// Removes a backup, and then its checksum.
    ///
    /// - Throws: `Failure`.
    func remove(_ backup: NamedBackup) throws {
        guard unlink(at(backup.name)) == 0 || errno == ENOENT else {
            throw Failure(
                message:
                    "'\(at(backup.name))' is no longer wanted, and cannot be removed (\(String(cString: strerror(errno)).lowercased())); "
                    + "the new backup was made: check the owner of the directory", status: .outputLost)
        }
        unlink(at(backup.checksumName))
    }

    /// Removes checksums of this store whose backups are gone, which an interrupted removal leaves behind.
    func removeLoneChecksums() throws {
        for name in try names() where name.hasSuffix(NamedBackup.checksumEnding) {
            guard let backup = NamedBackup(name: String(name.dropLast(NamedBackup.checksumEnding.count)), of: place), !exists(backup.name),
                owner(name) == store
            else { continue }
            unlink(at(name))
        }
    }

    /// Returns once the names in the directory are on disk.
    func sync() throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw BackupDraft.failure(path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw BackupDraft.failure(path) }
    }

    /// Runs `body` while no other run of this program names or removes anything in the directory.
    func alone<Result>(_ body: () throws -> Result) throws -> Result {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw BackupDraft.failure(path) }
        defer { close(folder) }
        // On a file system without such locks, only this protection is lost.
        flock(folder, LOCK_EX)
        return try body()
    }

    // MARK: Files

    private func at(_ name: String) -> String { "\(path)/\(name)" }

    private func names() throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
            throw Failure(
                message: "'\(path)' cannot be listed (\(error.localizedDescription)); the new backup was made", status: .outputLost)
        }
    }

    private func exists(_ name: String) -> Bool {
        var info = stat()
        return lstat(at(name), &info) == 0
    }

    private func isFile(_ name: String) -> Bool {
        var info = stat()
        return lstat(at(name), &info) == 0 && info.st_mode & S_IFMT == S_IFREG
    }

    /// The store that a checksum names; nil when it names none.
    private func owner(_ name: String) -> String? {
        guard isFile(name), let handle = FileHandle(forReadingAtPath: at(name)), let bytes = try? handle.read(upToCount: 4096) else {
            return nil
        }
        return BackupChecksum.store(in: String(decoding: bytes, as: UTF8.self))
    }

    /// - Returns: whether the file is new.
    private func create(_ name: String, _ text: String) throws -> Bool {
        let file = open(at(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if file < 0, errno == EEXIST { return false }
        guard file >= 0 else { throw BackupDraft.failure(path) }
        defer { close(file) }
        do {
            try Array(text.utf8).withUnsafeBytes(Stream(descriptor: file).write)
            guard fsync(file) == 0 else { throw BackupDraft.failure(path) }
            return true
        } catch {
            let failure = BackupDraft.failure(path)
            unlink(at(name))
            throw failure
        }
    }

    /// - Returns: whether the name was free.
    private func link(_ draft: String, as name: String) throws -> Bool {
        if Glibc.link(draft, at(name)) == 0 { return true }
        if errno == EEXIST { return false }
        // On file systems without hard links (FAT), checking and then renaming is the best available.
        guard !exists(name), rename(draft, at(name)) == 0 else { throw BackupDraft.failure(path) }
        return true
    }
}
