import Glibc

/// Where a journal lies, or would.
package struct JournalStorage: Sendable, Hashable {
    /// Its directory on disk.
    package let directory: String
    /// The file system of that directory, by mount(8)'s name; nil: there is no such directory.
    package let fileSystem: String?

    package init(directory: String, fileSystem: String?) {
        self.directory = directory
        self.fileSystem = fileSystem
    }

    /// - Parameter namespace: nil: the machine's own journal.
    /// - Throws: `JournalError`
    package static func of(namespace: String?) throws(JournalError) -> JournalStorage {
        let source = namespace.map(JournalSource.namespace) ?? .local
        guard let directory = try source.directories().first(where: { !$0.isVolatile })?.path else {
            throw .noDirectory(paths: [])
        }
        do throws(Errno) {
            return JournalStorage(directory: directory, fileSystem: try FileSystem(of: directory).type)
        } catch {
            guard error.code == ENOENT || error.code == ENOTDIR else { throw .unreadable(path: directory, error) }
            return JournalStorage(directory: directory, fileSystem: nil)
        }
    }
}
