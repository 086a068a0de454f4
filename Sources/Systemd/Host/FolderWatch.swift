import Foundation
import Glibc

/// Tells when something in a set of folders changes, which the kernel tells (inotify(7)).
///
/// A thread of its own sleeps in the kernel; it costs nothing until something changes. A package that is being unpacked
/// changes hundreds of files: it is told once they have been still for a second, or for ten at most.
package enum FolderWatch {
    /// What is looked at.
    package struct Place: Hashable, Sendable {
        let folder: String
        /// The names in it that count; nil: all.
        let names: Set<String>?

        package init(_ folder: String, names: Set<String>? = nil) {
            self.folder = folder
            self.names = names
        }
    }

    /// Watches for as long as the process lives.
    ///
    /// - Parameters:
    ///   - places: asked for anew after each change; those that are not there are waited for where their parents are
    ///     among them.
    ///   - onChange: called after each change, on the watching thread.
    /// - Throws: `Errno` where the kernel has no watch to give.
    package static func start(
        _ places: @escaping @Sendable () -> [Place], onChange: @escaping @Sendable () -> Void
    ) throws(Errno) {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw Errno(errno) }
        let first: Watched
        do throws(Errno) { first = try Watched(descriptor, places()) } catch {
            close(descriptor)
            throw error
        }
        let thread = Thread {
            var watched = first
            while watched.waitForChange() {
                // A folder that was replaced is another one. What cannot be watched any more was told of by its change.
                do throws(Errno) { try watched.renew(places()) } catch {}
                onChange()
            }
        }
        thread.name = "folder-watch"
        thread.stackSize = 256 * 1024
        thread.start()
    }
}

/// The folders of one inotify descriptor.
private struct Watched: Sendable {
    private let descriptor: Int32
    /// By the number that the kernel gives to each.
    private var names: [Int32: Set<String>?] = [:]

    /// What is written is told of when it is whole; a folder that goes away, and what changes its mode, too.
    private static let changes = UInt32(
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
    /// Milliseconds.
    private static let stillness: Int32 = 1000
    private static let maxPatience = 10

    init(_ descriptor: Int32, _ places: [FolderWatch.Place]) throws(Errno) {
        self.descriptor = descriptor
        try renew(places)
    }

    mutating func renew(_ places: [FolderWatch.Place]) throws(Errno) {
        var renewed: [Int32: Set<String>?] = [:]
        for place in places {
            let watch = inotify_add_watch(descriptor, place.folder, Self.changes)
            guard watch >= 0 else {
                if [ENOENT, ENOTDIR, EACCES].contains(errno) { continue }
                throw Errno(errno)
            }
            // A folder may be named twice: then all that was asked of it counts.
            let before: Set<String>? = renewed[watch] ?? []
            renewed[watch] = .some(before.flatMap { before in place.names.map(before.union) })
        }
        for watch in names.keys where renewed[watch] == nil { inotify_rm_watch(descriptor, watch) }
        names = renewed
    }

    /// Sleeps until something that counts has changed, and is still again.
    ///
    /// - Returns: false where the kernel does not tell any more.
    func waitForChange() -> Bool {
        while true {
            guard sleep(-1) else { return false }
            guard readEvents() else { continue }
            for _ in 0..<Self.maxPatience {
                guard sleep(Self.stillness) else { break }
                _ = readEvents()
            }
            return true
        }
    }

    /// - Parameter milliseconds: -1: for ever.
    /// - Returns: whether there is something to read.
    private func sleep(_ milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let found = poll(&wanted, 1, milliseconds)
            if found < 0, errno == EINTR { continue }
            return found > 0 && wanted.revents & Int16(POLLIN) != 0
        }
    }

    /// - Returns: whether anything that was read counts.
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
