import GRDB
import Glibc
import Testing

@testable import AftercareStore

@Suite struct `An error of the store` {
    /// An error, and what is told of it.
    struct Told {
        let error: StoreError
        /// Whether the same file would always be refused.
        let isLasting: Bool
        let cause: String
        let text: String
    }

    private static let path = "/srv/a/store.sqlite"
    private static let restore = "'aftercared --restore FILE --state-directory /srv/a'"

    private static let all = [
        Told(
            error: .locked(path: path), isLasting: false, cause: "it is in use",
            text: """
                the store '/srv/a/store.sqlite' is in use by another daemon; stop that one first, or give this one \
                a --state-directory of its own
                """),
        Told(
            error: .readOnly(path: path), isLasting: false, cause: "it cannot be read or written; check its owner and mode",
            text: """
                the store '/srv/a/store.sqlite' cannot be written; check the owner and mode of the file and its directory, \
                and that the file system is mounted read-write
                """),
        Told(
            error: .newerSchema(path: path), isLasting: true,
            cause: "it was written by a newer aftercared; install that version first",
            text: """
                the store '/srv/a/store.sqlite' was written by a newer aftercared; install that version, or restore a backup \
                made with this one: \(restore)
                """),
        Told(
            error: .notADatabase(path: path), isLasting: true, cause: "it is not a database",
            text: """
                '/srv/a/store.sqlite' is not a database; it was left as it is: restore a backup with \(restore), \
                or move it away to start with an empty store
                """),
        Told(
            error: .foreignDatabase(path: path), isLasting: true, cause: "it is a database of another program",
            text: """
                '/srv/a/store.sqlite' is a database of another program; it was left as it is: choose another --state-directory
                """),
        Told(
            error: .damaged(path: path, detail: "a tear"), isLasting: true, cause: "it is damaged: a tear",
            text: """
                the store '/srv/a/store.sqlite' is damaged (a tear); it was left as it is: restore a backup with \(restore)
                """),
        Told(
            error: .sealBroken(path: path, seal: "/srv/a/seal", detail: "a tear"), isLasting: true, cause: "it is damaged: a tear",
            text: """
                the store '/srv/a/store.sqlite' is not as it was closed (a tear); it was left as it is: restore a backup with \
                \(restore), or, if you changed it on purpose, run 'rm /srv/a/seal'
                """),
        Told(
            error: .full(path: path), isLasting: false,
            cause: "there is no space left for it; free some on the file system of the store",
            text: "there is no space left for the store '/srv/a/store.sqlite'; free some on its file system"),
        Told(
            error: .unusable(path: path, detail: "a tear"), isLasting: false, cause: "a tear",
            text: """
                the store '/srv/a/store.sqlite' cannot be used (a tear); check the path, and that the daemon may create files there
                """),
        Told(
            error: .unsafe(path: path, setting: "synchronous", value: "1"), isLasting: false,
            cause: "it does not keep 'synchronous' (it is '1')",
            text: """
                the store '/srv/a/store.sqlite' does not keep 'synchronous' (it is '1'), so a power cut could lose reminders; \
                put it on a local file system
                """),
        Told(
            error: .backupUnderWay(path: path), isLasting: false, cause: "a backup is under way",
            text: "a backup of the store '/srv/a/store.sqlite' is under way; wait for its end, and try again"),
        Told(
            error: .notRestorable(file: "/mnt/b", reason: "it is empty"), isLasting: true, cause: "it is empty",
            text: """
                '/mnt/b' was not restored (it is empty); the store that is there was left as it is: choose another backup
                """),
    ]

    @Test(arguments: all) func `says what is the matter and what to do, and whether it will go away`(told: Told) {
        #expect(told.error.description == told.text)
        #expect(told.error.cause == told.cause)
        #expect(told.error.isLasting == told.isLasting)
    }

    @Test func `names no directory that it does not know`() {
        let text = StoreError.damaged(path: "store.sqlite", detail: "a tear").description
        #expect(text.hasSuffix("restore a backup with 'aftercared --restore FILE --state-directory DIR'"))
    }

    private static let numbers: [(Int32, StoreError)] = [
        (ENOSPC, .full(path: "p")), (EDQUOT, .full(path: "p")), (EACCES, .readOnly(path: "p")), (EPERM, .readOnly(path: "p")),
        (EROFS, .readOnly(path: "p")), (EIO, .unusable(path: "p", detail: "input/output error")),
        (ENOENT, .unusable(path: "p", detail: "no such file or directory")),
    ]

    @Test(arguments: numbers) func `is told by the number that the kernel gave`(number: Int32, error: StoreError) {
        #expect(StoreError(errno: number, path: "p") == error)
    }

    private static let codes: [(Int32, StoreError)] = [
        (ResultCode.SQLITE_BUSY.rawValue, .locked(path: "p")), (ResultCode.SQLITE_LOCKED.rawValue, .locked(path: "p")),
        (ResultCode.SQLITE_READONLY.rawValue, .readOnly(path: "p")), (ResultCode.SQLITE_PERM.rawValue, .readOnly(path: "p")),
        (ResultCode.SQLITE_NOTADB.rawValue, .notADatabase(path: "p")), (ResultCode.SQLITE_FULL.rawValue, .full(path: "p")),
        (ResultCode.SQLITE_CORRUPT.rawValue, .damaged(path: "p", detail: "why")),
        (ResultCode.SQLITE_IOERR.rawValue, .unusable(path: "p", detail: "why")),
        (ResultCode.SQLITE_CANTOPEN.rawValue, .unusable(path: "p", detail: "why")),
        // An extended code counts as the code that it extends.
        (ResultCode.SQLITE_READONLY_DBMOVED.rawValue, .readOnly(path: "p")),
    ]

    @Test(arguments: codes) func `is told by the code that SQLite gave`(code: Int32, error: StoreError) {
        #expect(StoreError(DatabaseError(resultCode: ResultCode(rawValue: code), message: "why"), path: "p") == error)
    }

    @Test func `of a row that names another is damage to whoever reads the file through, and to nobody else`() {
        let error = DatabaseError(resultCode: .SQLITE_CONSTRAINT_FOREIGNKEY, message: "why")
        #expect(StoreFolder.storeError(error, "p") == .damaged(path: "p", detail: "a row names another that is not there"))
        #expect(StoreError(error, path: "p") == .unusable(path: "p", detail: "why"))
        #expect(StoreFolder.storeError(DatabaseError(resultCode: .SQLITE_FULL), "p") == .full(path: "p"))
    }
}
