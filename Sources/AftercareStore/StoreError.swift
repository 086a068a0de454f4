import Foundation
import GRDB
import Glibc

/// Why the store cannot be used. Each description ends with what to do.
package enum StoreError: Error, Equatable, Sendable {
    case locked(path: String)
    case readOnly(path: String)
    case newerSchema(path: String)
    case notADatabase(path: String)
    case foreignDatabase(path: String)
    case damaged(path: String, detail: String)
    /// The file is not as it was when it was closed.
    case sealBroken(path: String, seal: String, detail: String)
    case full(path: String)
    case unusable(path: String, detail: String)
    /// A safety setting did not take effect.
    case unsafe(path: String, setting: String, value: String)
    case backupUnderWay(path: String)
    /// A backup could not be restored, and why.
    case notRestorable(file: String, reason: String)

    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, detail: error.message ?? "corrupt")
        case .SQLITE_FULL: self = .full(path: path)
        default: self = .unusable(path: path, detail: error.message ?? "\(error.resultCode)")
        }
    }

    /// - Parameter errno: the value that a C library call left.
    init(errno: Int32, path: String) {
        switch errno {
        case ENOSPC, EDQUOT: self = .full(path: path)
        case EACCES, EPERM, EROFS: self = .readOnly(path: path)
        default: self = .unusable(path: path, detail: String(cString: strerror(errno)).lowercased())
        }
    }

    /// Whether the same file would always be refused, so that retrying is pointless.
    package var isLasting: Bool {
        switch self {
        case .newerSchema, .notADatabase, .foreignDatabase, .damaged, .sealBroken, .notRestorable: true
        case .locked, .readOnly, .full, .unusable, .unsafe, .backupUnderWay: false
        }
    }

    /// Whether the error may mean that data which was read or written is wrong.
    var mayMeanDamage: Bool {
        switch self {
        case .notADatabase, .damaged, .sealBroken, .unusable: true
        case .locked, .readOnly, .newerSchema, .foreignDatabase, .full, .unsafe, .backupUnderWay, .notRestorable: false
        }
    }

    /// The cause alone, without what to do.
    var cause: String {
        switch self {
        case .locked: "it is in use"
        case .readOnly: "it cannot be read or written; check its owner and mode"
        case .newerSchema: "it was written by a newer aftercared; install that version first"
        case .notADatabase: "it is not a database"
        case .foreignDatabase: "it is a database of another program"
        case .damaged(_, let detail), .sealBroken(_, _, let detail): "it is damaged: \(detail)"
        case .full: "there is no space left for it; free some on the file system of the store"
        case .unusable(_, let detail): detail
        case .unsafe(_, let setting, let value): "it does not keep '\(setting)' (it is '\(value)')"
        case .backupUnderWay: "a backup is under way"
        case .notRestorable(_, let reason): reason
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .locked(let path):
            "the store '\(path)' is in use by another daemon; stop that one first, or give this one a --state-directory of its own"
        case .readOnly(let path):
            "the store '\(path)' cannot be written; check the owner and mode of the file and its directory, and that the file system is mounted read-write"
        case .newerSchema(let path):
            "the store '\(path)' was written by a newer aftercared; install that version, or restore a backup made with this one: \(Self.restore(path))"
        case .notADatabase(let path):
            "'\(path)' is not a database; it was left as it is: restore a backup with \(Self.restore(path)), or move it away to start with an empty store"
        case .foreignDatabase(let path):
            "'\(path)' is a database of another program; it was left as it is: choose another --state-directory"
        case .damaged(let path, let detail):
            "the store '\(path)' is damaged (\(detail)); it was left as it is: restore a backup with \(Self.restore(path))"
        case .sealBroken(let path, let seal, let detail):
            "the store '\(path)' is not as it was closed (\(detail)); it was left as it is: restore a backup with \(Self.restore(path)), or, if you changed it on purpose, run 'rm \(seal)'"
        case .full(let path):
            "there is no space left for the store '\(path)'; free some on its file system"
        case .unusable(let path, let detail):
            "the store '\(path)' cannot be used (\(detail)); check the path, and that the daemon may create files there"
        case .unsafe(let path, let setting, let value):
            "the store '\(path)' does not keep '\(setting)' (it is '\(value)'), so a power cut could lose reminders; put it on a local file system"
        case .backupUnderWay(let path):
            "a backup of the store '\(path)' is under way; wait for its end, and try again"
        case .notRestorable(let file, let reason):
            "'\(file)' was not restored (\(reason)); the store that is there was left as it is: choose another backup"
        }
    }

    /// The command that replaces the store at `path` with a backup.
    private static func restore(_ path: String) -> String {
        let directory = path.hasSuffix("/store.sqlite") ? String(path.dropLast("/store.sqlite".count)) : "DIR"
        return "'aftercared --restore FILE --state-directory \(directory)'"
    }
}
