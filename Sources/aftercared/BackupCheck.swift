import AftercareAPI
import AftercareStore
import Foundation

/// Reads backups through, and tells what is in them. Neither the store nor a running daemon is touched.
struct BackupCheck {
    let files: [String]

    /// Tells it on standard output, for programs: 'aftercarectl backup check' shows it to people.
    ///
    /// - Returns: whether all of them are sound.
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
