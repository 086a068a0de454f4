import Glibc

/// A socket through which a namespace's journal takes records, as the file system shows it.
package struct JournalSocketFile: Sendable, Hashable {
    package let path: String
    package let owner: UInt32
    /// Its permission bits.
    package let mode: UInt32

    package init(path: String, owner: UInt32, mode: UInt32) {
        self.path = path
        self.owner = owner
        self.mode = mode
    }

    /// Whether others than its owner, and root, may write to it.
    package var isOpen: Bool { mode & 0o022 != 0 }

    /// Whether the service writes there: what 'journalctl' asks for goes by another, which is root's alone.
    package var takesRecords: Bool { !path.hasSuffix("/io.systemd.journal") }

    /// Whether the user may write to it, by who owns it or by its being open to everybody.
    package func admits(_ uid: UInt32) -> Bool { uid == 0 || uid == owner && mode & 0o200 != 0 || mode & 0o002 != 0 }

    /// Those that there are now: for records, for syslog's, for standard outputs, and for the requests of `journalctl`.
    package static func all(namespace: String) -> [JournalSocketFile] {
        ["socket", "dev-log", "stdout", "io.systemd.journal"].compactMap { name in
            let path = "/run/systemd/journal.\(namespace)/\(name)"
            var status = stat()
            // One that is not there is open to nobody.
            guard stat(path, &status) == 0 else { return nil }
            return JournalSocketFile(path: path, owner: status.st_uid, mode: status.st_mode & 0o7777)
        }
    }
}
