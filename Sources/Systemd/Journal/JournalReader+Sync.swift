extension JournalReader {
    /// Returns once every record that `find` has found since the last call is on disk.
    ///
    /// journald itself syncs every five minutes, and at once only for records of priority 2 and below. This syncs the
    /// very files that contain the records, even if they have been rotated since, and their directories. Measured with
    /// 500 new records: 5 to 7 ms.
    ///
    /// After an error the records count as not found: find them again before the next sync. The kernel reports a failed
    /// write only once, so a later successful sync does not repair a failed one.
    ///
    /// - Returns: the paths that were synced.
    /// - Throws: `JournalError.notSynced`, or `JournalError.inMemoryOnly` if a record is not on a disk at all.
    @discardableResult
    package func syncToDisk() throws(JournalError) -> [String] {
        try Self.sync(takeUnsyncedFiles())
    }

    /// Syncs the files, then their directories; throws for files in memory after that.
    static func sync(_ files: [JournalSnapshot.File]) throws(JournalError) -> [String] {
        let onDisk = files.filter { !$0.isVolatile }
        for file in onDisk {
            try syncing(file.file.path) { () throws(Errno) in try file.file.sync() }
        }
        // A directory that journald has just created is safe only once its parent is.
        let directories = Set(onDisk.flatMap { [$0.file.directory, $0.file.directory + "/.."] }).sorted()
        for directory in directories {
            try syncing(directory) { () throws(Errno) in try OpenFile(path: directory).sync() }
        }
        if let inMemory = files.first(where: \.isVolatile) {
            throw .inMemoryOnly(path: inMemory.file.path)
        }
        return onDisk.map(\.file.path) + directories
    }

    private static func syncing(_ path: String, _ sync: () throws(Errno) -> Void) throws(JournalError) {
        do throws(Errno) {
            try sync()
        } catch {
            throw .notSynced(path: path, error)
        }
    }
}

extension OpenFile {
    /// The directory that it was opened in.
    fileprivate var directory: String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
