import Glibc

/// Why a record could not be sent to the journal, read back, or synced to disk.
package enum JournalError: Error, Hashable, Sendable {
    /// journald would silently drop this field.
    case invalidFieldName(String)
    /// A record without a single field.
    case emptyRecord
    /// There is no journal socket. libsystemd alone would report success.
    case noSocket(path: String)
    /// The journal's socket refused the record.
    case notSent(Errno)
    /// The journal's directories are unknown without the machine id.
    case noMachineID(Errno)
    /// None of the journal's directories exists.
    case noDirectory(paths: [String])
    /// There is no file with this user's records, and the user may read none of the others.
    case noOwnFile(uid: UInt32)
    /// A file or directory of the journal cannot be read, or not to its end.
    case unreadable(path: String, Errno)
    /// Files appeared and disappeared faster than they could be opened.
    case rotating(directory: String)
    /// The kernel could not write a file or directory to disk.
    case notSynced(path: String, Errno)
    /// The file is kept in memory, so no sync makes it permanent.
    case inMemoryOnly(path: String)

    /// Whether retrying is pointless until a person has moved the file away: it is damaged and archived, so journald
    /// will not write to it again.
    package var isPermanent: Bool {
        guard case .unreadable(let path, let errno) = self else { return false }
        return errno.isDamage && JournalFileName(path: path).isArchived
    }
}

extension JournalError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalidFieldName(let name):
            "invalid journal field name '\(name)'; "
                + "use A-Z, 0-9 and '_', at most 64 characters, and start with a letter"
        case .emptyRecord:
            "a journal record without fields; give it a MESSAGE"
        case .noSocket(let path):
            "no journal socket at '\(path)'; run 'systemctl start systemd-journald.socket'"
        case .notSent(let errno):
            "the journal did not take the record: \(errno); check 'systemctl status systemd-journald'"
        case .noMachineID(let errno):
            "the machine id cannot be read: \(errno); run 'systemd-machine-id-setup'"
        case .noDirectory(let paths):
            "no journal directory at \(paths.map { "'\($0)'" }.joined(separator: " or ")); "
                + "check Storage= in journald.conf"
        case .noOwnFile(let uid):
            "there is no journal that user \(uid) may read; set Storage=persistent in /etc/systemd/journald.conf, and restart systemd-journald"
        case .unreadable(let path, let errno):
            "cannot read '\(path)': \(errno); \(Self.remedy(for: errno, path: path))"
        case .rotating(let directory):
            "the journal files in '\(directory)' change faster than they can be opened; look again"
        case .notSynced(let path, let errno):
            "cannot sync '\(path)' to disk: \(errno); check the disk"
        case .inMemoryOnly(let path):
            "'\(path)' is kept in memory and lost at power-off; set Storage=persistent in journald.conf"
        }
    }

    private static func remedy(for errno: Errno, path: String) -> String {
        switch errno.code {
        case EACCES, EPERM: accessRemedy(path)
        case EMFILE, ENFILE: "raise LimitNOFILE="
        case EPROTONOSUPPORT: "it was written by a newer systemd; upgrade libsystemd0"
        case _ where errno.isDamage:
            "look again, and if it stays damaged, run 'journalctl --verify --file=\(path)' and move it away"
        default: "look again"
        }
    }
}

extension JournalError {
    /// How to get access to a journal. A namespace's journal, in a directory `MACHINE-ID.NAME`, is readable for those
    /// whom its ACL lists.
    private static func accessRemedy(_ path: String) -> String {
        let folders = path.split(separator: "/")
        guard let folder = folders.first(where: { $0.prefix(33).last == "." && $0.prefix(32).allSatisfy(\.isHexDigit) }) else {
            return "add the user to the group 'systemd-journal'"
        }
        let directory = "/" + folders.prefix(through: folders.firstIndex(of: folder) ?? 0).joined(separator: "/")
        return "add the user to a group that 'getfacl \(directory)' names"
    }

    /// Whether more permissions would help, rather than a retry.
    package var isPermission: Bool {
        guard case .unreadable(_, let errno) = self else { return false }
        return errno.code == EACCES || errno.code == EPERM
    }
}

extension Errno {
    /// Data that was read is invalid.
    static let unintelligible = Errno(EBADMSG)

    /// Whether libsystemd reports invalid file content with this error.
    fileprivate var isDamage: Bool {
        [EBADMSG, ENODATA, EINVAL, EIO, EPROTONOSUPPORT].contains(code)
    }
}
