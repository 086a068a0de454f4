import Glibc

// The log's blocks are kept while the store is closed: on a full disk they could not be allocated again at the start.

extension StoreFolder {
    /// The path at which the log's blocks lie while the store is closed. SQLite does not know this name.
    private var keptLog: String { store + ".log-kept" }

    /// Gives the log a second name, before closing the store removes the first.
    func keepLog() {
        unlink(keptLog)
        // Without hard links, the blocks are freed, and the next start needs room for a log.
        _ = link(log, keptLog)
    }

    /// Empties the kept log, after the store was closed.
    ///
    /// - Parameter limit: how many bytes of it to keep.
    func emptyKeptLog(keeping limit: Int64) {
        // SQLite could not copy it back, so it is still the log.
        guard !DiskFile.exists(log) else { return discardKeptLog() }
        do {
            let file = try Descriptor(keptLog, O_RDWR)
            if try file.size > limit { try file.truncate(to: limit) }
            try file.blank()
            try file.sync()
        } catch {
            discardKeptLog()
        }
    }

    /// Makes the kept log the store's log again, empty, before the store is opened. A log that a crash left takes
    /// precedence.
    func restoreKeptLog() {
        guard DiskFile.exists(keptLog) else { return }
        guard DiskFile.size(log) ?? 0 == 0 else { return discardKeptLog() }
        do {
            // If a stop was interrupted, it may contain commits that are in the store already.
            let file = try Descriptor(keptLog, O_RDWR)
            try file.blank()
            try file.sync()
            try DiskFile.rename(keptLog, to: log)
        } catch {
            discardKeptLog()
        }
    }

    private func discardKeptLog() { unlink(keptLog) }
}

extension Descriptor {
    fileprivate func truncate(to size: Int64) throws {
        guard ftruncate(number, off_t(size)) == 0 else { throw StoreError(errno: errno, path: "") }
    }

    /// Overwrites everything that is not zero with zeros, in place, which needs no free space.
    fileprivate func blank() throws {
        var offset: Int64 = 0
        while case let bytes = try read(at: offset, upTo: 1 << 20), !bytes.isEmpty {
            if bytes.contains(where: { $0 != 0 }) {
                let count = bytes.count
                let written = [UInt8](repeating: 0, count: count).withUnsafeBytes { pwrite(number, $0.baseAddress, count, off_t(offset)) }
                guard written == count else { throw StoreError(errno: errno, path: "") }
            }
            offset += Int64(bytes.count)
        }
    }
}
