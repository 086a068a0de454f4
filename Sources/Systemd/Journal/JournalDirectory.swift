import Glibc

/// A directory of journal files.
struct JournalDirectory: Hashable {
    let path: String
    /// Whether its files are lost at power-off.
    let isVolatile: Bool

    /// A directory and all its subdirectories; links are not followed.
    static func below(_ path: String) -> [JournalDirectory] {
        // If it cannot be listed, opening its files fails and is reported.
        let names = (try? DirectoryListing.names(in: path)) ?? []
        let directories = names.filter { $0 != "." && $0 != ".." }.sorted().map { "\(path)/\($0)" }.filter { path in
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        }
        return [JournalDirectory(path: path, isVolatile: false)] + directories.flatMap(below)
    }

    /// The two directories in which journald keeps a journal: on disk and in memory (`Storage=volatile`, and always
    /// before `/var` is mounted).
    static func both(named name: String) -> [JournalDirectory] {
        [
            JournalDirectory(path: "/var/log/journal/\(name)", isVolatile: false),
            JournalDirectory(path: "/run/log/journal/\(name)", isVolatile: true),
        ]
    }
}
