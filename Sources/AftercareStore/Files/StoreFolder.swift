import Foundation
import Glibc
import Synchronization

/// The directory of a store: the names of its files, and the lock that keeps other processes out.
///
/// SQLite's own lock covers only an open database. Under this one a store is also checked before it is opened, sealed
/// after it was closed, and replaced.
final class StoreFolder: Sendable {
    let path: String
    private let directory: Mutex<Descriptor?>

    /// - Throws: `StoreError.locked` while another process holds the lock.
    init(_ path: String) throws {
        self.path = path
        let store = Self.store(in: path)
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch let error as CocoaError {
            throw StoreError.unusable(path: store, detail: error.localizedDescription)
        }
        let directory = try Descriptor(path, O_RDONLY | O_DIRECTORY)
        guard flock(directory.number, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? StoreError.locked(path: store) : StoreError(errno: errno, path: path)
        }
        self.directory = Mutex(directory)
        guard access(path, W_OK | X_OK) == 0, !DiskFile.exists(store) || access(store, R_OK | W_OK) == 0 else {
            throw StoreError.readOnly(path: store)
        }
    }

    deinit { unlock() }

    /// Releases the lock, explicitly, since a child that was just forked may still hold the descriptor.
    func unlock() {
        directory.withLock { directory in
            if let directory { flock(directory.number, LOCK_UN) }
            directory = nil
        }
    }

    static func store(in directory: String) -> String { directory + "/store.sqlite" }

    var store: String { Self.store(in: path) }
    /// SQLite's write-ahead log, which is later copied back into the database.
    var log: String { store + "-wal" }
    var seal: String { store + ".sealed" }
    /// A backup that is being made.
    var copy: String { store + ".copy" }
    /// A backup that is being checked before it is restored.
    var candidate: String { store + ".candidate" }

    /// Returns once the names in the directory are on disk.
    func sync() throws { try directory.withLock { try $0?.sync() } }

    /// Removes what an interrupted backup or restore may have left.
    func removeLeftovers() throws {
        for file in [copy, candidate] {
            for leftover in [file, file + "-wal", file + "-shm", file + "-journal"] { try DiskFile.remove(leftover) }
        }
    }
}
