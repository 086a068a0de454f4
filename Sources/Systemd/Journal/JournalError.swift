import Glibc

/// What keeps a record from getting into the journal, from being read back, or from being on disk.
package enum JournalError: Error, Hashable, Sendable {
    /// journald would drop this field without a word.
    case invalidFieldName(String)
    /// A record without a single field.
    case emptyRecord
    /// There is no journal to send to. libsystemd alone would report success.
    case noSocket(path: String)
    /// The journal's socket refused the record.
    case notSent(Errno)
    /// The directories of the journal cannot be named without the machine id.
    case noMachineID(Errno)
    /// Not one of the journal's directories exists.
    case noDirectory(paths: [String])
    /// There is no file of this user's records, and none of the others is open to it.
    case noOwnFile(uid: UInt32)
    /// A file or directory of the journal cannot be read, or not to its end.
    case unreadable(path: String, Errno)
    /// Files came and went faster than they could be opened.
    case rotating(directory: String)
    /// The kernel could not write a file or directory to disk.
    case notSynced(path: String, Errno)
    /// The file is kept in memory: no sync makes it last.
    case inMemoryOnly(path: String)

    /// Whether asking again is pointless until a person has moved the file away: it is damaged, and
    /// archived, so journald will not write to it again.
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
        case EACCES, EPERM: opening(path)
        case EMFILE, ENFILE: "raise LimitNOFILE="
        case EPROTONOSUPPORT: "it was written by a newer systemd; upgrade libsystemd0"
        case _ where errno.isDamage:
            "look again, and if it stays damaged, run 'journalctl --verify --file=\(path)' and move it away"
        default: "look again"
        }
    }
}

extension JournalError {
    /// Whom a journal is open to: a namespace's, in a directory `MACHINE-ID.NAME`, those that its ACL names.
    private static func opening(_ path: String) -> String {
        let folders = path.split(separator: "/")
        guard let folder = folders.first(where: { $0.prefix(33).last == "." && $0.prefix(32).allSatisfy(\.isHexDigit) }) else {
            return "add the user to the group 'systemd-journal'"
        }
        let directory = "/" + folders.prefix(through: folders.firstIndex(of: folder) ?? 0).joined(separator: "/")
        return "add the user to a group that 'getfacl \(directory)' names"
    }

    /// Whether more rights would help, rather than looking again.
    package var isPermission: Bool {
        guard case .unreadable(_, let errno) = self else { return false }
        return errno.code == EACCES || errno.code == EPERM
    }
}

extension Errno {
    /// What was read makes no sense.
    static let unintelligible = Errno(EBADMSG)

    /// Whether libsystemd means by it that the bytes of a file make no sense.
    fileprivate var isDamage: Bool {
        [EBADMSG, ENODATA, EINVAL, EIO, EPROTONOSUPPORT].contains(code)
    }
}
