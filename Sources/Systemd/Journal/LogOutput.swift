import CSystemd
import Glibc

/// Where log lines are written, and in which style.
package struct LogOutput: Sendable {
    package let descriptor: Int32
    package let style: Style
    /// The socket on which journald accepts whole records with fields; `nil` when it gets only lines.
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
    /// `$JOURNAL_STREAM` identifies that stream by device and inode, `8:1234`. The variable alone proves nothing: a
    /// child with redirected output inherits it too.
    static func isJournal(descriptor: Int32, journalStream: String?) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return journalStream == "\(status.st_dev):\(status.st_ino)"
    }

    /// Writes the whole text at once, so that lines of different threads do not mix.
    ///
    /// It waits for a terminal, but hardly for journald, so that logging continues while journald is stopped. If
    /// journald has closed the stream, as when its sockets were stopped, a new one is opened. Text that cannot be
    /// written is lost: there is nowhere left to report it.
    func write(_ text: String) {
        let bytes = Array(text.utf8)
        switch style {
        case .terminal: write(bytes[...], patience: -1) { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        case .journal:
            if writeToStream(bytes) == EPIPE, reopen() { writeToStream(bytes) }
        }
    }

    /// Sends a whole record to journald, after the reminders that were sent before: it is the same socket.
    ///
    /// It hardly waits for journald. Each record gets its own connection, since there are few of them, so none can be
    /// stale.
    ///
    /// - Returns: `false` if it was not accepted: there is no such socket, nobody listens, its queue stays full, or the
    ///   record is too large. Then it has to be written as lines.
    func send(_ record: JournalRecord) -> Bool {
        guard let socket = connected() else { return false }
        defer { close(socket) }
        return Self.send(record.datagram(), to: socket)
    }

    /// Waits until journald has processed everything that it was sent, for a second at most.
    ///
    /// journald determines a record's unit when it reads the record. For a process that has ended by then it finds
    /// none, and `systemctl status` would not show why the service did not start.
    package func waitUntilRead() {
        guard let socket = connected() else { return }
        defer { close(socket) }
        // journald ignores an empty message, and reads it after everything before it.
        guard Self.send([], to: socket) else { return }
        for _ in 0..<Self.maxQueueChecks {
            var unread: Int32 = 0
            guard ioctl(socket, UInt(TIOCOUTQ), &unread) == 0, unread > 0 else { return }
            usleep(Self.queueCheckMicroseconds)
        }
    }

    /// A socket connected to journald; `nil` when there is none, or nobody listens.
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
            guard shouldRetry(to: socket, after: Errno.last, patience: patienceMilliseconds) else { return false }
        }
    }

    /// `nil` when the path is longer than the kernel allows.
    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return address
    }

    /// How long to wait while journald's queue is full.
    private static let patienceMilliseconds: Int32 = 100
    /// The time between checks whether journald has read everything, and their maximum number: one second in total.
    private static let queueCheckMicroseconds: UInt32 = 2000
    private static let maxQueueChecks = 500

    @discardableResult
    private func writeToStream(_ bytes: [UInt8]) -> Int32 {
        write(bytes[...], patience: Self.patienceMilliseconds) {
            let count = Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
            // When someone runs the service by hand, a file or a terminal replaces the stream.
            return count < 0 && errno == ENOTSOCK ? Glibc.write(descriptor, $0.baseAddress, $0.count) : count
        }
    }

    /// - Parameter patience: how many milliseconds to wait while a queue is full; -1 to wait indefinitely.
    /// - Returns: the error that ended the write; 0 when everything was written.
    @discardableResult
    private func write(
        _ bytes: ArraySlice<UInt8>, patience: Int32, by write: (UnsafeRawBufferPointer) -> Int
    ) -> Int32 {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes(write)
            let error = Errno.last
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if !Self.shouldRetry(to: descriptor, after: error, patience: patience) {
                return error.code
            }
        }
        return 0
    }

    /// Whether to retry a write that failed: after a signal, and once the queue has space again.
    private static func shouldRetry(to descriptor: Int32, after error: Errno, patience: Int32) -> Bool {
        switch error.code {
        case EINTR:
            return true
        case EAGAIN:
            var events = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return poll(&events, 1, patience) > 0 || errno == EINTR
        default:
            return false
        }
    }

    /// Replaces the closed stream by a new one to journald.
    private func reopen() -> Bool {
        let stream = Self.newStream()
        guard stream >= 0 else { return false }
        defer { close(stream) }
        return dup2(stream, descriptor) >= 0
    }

    /// A stream to journald; negative when it has none.
    ///
    /// journald asks for a sender's credentials once it has accepted a stream, and stores what was written in between as
    /// nobody's: such a line is not found by its unit or user. With `SO_PASSCRED` on the sender's side the kernel attaches
    /// them to every write, unix(7).
    static func newStream() -> Int32 {
        let stream = sd_journal_stream_fd("aftercared", LOG_INFO, 1)
        guard stream >= 0 else { return stream }
        var isOn: Int32 = 1
        setsockopt(stream, SOL_SOCKET, SO_PASSCRED, &isOn, socklen_t(MemoryLayout<Int32>.size))
        return stream
    }
}
