import Glibc

/// Where log lines go, and for whose eyes.
package struct LogOutput: Sendable {
    package let descriptor: Int32
    package let style: Style

    package enum Style: Sendable, Hashable {
        /// For journald: every line starts with its priority, `<6>text`, as in sd-daemon(3).
        case journal
        /// For a person: every line starts with local time and level.
        case terminal
    }

    package init(descriptor: Int32, style: Style) {
        self.descriptor = descriptor
        self.style = style
    }

    /// Standard error, in the style that fits what it is connected to.
    ///
    /// - Parameter journalStream: the value of `$JOURNAL_STREAM`.
    package static func standardError(journalStream: String?) -> LogOutput {
        LogOutput(
            descriptor: STDERR_FILENO,
            style: isJournal(descriptor: STDERR_FILENO, journalStream: journalStream) ? .journal : .terminal)
    }

    /// Whether the descriptor is the stream to the journal that the service manager opened.
    ///
    /// `$JOURNAL_STREAM` names that stream by device and inode, `8:1234`. The variable alone does not tell:
    /// a child with redirected output inherits it too.
    static func isJournal(descriptor: Int32, journalStream: String?) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return journalStream == "\(status.st_dev):\(status.st_ino)"
    }

    /// Writes the text as a whole, so that lines of different threads do not mix.
    ///
    /// Waits while the reader's queue is full. Text that cannot be written is lost: there is no place left
    /// to complain.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if !Self.mayWrite(descriptor, after: Errno.last) {
                return
            }
        }
    }

    /// Whether to try again after a write that failed: after a signal, and when the queue has room again.
    private static func mayWrite(_ descriptor: Int32, after failure: Errno) -> Bool {
        switch failure.code {
        case EINTR:
            return true
        case EAGAIN:
            var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return poll(&wish, 1, -1) > 0 || errno == EINTR
        default:
            return false
        }
    }
}
