import CSystemd
import Glibc

/// Which journal to read.
package enum JournalSource: Sendable, Hashable {
    /// This machine's own journal, without its namespaces.
    case local
    /// The journal of one namespace of this machine, as named by `LogNamespace=`.
    case namespace(String)
    /// What another machine's journal left on this one's disk, below that machine's id: a volume that was handed over, or a
    /// directory that was put there. nil: without a namespace.
    case machine(String, namespace: String?)
    /// What a user without further rights may read of this machine's journal: the files of its own records, where
    /// journald splits by user, and whatever else is open to it.
    case user(UInt32)
    /// The journal files directly in this directory.
    case directory(String)
    /// The journal files in this directory and in all below it, as a collector keeps them.
    case tree(String)

    /// Where a service's records arrive: in its namespace, else where the user may read them that it runs as, else in
    /// the machine's own journal.
    ///
    /// - Parameters:
    ///   - namespace: nil: none.
    ///   - uid: of a user without further rights; nil: the service is the machine's.
    package init(namespace: String?, user uid: UInt32? = nil) {
        self = namespace.map(Self.namespace) ?? uid.map(Self.user) ?? .local
    }

    /// The journals of other machines that lie where this machine's own does, below their machine ids.
    ///
    /// - Parameter namespace: nil: the journals without one.
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

    /// Where the files of this journal are, whether or not the directories exist.
    ///
    /// The places are those of systemd-journald.service(8): below the machine id, and for a namespace
    /// below the machine id, a dot and its name.
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

    /// Whether records of interest may be in a file of this name: where not, a file that is closed to us hides nothing.
    func staffTasks(_ file: JournalFileName) -> Bool {
        if case .user(let uid) = self { file.owner == uid } else { true }
    }

    private func machineID() throws(JournalError) -> String { try MachineID.current() }
}

/// A directory of journal files.
struct JournalDirectory: Hashable {
    let path: String
    /// Whether its files are gone when the power is.
    let isVolatile: Bool

    /// A directory and all below it; no link is followed.
    static func below(_ path: String) -> [JournalDirectory] {
        // One that cannot be listed is found out again, and reported, by whoever opens its files.
        let names = (try? DirectoryListing.names(in: path)) ?? []
        let directories = names.filter { $0 != "." && $0 != ".." }.sorted().map { "\(path)/\($0)" }.filter { path in
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        }
        return [JournalDirectory(path: path, isVolatile: false)] + directories.flatMap(below)
    }

    /// The two places where journald keeps a journal: on disk, or in memory (`Storage=volatile`, and
    /// always before `/var` is there).
    static func both(named name: String) -> [JournalDirectory] {
        [
            JournalDirectory(path: "/var/log/journal/\(name)", isVolatile: false),
            JournalDirectory(path: "/run/log/journal/\(name)", isVolatile: true),
        ]
    }
}
