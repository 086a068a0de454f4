import AftercareAPI
import AftercareEngine
import Logging
import Systemd

extension JournalLogHandler {
    /// Writes the commands in messages as they must be typed for this service, and adds them to every record.
    init(to output: LogOutput, commands: ServiceCommands, logLevel: @autoclosure @escaping @Sendable () -> Logger.Level = .info) {
        self.init(to: output, logLevel: logLevel(), reword: commands.addressed)
        for way in Event.Way.allCases { metadata[way.rawValue] = .string(commands.text(of: way)) }
    }
}

extension ServiceCommands {
    fileprivate func text(of way: Event.Way) -> String {
        switch way {
        case .ctl: aftercarectl
        case .systemctl: systemctl
        case .unit: unit
        case .journalctl: journalctl
        case .journald: journald
        }
    }
}
