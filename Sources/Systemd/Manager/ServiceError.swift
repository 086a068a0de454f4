/// What goes wrong between the service and the service manager.
package enum ServiceError: Error, Hashable, Sendable {
    /// The service manager's socket did not take the message.
    case notNotified(Errno)
    /// The watchdog's settings in the environment make no sense.
    case invalidWatchdog(Errno)
    /// The kernel does not show the boot id, and nobody passed it in.
    case noBootID(Errno)
    /// What was passed in as the boot id is none.
    case invalidBootID(String)
    /// The service manager cannot be asked.
    case noManager(Errno)
}

extension ServiceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notNotified(let errno):
            "the service manager did not take the notification: \(errno); check $NOTIFY_SOCKET"
        case .invalidWatchdog(let errno):
            "the watchdog's interval cannot be read: \(errno); check $WATCHDOG_USEC and $WATCHDOG_PID"
        case .noBootID(let errno):
            "the boot id cannot be read: \(errno); pass '%b' in the unit file, or drop ProcSubset=pid"
        case .invalidBootID(let text):
            "invalid boot id '\(text)'; pass '%b' in the unit file (32 hexadecimal digits)"
        case .noManager(let errno):
            "systemd cannot be asked: \(errno); check 'systemctl status dbus', or become root"
        }
    }
}
