package import Aftercare
import Foundation
import GRDB
import Glibc

extension Store {
    /// Replaces the store of `directory` with a backup, and keeps the previous store beside it.
    ///
    /// The backup is copied and checked before anything is changed. After that a power cut does no harm: the next
    /// process to open the store finishes the restore.
    ///
    /// - Throws: `StoreError`. The previous store is unchanged then.
    package static func restore(_ file: String, in directory: String, at now: Instant) throws -> Restoration {
        let folder = try StoreFolder(directory)
        defer { folder.unlock() }
        try folder.finishRestore()
        try folder.removeLeftovers()
        do {
            try folder.copyCandidate(file)
            let (takenAt, contents) = try folder.checkCandidate(file)
            let replaced = folder.replaced(at: now)
            let isThere = [folder.store, folder.log, folder.seal].contains(where: DiskFile.exists)
            try DiskFile.rename(folder.candidate, to: folder.pending(at: now))
            try folder.sync()
            try folder.finishRestore()
            return Restoration(takenAt: takenAt, contents: contents, replaced: isThere ? replaced : nil, store: folder.store)
        } catch {
            try folder.removeLeftovers()
            throw error
        }
    }
}

extension StoreFolder {
    private static let pendingPrefix = "store.sqlite.restoring-"

    /// The name of a checked backup that is to replace the store, as decided at `now`.
    fileprivate func pending(at now: Instant) -> String { path + "/" + Self.pendingPrefix + now.compact }
    fileprivate func replaced(at now: Instant) -> String { store + ".replaced-" + now.compact }

    /// Completes a restore that was decided. A power cut may follow any of its steps.
    func finishRestore() throws {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw StoreError.unusable(path: store, detail: error.localizedDescription)
        }
        guard let name = names.filter({ $0.hasPrefix(Self.pendingPrefix) }).min() else { return }
        let aside = store + ".replaced-" + name.dropFirst(Self.pendingPrefix.count)
        // SQLite finds a log by its name, so the log moves with its store.
        for (file, suffix) in [(log, "-wal"), (seal, ".sealed"), (store, "")] where DiskFile.exists(file) {
            try DiskFile.rename(file, to: aside + suffix)
        }
        try sync()
        try DiskFile.rename(path + "/" + name, to: store)
        try sync()
    }

    /// Copies `file` to a place where nobody changes it any more, owned by the directory's owner.
    fileprivate func copyCandidate(_ file: String) throws {
        let source = try BackupFile(file).open()
        let copy = try DiskFile.create(candidate)
        try source.readAll(copy.write)
        var info = stat()
        guard stat(path, &info) == 0, fchown(copy.number, info.st_uid, info.st_gid) == 0 else {
            throw StoreError(errno: errno, path: store)
        }
        try copy.sync()
    }

    /// Checks the copy and makes sure that it is marked as a backup.
    fileprivate func checkCandidate(_ file: String) throws -> (Instant?, StoreContents) {
        do {
            try BackupFile(file).verify(against: Descriptor(candidate, O_RDONLY))
            try Self.inspect(candidate, isThorough: true)
            let copy = try DatabaseQueue(path: candidate)
            let found = try copy.inDatabase { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
                let takenAt = try BackupMark.latest(db)
                if let takenAt { try BackupMark.put(takenAt, db) }
                return (takenAt, try StoreContents(db))
            }
            try copy.close()
            return found
        } catch let error as DatabaseError {
            throw StoreError.notRestorable(file: file, reason: StoreError(error, path: file).cause)
        } catch let error as StoreError {
            throw StoreError.notRestorable(file: file, reason: error.cause)
        }
    }
}
