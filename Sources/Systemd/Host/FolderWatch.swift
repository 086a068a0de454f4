import Foundation
import Glibc

/// Reports changes in a set of folders, by means of the kernel's inotify(7).
///
/// A thread of its own sleeps in the kernel; until something changes it costs nothing. Unpacking a package changes
/// hundreds of files, so a change is reported only after a second without further changes, or after ten seconds at
/// most.
package enum FolderWatch {
    /// A folder to watch.
    package struct Target: Hashable, Sendable {
        let folder: String
        /// The names in the folder that matter; `nil` for all.
        let names: Set<String>?

        package init(_ folder: String, names: Set<String>? = nil) {
            self.folder = folder
            self.names = names
        }
    }

    /// Watches for as long as the process lives.
    ///
    /// - Parameters:
    ///   - targets: called again after each change. A folder that does not exist is noticed when it appears if its
    ///     parent is also watched.
    ///   - onChange: called after each change, on the watching thread.
    /// - Throws: `Errno` when the kernel has no watch left.
    package static func start(
        _ targets: @escaping @Sendable () -> [Target], onChange: @escaping @Sendable () -> Void
    ) throws(Errno) {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw Errno(errno) }
        let first: WatchedFolders
        do throws(Errno) { first = try WatchedFolders(descriptor, targets()) } catch {
            close(descriptor)
            throw error
        }
        let thread = Thread {
            var watched = first
            while watched.waitForChange() {
                // A replaced folder needs a new watch. If a folder can no longer be watched, this change has reported
                // that.
                do throws(Errno) { try watched.renew(targets()) } catch {}
                onChange()
            }
        }
        thread.name = "folder-watch"
        thread.stackSize = 256 * 1024
        thread.start()
    }
}

/// The folders watched by one inotify descriptor.
private struct WatchedFolders: Sendable {
    private let descriptor: Int32
    /// The names that matter, by the kernel's watch number.
    private var names: [Int32: Set<String>?] = [:]

    /// Reports files once they are written completely, folders that disappear, and changes of mode.
    private static let changes = UInt32(
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
    /// How long nothing may change before a change is reported, and how often that time is waited for at most.
    private static let quietMilliseconds: Int32 = 1000
    private static let maxQuietWaits = 10

    init(_ descriptor: Int32, _ targets: [FolderWatch.Target]) throws(Errno) {
        self.descriptor = descriptor
        try renew(targets)
    }

    mutating func renew(_ targets: [FolderWatch.Target]) throws(Errno) {
        var renewed: [Int32: Set<String>?] = [:]
        for target in targets {
            let watch = inotify_add_watch(descriptor, target.folder, Self.changes)
            guard watch >= 0 else {
                if [ENOENT, ENOTDIR, EACCES].contains(errno) { continue }
                throw Errno(errno)
            }
            // A folder may be listed twice; then the names of both entries matter.
            let before: Set<String>? = renewed[watch] ?? []
            renewed[watch] = .some(before.flatMap { before in target.names.map(before.union) })
        }
        for watch in names.keys where renewed[watch] == nil { inotify_rm_watch(descriptor, watch) }
        names = renewed
    }

    /// Sleeps until something that matters has changed and the changes have stopped.
    ///
    /// - Returns: `false` when the kernel no longer reports changes.
    func waitForChange() -> Bool {
        while true {
            guard sleep(-1) else { return false }
            guard readEvents() else { continue }
            for _ in 0..<Self.maxQuietWaits {
                guard sleep(Self.quietMilliseconds) else { break }
                _ = readEvents()
            }
            return true
        }
    }

    /// - Parameter milliseconds: -1 to wait indefinitely.
    /// - Returns: whether there is something to read.
    private func sleep(_ milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let found = poll(&wanted, 1, milliseconds)
            if found < 0, errno == EINTR { continue }
            return found > 0 && wanted.revents & Int16(POLLIN) != 0
        }
    }

    /// - Returns: whether any event that was read matters.
    private func readEvents() -> Bool {
        let header = MemoryLayout<inotify_event>.size
        var counts = false
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        while case let size = read(descriptor, &bytes, bytes.count), size > 0 {
            bytes.withUnsafeBytes { buffer in
                var offset = 0
                while offset + header <= size {
                    let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    let end = min(offset + header + Int(event.len), size)
                    let name = String(decoding: buffer[(offset + header)..<end].prefix { $0 != 0 }, as: UTF8.self)
                    offset = end
                    if matters(event, name) { counts = true }
                }
            }
        }
        return counts
    }

    private func matters(_ event: inotify_event, _ name: String) -> Bool {
        // Events were lost: anything may have changed.
        if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
        guard let wanted = names[event.wd] else { return false }
        return wanted?.contains(name) ?? true
    }
}
