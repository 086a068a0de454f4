import CSystemd
import Glibc

/// Which journal to read.
package enum JournalSource: Sendable, Hashable {
    /// This machine's own journal, without its namespaces.
    case local
    /// The journal of one namespace of this machine, as named by `LogNamespace=`.
    case namespace(String)
    /// The files of another machine's journal on this one's disk, under that machine's id: a volume that was moved
    /// here, or a directory that was copied. The namespace is `nil` for the machine's own journal.
    case machine(String, namespace: String?)
    /// What an unprivileged user may read of this machine's journal: the files with the user's records, if journald
    /// splits by user, and all others that the user may read.
    case user(UInt32)
    /// The journal files directly in this directory.
    case directory(String)
    /// The journal files in this directory and all its subdirectories, as a collector keeps them.
    case tree(String)

    /// The journal that receives a service's records: its namespace, or the part that its user may read, or the
    /// machine's own journal.
    ///
    /// - Parameters:
    ///   - namespace: `nil` for none.
    ///   - uid: an unprivileged user whose service it is; `nil` when it is the machine's service.
    package init(namespace: String?, user uid: UInt32? = nil) {
        self = namespace.map(Self.namespace) ?? uid.map(Self.user) ?? .local
    }

    /// The journals of other machines next to this machine's own, under their machine ids.
    ///
    /// - Parameter namespace: `nil` for the journals without one.
    package static func ofOtherMachines(namespace: String?) -> [JournalSource] {
        let own = try? MachineID.current()
        let names = ["/var/log/journal", "/run/log/journal"].flatMap { (try? DirectoryListing.names(in: $0)) ?? [] }
        let ids = names.compactMap { name -> String? in
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard let id = parts.first, id != own, id.utf8.count == 32, id.utf8.allSatisfy(isHexadecimal) else { return nil }
            return (parts.count > 1 ? parts[1] : nil) == namespace ? id : nil
        }
        return Set(ids).sorted().map { .machine($0, namespace: namespace) }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// The directories of this journal's files, whether or not they exist.
    ///
    /// The paths are those of systemd-journald.service(8): named after the machine id, and for a namespace after the
    /// machine id, a dot and its name.
    ///
    /// - Throws: `JournalError.noMachineID`
    func directories() throws(JournalError) -> [JournalDirectory] {
        switch self {
        case .local, .user:
            try JournalDirectory.both(named: machineID())
        case .namespace(let name):
            try JournalDirectory.both(named: "\(machineID()).\(name)")
        case .machine(let id, let namespace):
            JournalDirectory.both(named: namespace.map { "\(id).\($0)" } ?? id)
        case .directory(let path):
            [JournalDirectory(path: path, isVolatile: false)]
        case .tree(let path):
            JournalDirectory.below(path)
        }
    }

    /// Whether a file with this name may contain relevant records; if not, it does not matter that it is unreadable.
    func isRelevant(_ file: JournalFileName) -> Bool {
        if case .user(let uid) = self { file.owner == uid } else { true }
    }

    private func machineID() throws(JournalError) -> String { try MachineID.current() }
}
