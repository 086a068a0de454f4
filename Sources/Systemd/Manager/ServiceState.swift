/// A state of the service, as in sd_notify(3).
package enum ServiceState: Sendable, Hashable {
    /// Start-up, or a reload, is complete.
    case ready
    /// One line for people, shown by `systemctl status`. Line breaks become spaces.
    case status(String)
    /// The configuration is being read again; `ready` ends it.
    case reloading
    case stopping
    /// The service is alive and makes progress.
    case watchdog
    /// Starting or stopping takes this much longer, counted from now.
    case extendTimeout(microseconds: UInt64)

    /// The lines that report this state to the service manager.
    func assignments(monotonicMicroseconds: UInt64) -> String {
        switch self {
        case .ready: "READY=1"
        case .status(let text): "STATUS=\(Self.oneLine(text))"
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds)"
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        case .extendTimeout(let microseconds): "EXTEND_TIMEOUT_USEC=\(microseconds)"
        }
    }

    /// Removes line breaks, which would start another assignment, and NULs, which would end the message.
    private static func oneLine(_ text: String) -> String {
        text.split { $0.isNewline || $0 == "\0" }.joined(separator: " ")
    }
}
