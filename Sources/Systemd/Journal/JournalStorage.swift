import Glibc

/// Where a journal is stored, or would be.
package struct JournalStorage: Sendable, Hashable {
    /// Its directory on disk.
    package let directory: String
    /// The file system of that directory, by mount(8)'s name; `nil` when the directory does not exist.
    package let fileSystem: String?

    package init(directory: String, fileSystem: String?) {
        self.directory = directory
        self.fileSystem = fileSystem
    }

    /// - Parameter namespace: `nil` for the machine's own journal.
    /// - Throws: `JournalError`
    package static func of(namespace: String?) throws(JournalError) -> JournalStorage {
        let source = JournalSource(namespace: namespace)
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

extension JournalStorage {
    /// Whether this process may read the records of the user `uid`, as far as there are any.
    ///
    /// - Throws: `JournalError.noMachineID`
    package static func mayRead(_ source: JournalSource, recordsOf uid: UInt32) throws(JournalError) -> Bool {
        for directory in try source.directories().map(\.path) {
            // The user's own file if journald splits by user, otherwise the common one.
            for name in ["user-\(uid).journal", "system.journal"] where access("\(directory)/\(name)", F_OK) == 0 || errno == EACCES {
                return access("\(directory)/\(name)", R_OK) == 0
            }
        }
        return true
    }
}
