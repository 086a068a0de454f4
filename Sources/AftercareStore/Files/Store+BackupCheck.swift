package import Aftercare
import Foundation
import GRDB

/// What a check found in a backup that is sound.
package struct CheckedBackup: Equatable, Sendable {
    /// What it knows is of this moment or earlier; nil: it does not say.
    package let takenAt: Instant?
    /// Whether it bears the mark of a backup; else it is a store that was closed, or the copy of one.
    package let isMarked: Bool
    package let contents: StoreContents
    /// The id of the store that it is of; nil: that was never opened.
    package let store: String?
    /// In bytes.
    package let size: Int64
    /// SHA-256, in hexadecimal digits.
    package let digest: String
    /// Whether a checksum lay beside it, and it is what that says.
    package let isSealed: Bool
}

/// Why a file could not be restored.
package struct UnsoundBackup: Error, Equatable, Sendable {
    package let reason: String
}

extension Store {
    /// Reads a backup through where it lies, as a restore does with its copy. Nothing is written, not even beside it.
    ///
    /// - Throws: `UnsoundBackup`.
    package static func check(backup path: String) throws(UnsoundBackup) -> CheckedBackup {
        do {
            let file = BackupFile(path)
            let content = try file.open()
            let isSealed = try file.hold(against: content)
            let reader = try DatabaseQueue(path: unchanging(path), configuration: checking())
            let found = try reader.read { db in
                try StoreFolder.examine(db, path, isThorough: true)
                return CheckedBackup(
                    takenAt: try StoreMark.latest(db), isMarked: try StoreMark.read(db) != nil, contents: try StoreContents(db),
                    store: try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'store-id'"),
                    size: try content.size, digest: try content.digest(), isSealed: isSealed)
            }
            try reader.close()
            return found
        } catch let error as DatabaseError {
            throw UnsoundBackup(reason: StoreFolder.fault(error, path).finding)
        } catch let error as StoreError {
            throw UnsoundBackup(reason: error.finding)
        } catch {
            throw UnsoundBackup(reason: "\(error)")
        }
    }

    /// A name by which SQLite takes the file for one that nobody changes: it makes no lock, no log and no index.
    private static func unchanging(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        // What would begin a query or an escape stands by its number.
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
