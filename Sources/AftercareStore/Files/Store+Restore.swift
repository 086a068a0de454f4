package import Aftercare
import Foundation
import GRDB
import Glibc

extension Store {
    /// Puts a backup in the place of the store of `directory`, and keeps what was there beside it.
    ///
    /// The file is copied and checked before anything is touched. From then on a power cut does no harm: whoever
    /// opens the store next finishes what was begun.
    ///
    /// - Throws: `StoreError`. The store that was there is as it was.
    package static func restore(_ file: String, in directory: String, at now: Instant) throws -> Restoration {
        let folder = try StoreFolder(directory)
        defer { folder.leave() }
        try folder.finishRestore()
        try folder.sweep()
        do {
            try folder.takeCandidate(file)
            let (takenAt, contents) = try folder.admitCandidate(file)
            let replaced = folder.replaced(at: now)
            let isThere = [folder.store, folder.log, folder.seal].contains(where: DiskFile.exists)
            try DiskFile.rename(folder.candidate, to: folder.pending(at: now))
            try folder.sync()
            try folder.finishRestore()
            return Restoration(takenAt: takenAt, contents: contents, replaced: isThere ? replaced : nil, store: folder.store)
        } catch {
            try folder.sweep()
            throw error
        }
    }
}

extension StoreFolder {
    private static let pendingMark = "store.sqlite.restoring-"

    /// A checked backup that takes the store's place, decided at `now`.
    fileprivate func pending(at now: Instant) -> String { path + "/" + Self.pendingMark + now.compact }
    fileprivate func replaced(at now: Instant) -> String { store + ".replaced-" + now.compact }

    /// Carries a restore that was decided to its end. Each step can be the last one before a power cut.
    func finishRestore() throws {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw StoreError.unusable(path: store, detail: error.localizedDescription)
        }
        guard let name = names.filter({ $0.hasPrefix(Self.pendingMark) }).min() else { return }
        let aside = store + ".replaced-" + name.dropFirst(Self.pendingMark.count)
        // SQLite knows a log by its name, so the log that is set aside stays with its store.
        for (file, suffix) in [(log, "-wal"), (seal, ".sealed"), (store, "")] where DiskFile.exists(file) {
            try DiskFile.rename(file, to: aside + suffix)
        }
        try sync()
        try DiskFile.rename(path + "/" + name, to: store)
        try sync()
    }

    /// Copies `file` to where nobody changes it any more, with the owner of the directory.
    fileprivate func takeCandidate(_ file: String) throws {
        let source = try BackupFile(file).open()
        let copy = try DiskFile.create(candidate)
        try source.readAll(copy.write)
        var info = stat()
        guard stat(path, &info) == 0, fchown(copy.number, info.st_uid, info.st_gid) == 0 else {
            throw StoreError(errno: errno, path: store)
        }
        try copy.sync()
    }

    /// Checks the copy, and makes sure that it bears the mark of a backup.
    fileprivate func admitCandidate(_ file: String) throws -> (Instant?, StoreContents) {
        do {
            try BackupFile(file).hold(against: Descriptor(candidate, O_RDONLY))
            try Self.inspect(candidate, isThorough: true)
            let copy = try DatabaseQueue(path: candidate)
            let found = try copy.inDatabase { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
                let takenAt = try StoreMark.latest(db)
                if let takenAt { try StoreMark.put(takenAt, db) }
                return (takenAt, try StoreContents(db))
            }
            try copy.close()
            return found
        } catch let error as DatabaseError {
            throw StoreError.notRestorable(file: file, reason: StoreError(error, path: file).finding)
        } catch let error as StoreError {
            throw StoreError.notRestorable(file: file, reason: error.finding)
        }
    }
}
