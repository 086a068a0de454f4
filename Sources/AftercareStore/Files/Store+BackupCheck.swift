import Aftercare
import Foundation
import GRDB

extension Store {
    /// Reads a backup through in place, with the same checks that a restore runs on its copy. Nothing is written, not
    /// even beside it.
    ///
    /// - Throws: `UnsoundBackupError`.
    package static func check(backup path: String) throws(UnsoundBackupError) -> CheckedBackup {
        do {
            let file = BackupFile(path)
            let content = try file.open()
            let isSealed = try file.verify(against: content)
            let reader = try DatabaseQueue(path: immutableURI(path), configuration: checking())
            let found = try reader.read { db in
                try StoreFolder.examine(db, path, isThorough: true)
                return CheckedBackup(
                    takenAt: try BackupMark.latest(db), isMarked: try BackupMark.read(db) != nil, contents: try StoreContents(db),
                    store: try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'store-id'"),
                    size: try content.size, digest: try content.digest(), isSealed: isSealed)
            }
            try reader.close()
            return found
        } catch let error as DatabaseError {
            throw UnsoundBackupError(reason: StoreFolder.storeError(error, path).cause)
        } catch let error as StoreError {
            throw UnsoundBackupError(reason: error.cause)
        } catch {
            throw UnsoundBackupError(reason: "\(error)")
        }
    }

    /// The SQLite URI of a file that nobody changes: SQLite then creates no lock, log or index.
    private static func immutableURI(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        // Characters that would begin a query or an escape are percent-encoded.
        let plain = whole.utf8.map { byte in
            let isPlain = byte == UInt8(ascii: "/") || byte > 0x2C && byte != UInt8(ascii: "?")
            return isPlain && byte < 0x7F ? String(UnicodeScalar(byte)) : String(format: "%%%02X", Int(byte))
        }
        return "file://\(plain.joined())?immutable=1"
    }

    private static func checking() -> Configuration {
        var configuration = Configuration()
        configuration.label = "aftercare.check"
        configuration.readonly = true
        return configuration
    }
}
