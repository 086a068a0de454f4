import Glibc

/// All files of a journal, open at one moment, and everything that could not be read.
///
/// When libsystemd opens a journal, it silently leaves out unreadable and damaged files, and misses a file that is
/// rotated at that moment. Either would turn "cannot tell" into "is not there".
struct JournalSnapshot {
    /// Files in use first, then archived ones from new to old.
    private(set) var files: [File] = []
    /// Why records may exist that this snapshot does not contain; empty when it is complete.
    private(set) var blindSpots: [JournalError] = []

    struct File {
        let file: OpenFile
        let name: JournalFileName
        let isVolatile: Bool

        init(_ file: OpenFile, isVolatile: Bool) {
            self.file = file
            self.name = JournalFileName(path: file.path)
            self.isVolatile = isVolatile
        }
    }

    /// Lists the entries of a directory, in any order.
    typealias Lister = (_ directory: String) throws(Errno) -> [String]

    private let source: JournalSource

    /// How often to list a directory again for files that appeared while others were opened.
    private static let maxListings = 8

    init(of source: JournalSource, list: Lister = DirectoryListing.names) {
        self.source = source
        do {
            let directories = try source.directories()
            let missing = directories.filter { !open($0, list: list) }
            if missing.count == directories.count {
                blindSpots.append(.noDirectory(paths: missing.map(\.path)))
            } else if case .user(let uid) = source, files.isEmpty, blindSpots.isEmpty {
                blindSpots.append(.noOwnFile(uid: uid))
            }
        } catch {
            blindSpots.append(error)
        }
        files.sort { $0.name.precedes($1.name) }
    }

    /// Opens the files of a directory until a listing contains none that is not open.
    ///
    /// A file that is renamed meanwhile is recognised by its identity; a file that is created meanwhile is new. So when
    /// a listing adds nothing new, every file that existed then is open.
    ///
    /// - Returns: whether the directory exists.
    private mutating func open(_ directory: JournalDirectory, list: Lister) -> Bool {
        var known: Set<OpenFile.Identity> = []
        do throws(Errno) {
            for _ in 1...Self.maxListings {
                let fresh = try Self.journalFiles(in: directory.path, list: list)
                    .filter { !known.contains($0.identity) }
                if fresh.isEmpty { return true }
                for entry in fresh {
                    open(entry, isVolatile: directory.isVolatile, known: &known)
                }
            }
            blindSpots.append(.rotating(directory: directory.path))
        } catch {
            guard error.code != ENOENT else { return false }
            blindSpots.append(.unreadable(path: directory.path, error))
        }
        return true
    }

    private mutating func open(_ entry: Entry, isVolatile: Bool, known: inout Set<OpenFile.Identity>) {
        do throws(Errno) {
            let file = try OpenFile(path: entry.path)
            if known.insert(file.identity).inserted {
                files.append(File(file, isVolatile: isVolatile))
            }
        } catch {
            // A file that has disappeared was renamed or deleted: the next listing shows which.
            guard error.code != ENOENT else { return }
            known.insert(entry.identity)
            if error.code == EACCES, !source.isRelevant(JournalFileName(path: entry.path)) { return }
            blindSpots.append(.unreadable(path: entry.path, error))
        }
    }

    private typealias Entry = (path: String, identity: OpenFile.Identity)

    private static func journalFiles(in directory: String, list: Lister) throws(Errno) -> [Entry] {
        var entries: [Entry] = []
        for name in try list(directory) where JournalFileName(name).isJournal {
            var status = stat()
            let path = "\(directory)/\(name)"
            if stat(path, &status) == 0 {
                entries.append((path, OpenFile.Identity(status)))
            } else if errno != ENOENT {
                throw Errno.last
            }
        }
        return entries
    }
}
