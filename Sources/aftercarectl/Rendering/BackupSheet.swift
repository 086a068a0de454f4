import Aftercare
import AftercareAPI

/// The contents of a backup.
struct BackupSheet {
    let backup: BackupBody
    /// The file's path; nil for standard output.
    let file: String?

    var line: String {
        let contents = "\(backup.patients.counted("patient")), \(backup.reminders.counted("reminder")), \(ByteCount(backup.size))"
        return "backed up \(contents), as of \(backup.takenAt)\(file.map { ", to '\($0)'" } ?? "")"
    }
}

extension BackupSheet {
    /// The same for a backup made by a timer.
    func lines(of timed: TimedBackupBody) -> [String] {
        let removed = timed.removed.map { "'\($0)'" }.joined(separator: ", ")
        return ["\(line); it is sound"]
            + (timed.removed.isEmpty ? [] : ["removed \(timed.removed.count.counted("older backup")): \(removed)"])
    }
}
