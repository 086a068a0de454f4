import AftercareAPI
import AftercareStore
import Foundation

/// Reads backups in full and reports their contents. Touches neither the store nor a running daemon.
struct BackupCheck {
    let files: [String]

    /// Prints the result to standard output for programs; 'aftercarectl backup check' formats it for people.
    ///
    /// - Returns: whether all backups are sound.
    func run() throws -> Bool {
        let checks = files.map(Self.check)
        let told = try Wire.encode(BackupChecksBody(backups: checks)) + Data("\n".utf8)
        do { try FileHandle.standardOutput.write(contentsOf: told) } catch {
            throw StartError(status: 74, lines: ["the output cannot be written (\(error.localizedDescription))"])
        }
        return checks.allSatisfy(\.isSound)
    }

    static func check(_ file: String) -> BackupCheckBody {
        do throws(UnsoundBackupError) {
            let found = try Store.check(backup: file)
            return BackupCheckBody(
                file: file, isSound: true, takenAt: found.takenAt, isBackup: found.isMarked, patients: found.contents.patients,
                reminders: found.contents.reminders, size: found.size, sha256: found.digest, matchesChecksum: found.isSealed,
                store: found.store)
        } catch {
            return BackupCheckBody(file: file, isSound: false, problem: error.reason)
        }
    }
}
