import Aftercare
import Foundation
import Glibc

/// Shows reminders to whoever watches standard output.
struct Terminal: Sendable {
    /// Whose clock to show: the clinic's.
    let zone: Zone

    func show(_ reminder: Reminder) {
        let time = zone.local(reminder.occurrence.due)
        let line = "\(time.date) \(time.time)  \(reminder.patient)  \(reminder.message ?? "")\n"
        // A closed terminal must not stop the daemon: what cannot be shown is in the ledger.
        try? FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
    }
}

extension StartFailure {
    func tell() {
        try? FileHandle.standardError.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
    }
}
