import Glibc

/// A socket on which a namespace's journald receives records, as the file system shows it.
package struct JournalSocketFile: Sendable, Hashable {
    package let path: String
    package let owner: UInt32
    /// The permission bits.
    package let mode: UInt32

    package init(path: String, owner: UInt32, mode: UInt32) {
        self.path = path
        self.owner = owner
        self.mode = mode
    }

    /// Whether anyone besides its owner and root may write to it.
    package var isOpen: Bool { mode & 0o022 != 0 }

    /// Whether the service writes to it: requests of `journalctl` use another socket, which only root can access.
    package var takesRecords: Bool { !path.hasSuffix("/io.systemd.journal") }

    /// Whether the user may write to it, as its owner or because everyone may.
    package func admits(_ uid: UInt32) -> Bool { uid == 0 || uid == owner && mode & 0o200 != 0 || mode & 0o002 != 0 }

    /// The existing sockets: for records, for syslog, for standard output, and for the requests of `journalctl`.
    package static func all(namespace: String) -> [JournalSocketFile] {
        ["socket", "dev-log", "stdout", "io.systemd.journal"].compactMap { name in
            let path = "/run/systemd/journal.\(namespace)/\(name)"
            var status = stat()
            // A socket that does not exist is open to nobody.
            guard stat(path, &status) == 0 else { return nil }
            return JournalSocketFile(path: path, owner: status.st_uid, mode: status.st_mode & 0o7777)
        }
    }
}
