import CSystemd
import Glibc

/// Where log lines go, and for whose eyes.
package struct LogOutput: Sendable {
    package let descriptor: Int32
    package let style: Style
    /// Where journald takes whole records, with fields; nil: it is only given lines.
    private let recordSocket: String?

    package enum Style: Sendable, Hashable {
        /// For journald: every line starts with its priority, `<6>text`, as in sd-daemon(3).
        case journal
        /// For a person: every line starts with local time and level.
        case terminal
    }

    package init(descriptor: Int32, style: Style, recordSocket: String? = nil) {
        self.descriptor = descriptor
        self.style = style
        self.recordSocket = recordSocket
    }

    /// Standard error, in the style that fits what it is connected to.
    ///
    /// - Parameter journalStream: the value of `$JOURNAL_STREAM`.
    package static func standardError(journalStream: String?) -> LogOutput {
        isJournal(descriptor: STDERR_FILENO, journalStream: journalStream)
            ? LogOutput(descriptor: STDERR_FILENO, style: .journal, recordSocket: JournalSocket.path)
            : LogOutput(descriptor: STDERR_FILENO, style: .terminal)
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
    /// A person's terminal is waited for. journald is not, or hardly: whoever logs must go on when it is stopped.
    /// A stream that journald has closed, as when its sockets were stopped, is opened anew. Text that cannot be
    /// written is lost: there is no place left to complain.
    func write(_ text: String) {
        let bytes = Array(text.utf8)
        switch style {
        case .terminal: write(bytes[...], patience: -1) { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        case .journal:
            if writeToStream(bytes) == EPIPE, reopen() { writeToStream(bytes) }
        }
    }

    /// Hands journald a whole record, behind the reminders that were sent before it: it is the same socket.
    ///
    /// journald is not, or hardly, waited for. A socket of its own for each record, since they are few: so none is
    /// ever stale.
    ///
    /// - Returns: false where it was not taken: there is no such socket, nobody listens, its queue stays full, or the
    ///   record is too large. Then lines are the way.
    func send(_ record: JournalRecord) -> Bool {
        guard let socket = connected() else { return false }
        defer { close(socket) }
        return Self.send(record.datagram(), to: socket)
    }

    /// Waits until journald has dealt with all that it was sent, for a second at most.
    ///
    /// It looks up which unit a record comes from when it reads it. Of a process that has ended by then it finds
    /// nothing, and `systemctl status` would not show why the service did not start.
    package func waitUntilRead() {
        guard let socket = connected() else { return }
        defer { close(socket) }
        // journald passes over what is empty, and reads it after what came before.
        guard Self.send([], to: socket) else { return }
        for _ in 0..<Self.maxEvaluations {
            var unread: Int32 = 0
            guard ioctl(socket, UInt(TIOCOUTQ), &unread) == 0, unread > 0 else { return }
            usleep(Self.look)
        }
    }

    /// A socket to journald; nil: there is none, or nobody listens.
    private func connected() -> Int32? {
        guard let recordSocket, let address = Self.address(recordSocket) else { return nil }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        let isConnected = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 }
        }
        if isConnected { return socket }
        close(socket)
        return nil
    }

    private static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
        while true {
            if Glibc.send(socket, bytes, bytes.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)) == bytes.count { return true }
            guard mayWrite(to: socket, after: Errno.last, patience: patience) else { return false }
        }
    }

    /// nil: the path is longer than the kernel takes.
    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return address
    }

    /// Milliseconds for which a full queue of journald is waited for.
    private static let patience: Int32 = 100
    /// Microseconds between two looks whether it has read everything, and how often.
    private static let look: UInt32 = 2000
    private static let maxEvaluations = 500

    @discardableResult
    private func writeToStream(_ bytes: [UInt8]) -> Int32 {
        write(bytes[...], patience: Self.patience) {
            let count = Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
            // A file or a terminal takes the place of the stream where somebody tries the service by hand.
            return count < 0 && errno == ENOTSOCK ? Glibc.write(descriptor, $0.baseAddress, $0.count) : count
        }
    }

    /// - Parameter patience: milliseconds for which a full queue is waited for; -1: as long as it takes.
    /// - Returns: the error that ended it; 0: all was written.
    @discardableResult
    private func write(
        _ bytes: ArraySlice<UInt8>, patience: Int32, by write: (UnsafeRawBufferPointer) -> Int
    ) -> Int32 {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes(write)
            let failure = Errno.last
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if !Self.mayWrite(to: descriptor, after: failure, patience: patience) {
                return failure.code
            }
        }
        return 0
    }

    /// Whether to try again after a write that failed: after a signal, and when the queue has room again.
    private static func mayWrite(to descriptor: Int32, after failure: Errno, patience: Int32) -> Bool {
        switch failure.code {
        case EINTR:
            return true
        case EAGAIN:
            var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return poll(&wish, 1, patience) > 0 || errno == EINTR
        default:
            return false
        }
    }

    /// Puts a new stream to journald in the place of the one that is closed.
    private func reopen() -> Bool {
        let stream = sd_journal_stream_fd("aftercared", LOG_INFO, 1)
        guard stream >= 0 else { return false }
        defer { close(stream) }
        return dup2(stream, descriptor) >= 0
    }
}
