import CSystemd
import Glibc

/// The socket on which systemd-journald receives records.
///
/// In a unit with `LogNamespace=` this path leads to that namespace's journald.
package struct JournalSocket: Sendable {
    /// The path is built into libsystemd.
    package static let path = "/run/systemd/journal/socket"

    package init() {}

    /// Whether there is a socket at the path. Only sending shows whether anyone listens.
    package var isPresent: Bool {
        var status = stat()
        return stat(Self.path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }

    /// Passes the record to the kernel, which queues it for journald.
    ///
    /// A return without an error proves nothing: journald may still drop the record, or crash with it in its queue.
    /// Only reading it back with `JournalReader` does.
    ///
    /// It blocks for as long as journald is stopped and its queue full, so call it where waiting is harmless.
    ///
    /// - Throws: `JournalError.noSocket`, or `JournalError.notSent` (connection refused: nobody listens).
    package func send(_ record: JournalRecord) throws(JournalError) {
        guard isPresent else { throw .noSocket(path: Self.path) }
        let result = record.withFieldBytes { fields in
            let vectors = fields.map {
                iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
            }
            return sd_journal_sendv(vectors, Int32(vectors.count))
        }
        guard result >= 0 else { throw .notSent(Errno(result)) }
    }
}
