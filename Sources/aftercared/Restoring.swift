import Aftercare
import AftercareAPI
import AftercareStore
import Foundation
import Glibc

/// Replaces the store with a backup while the daemon is stopped.
struct Restoring {
    private let file: String
    private let directory: String
    private let commands: ServiceCommands

    init(_ file: String, _ options: DaemonOptions) {
        self.file = file
        directory = options.stateDirectory(in: ProcessInfo.processInfo.environment)
        commands = ServiceCommands(options.place(ofStore: directory))
    }

    /// - Throws: `StoreError`. The existing store is then unchanged.
    func run() throws {
        umask(0o077)
        let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
        let restoration: Restoration
        do { restoration = try Store.restore(file, in: directory, at: now) } catch StoreError.locked(let path) {
            throw StartError.unusable(
                "the store '\(path)' is in use; stop the daemon first: '\(commands.systemctl("stop"))', then restore again")
        }
        print(Self.lines(restoration, from: file, commands).joined(separator: "\n").printable)
    }

    /// What was done, and the next steps.
    static func lines(_ restoration: Restoration, from file: String, _ commands: ServiceCommands) -> [String] {
        let contents = restoration.contents
        let asOf = restoration.takenAt.map { ", as of \($0)" } ?? ""
        var lines = [
            "restored '\(file)' to '\(restoration.store)': \(contents.patients.counted("patient")), \(contents.reminders.counted("reminder"))\(asOf)"
        ]
        if let takenAt = restoration.takenAt {
            lines.append(
                "what was entered or changed after \(takenAt) is not in it: enter it again. "
                    + "What was said since is in the journal: \(commands.ownRecords) -t aftercare --since '\(takenAt.text.replacing("T", with: " ").replacing("Z", with: " UTC"))'"
            )
        }
        if let replaced = restoration.replaced {
            lines.append("the store that was there is kept: '\(replaced)'; remove it when nobody needs it any more")
        }
        return lines + ["next: \(commands.systemctl("start"))"]
    }
}
