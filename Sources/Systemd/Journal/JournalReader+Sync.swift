extension JournalReader {
    /// Returns when every record that `find` has found since the last call is on disk.
    ///
    /// journald itself syncs every five minutes, and at once only for records of priority 2 and below. This
    /// syncs the very files that hold the records, also if they have been rotated since, and their
    /// directories. Measured with 500 new records: 5 to 7 ms.
    ///
    /// After an error the records count as not found: find them again before the next sync. The kernel
    /// reports a failed write only once, so a sync that succeeds later does not heal one that failed.
    ///
    /// - Returns: the paths that were synced.
    /// - Throws: `JournalError.notSynced`, or `JournalError.inMemoryOnly` if a record is not on a disk at all.
    @discardableResult
    package func syncToDisk() throws(JournalError) -> [String] {
        try Self.sync(takeHolders())
    }

    /// Syncs the files, then their directories, and complains of those in memory last.
    static func sync(_ holders: [JournalSnapshot.File]) throws(JournalError) -> [String] {
        let onDisk = holders.filter { !$0.isVolatile }
        for holder in onDisk {
            try syncing(holder.file.path) { () throws(Errno) in try holder.file.sync() }
        }
        // A directory that journald has just made is safe only when its parent is.
        let directories = Set(onDisk.flatMap { [$0.file.directory, $0.file.directory + "/.."] }).sorted()
        for directory in directories {
            try syncing(directory) { () throws(Errno) in try OpenFile(path: directory).sync() }
        }
        if let inMemory = holders.first(where: \.isVolatile) {
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
    /// The directory in which it was opened.
    fileprivate var directory: String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
