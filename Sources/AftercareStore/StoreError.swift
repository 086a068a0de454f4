import GRDB

/// Why the store cannot be used. Each says what to do.
package enum StoreError: Error, Equatable, Sendable {
    case locked(path: String)
    case readOnly(path: String)
    case newerSchema(path: String)
    case notADatabase(path: String)
    case foreignDatabase(path: String)
    case damaged(path: String, detail: String)
    case full(path: String)
    case unusable(path: String, detail: String)
    /// A safety setting did not take.
    case unsafe(path: String, setting: String, value: String)

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
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .locked(let path):
            "the store '\(path)' is in use by another daemon; stop that one first, or give this one a --state-directory of its own"
        case .readOnly(let path):
            "the store '\(path)' cannot be written; check the owner and mode of the file and its directory, and that the file system is mounted read-write"
        case .newerSchema(let path):
            "the store '\(path)' was written by a newer aftercared; install that version, or restore a backup made with this one"
        case .notADatabase(let path):
            "'\(path)' is not a database; it was left as it is: move it away and restore a backup, or start with an empty store"
        case .foreignDatabase(let path):
            "'\(path)' is a database of another program; it was left as it is: choose another --state-directory"
        case .damaged(let path, let detail):
            "the store '\(path)' is damaged (\(detail)); it was left as it is: restore a backup"
        case .full(let path):
            "there is no space left for the store '\(path)'; free some on its file system"
        case .unusable(let path, let detail):
            "the store '\(path)' cannot be used (\(detail)); check the path, and that the daemon may create files there"
        case .unsafe(let path, let setting, let value):
            "the store '\(path)' does not keep '\(setting)' (it is '\(value)'), so a power cut could lose reminders; put it on a local file system"
        }
    }
}
