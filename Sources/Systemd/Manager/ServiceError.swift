/// An error in the communication with the service manager.
package enum ServiceError: Error, Hashable, Sendable {
    /// The message to the service manager could not be sent.
    case notNotified(Errno)
    /// The watchdog settings in the environment are invalid.
    case invalidWatchdog(Errno)
    /// The kernel does not provide the boot id, and none was passed in.
    case noBootID(Errno)
    /// The text passed in as the boot id is not one.
    case invalidBootID(String)
    /// The service manager cannot be queried.
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
