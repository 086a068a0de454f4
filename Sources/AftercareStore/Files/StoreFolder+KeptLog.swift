import Glibc

// The log's blocks outlive a stop: on a full disk nobody could have them back at the start.

extension StoreFolder {
    /// Where the log's blocks lie while the store is closed. SQLite does not know this name.
    private var keptLog: String { store + ".log-kept" }

    /// Before the store is closed, which removes the log: gives its blocks a second name.
    func holdLog() {
        unlink(keptLog)
        // Where there are no links, the blocks are given back, and the next start needs room for a log.
        _ = link(log, keptLog)
    }

    /// After the store was closed: empties what was held.
    ///
    /// - Parameter limit: bytes of it that are kept.
    func emptyHeldLog(keeping limit: Int64) {
        // It could not be copied back, so it is still the log.
        guard !DiskFile.exists(log) else { return discardHeldLog() }
        do {
            let file = try Descriptor(keptLog, O_RDWR)
            if try file.size > limit { try file.truncate(to: limit) }
            try file.blank()
            try file.sync()
        } catch {
            discardHeldLog()
        }
    }

    /// Before the store is opened: what was kept is its log again, empty. A log that a crash left stays.
    func putLogBack() {
        guard DiskFile.exists(keptLog) else { return }
        guard DiskFile.size(log) ?? 0 == 0 else { return discardHeldLog() }
        do {
            // A stop that was cut short may have left commits in it, which are in the store already.
            let file = try Descriptor(keptLog, O_RDWR)
            try file.blank()
            try file.sync()
            try DiskFile.rename(keptLog, to: log)
        } catch {
            discardHeldLog()
        }
    }

    private func discardHeldLog() { unlink(keptLog) }
}

extension Descriptor {
    fileprivate func truncate(to size: Int64) throws {
        guard ftruncate(number, off_t(size)) == 0 else { throw StoreError(errno: errno, path: "") }
    }

    /// Overwrites with zeros what is not zero, in place, which needs no room.
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
