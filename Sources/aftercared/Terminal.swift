import Aftercare
import AftercareAPI
import AftercareEngine
import Foundation
import Logging
import Systemd

/// Shows messages on standard output.
struct Terminal: Sendable {
    /// The clinic's zone, in which times are shown.
    let zone: Zone

    func show(_ message: Message) {
        let time = zone.local(message.due)
        let place = "\(time.date) \(time.time)  \(message.patient)  "
        let text = message.text.replacing("\n", with: "\n" + String(repeating: " ", count: place.count))
        let line = (place + text).printable + "\n"
        // A closed terminal must not stop the daemon; the ledger has what cannot be shown.
        try? FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
    }
}

extension StartError {
    /// Prints the error for a person, or logs it to the journal with the priority of an error.
    func tell(_ commands: ServiceCommands) {
        let output = LogOutput.standardError(journalStream: ProcessInfo.processInfo.environment["JOURNAL_STREAM"])
        switch output.style {
        case .journal:
            let logger = Logger(label: "aftercared") { _ in JournalLogHandler(to: output, commands: commands) }
            tell(logger)
            output.waitUntilRead()
        case .terminal:
            try? FileHandle.standardError.write(contentsOf: Data((commands.addressed(lines.joined(separator: "\n")).printable + "\n").utf8))
        }
    }

    /// Logs all lines as one record, so that they stay together and can be queried.
    private func tell(_ logger: Logger) {
        guard isMisconfigured else {
            return logger.tell(.startRefused, lines.joined(separator: "\n"), [.exitStatus: status])
        }
        let summary = ConfigurationErrors.summary(of: errors) + ", so the service does not start; mend them and start it again:"
        logger.tell(.configurationRefused, ([summary] + lines).joined(separator: "\n"), [.errors: errors])
    }
}
