import Foundation
import Glibc
import Synchronization

/// The directory of a store: the names of its files, and the lock that makes whoever holds it the only one there.
///
/// The lock is not SQLite's, which covers only an open database: under this one a store is also checked before it
/// is opened, sealed after it was closed, and replaced.
final class StoreFolder: Sendable {
    let path: String
    private let directory: Mutex<Descriptor?>

    /// - Throws: `StoreError.locked` while somebody else is there.
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

    deinit { leave() }

    /// Gives the lock up. By name, since a child that was just forked may still have the descriptor too.
    func leave() {
        directory.withLock { directory in
            if let directory { flock(directory.number, LOCK_UN) }
            directory = nil
        }
    }

    static func store(in directory: String) -> String { directory + "/store.sqlite" }

    var store: String { Self.store(in: path) }
    /// What SQLite writes first, and copies back later.
    var log: String { store + "-wal" }
    var seal: String { store + ".sealed" }
    /// A backup that is being made.
    var copy: String { store + ".copy" }
    /// A backup that is being checked before it is restored.
    var candidate: String { store + ".candidate" }

    /// Returns when the names in it are on disk.
    func sync() throws { try directory.withLock { try $0?.sync() } }

    /// Removes what a process that ended at the wrong moment may have left, and nobody needs.
    func sweep() throws {
        for file in [copy, candidate] {
            for leftover in [file, file + "-wal", file + "-shm", file + "-journal"] { try DiskFile.remove(leftover) }
        }
    }
}
