import Aftercare
import AftercareAPI
import Foundation
import Glibc

/// A directory of the backups of one store, named by their times. Other files in it are left alone: those of other stores
/// and clinics too.
struct BackupFolder {
    let path: String
    let place: ServicePlace
    /// The id of the store.
    let store: String

    /// Gives a backup that was found to be sound its name, with its checksum beside it, both on disk.
    ///
    /// - Throws: `Failure`. Nothing of it was kept then.
    func place(_ draft: BackupDraft, _ backup: BackupBody) throws -> NamedBackup {
        // After all of the same second: a name that was freed would make the newest one look like the oldest. A directory
        // that cannot be listed is complained of by whoever looks what to remove.
        let same = ((try? names()) ?? []).compactMap { NamedBackup(name: $0, of: place) }.filter { $0.takenAt == backup.takenAt }
        for turn in stride(from: (same.map(\.turn).max() ?? 0) + 1, through: 9, by: 1) {
            let named = NamedBackup(of: place, takenAt: backup.takenAt, turn: turn)
            let checksum = BackupChecksum(size: backup.size, sha256: backup.sha256, store: store)
            // First, so that no backup is ever without it.
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
        throw Failure(message: "in '\(path)' there are too many backups of the second '\(backup.takenAt)'; wait one, and try again", status: .outputLost)
    }

    /// Those of this store that were named here.
    func backups() throws -> [NamedBackup] {
        try names().compactMap { name in
            guard let backup = NamedBackup(name: name, of: place), isFile(name), self.owner(backup.checksumName) == store else { return nil }
            return backup
        }
    }

    /// Removes a backup, and then its checksum.
    ///
    /// - Throws: `Failure`.
    func remove(_ backup: NamedBackup) throws {
        guard unlink(at(backup.name)) == 0 || errno == ENOENT else {
            throw Failure(
                message: "'\(at(backup.name))' is no longer wanted, and cannot be removed (\(String(cString: strerror(errno)).lowercased())); "
                    + "the new backup was made: check the owner of the directory", status: .outputLost)
        }
        unlink(at(backup.checksumName))
    }

    /// Removes the checksums of this store's backups that are gone: what a removal that was cut short left.
    func removeLoneChecksums() throws {
        for name in try names() where name.hasSuffix(NamedBackup.checksumEnding) {
            guard let backup = NamedBackup(name: String(name.dropLast(NamedBackup.checksumEnding.count)), of: place), !exists(backup.name),
                owner(name) == store
            else { continue }
            unlink(at(name))
        }
    }

    /// Returns when the names in it are on disk.
    func sync() throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw BackupDraft.failure(path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw BackupDraft.failure(path) }
    }

    /// While this runs, no other run of this program names or removes anything in it.
    func alone<Result>(_ body: () throws -> Result) throws -> Result {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw BackupDraft.failure(path) }
        defer { close(folder) }
        // Where a file system has no such locks, nothing is lost but this.
        flock(folder, LOCK_EX)
        return try body()
    }

    // MARK: Files

    private func at(_ name: String) -> String { "\(path)/\(name)" }

    private func names() throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
            throw Failure(message: "'\(path)' cannot be listed (\(error.localizedDescription)); the new backup was made", status: .outputLost)
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

    /// The store that a checksum names; nil: none.
    private func owner(_ name: String) -> String? {
        guard isFile(name), let handle = FileHandle(forReadingAtPath: at(name)), let bytes = try? handle.read(upToCount: 4096) else { return nil }
        return BackupChecksum.store(in: String(decoding: bytes, as: UTF8.self))
    }

    /// - Returns: whether it was not there before.
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

    /// - Returns: whether nothing else had that name.
    private func link(_ draft: String, as name: String) throws -> Bool {
        if Glibc.link(draft, at(name)) == 0 { return true }
        if errno == EEXIST { return false }
        // Where there are no links (FAT), a look and a step are the best there is.
        guard !exists(name), rename(draft, at(name)) == 0 else { throw BackupDraft.failure(path) }
        return true
    }
}
