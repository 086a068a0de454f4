package import Aftercare
import Foundation
import Glibc
import Synchronization

/// The machine's time zone database (RFC 8536 files, `tzdata`).
///
/// A zone is read once, and again whenever its file is replaced or changed, so updates of `tzdata` take effect while
/// the service runs.
package final class ZoneDatabase: Sendable {
    package let directory: String
    private let known = Mutex<[String: (stamp: Stamp, zone: Zone)]>([:])

    package init(directory: String = ZoneDatabase.defaultDirectory()) {
        self.directory = directory
    }

    /// `$TZDIR`, else `/usr/share/zoneinfo`.
    package static func defaultDirectory(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        environment["TZDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/usr/share/zoneinfo"
    }

    /// The time zone with this name; `nil` when there is none. UTC needs no file.
    ///
    /// - Throws: `MalformedText` when its file is damaged.
    package func zone(named name: String) throws(MalformedText) -> Zone? {
        if Self.names(ofUTC: name) { return Zone(name: name, transitions: [], offsets: [0]) }
        let path = "\(directory)/\(name)"
        guard Self.isName(name), let stamp = Stamp(of: path) else { return nil }
        if let found = known.withLock({ $0[name] }), found.stamp == stamp { return found.zone }
        guard let bytes = FileManager.default.contents(atPath: path), bytes.starts(with: Data("TZif".utf8))
        else { return nil }
        let zone = try Zone(name: name, tzif: Array(bytes))
        // If the file was replaced during the read, it is read again next time.
        if Stamp(of: path) == stamp { known.withLock { $0[name] = (stamp, zone) } }
        return zone
    }

    /// Whether there is a readable time zone with this name.
    package func has(_ name: String) -> Bool { ((try? zone(named: name)) ?? nil) != nil }

    private static func names(ofUTC name: String) -> Bool { ["UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu"].contains(name) }

    /// Whether `name` can be the name of a zone: a plain relative path that stays inside the directory, and none of the
    /// files that duplicate others (`posix/…`, `right/…`) or mean nothing (`Factory`).
    static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.first != "." && part.first != "-"
                && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_.".contains($0)) }
        }
        return isPlain && name.utf8.count <= 128 && !["posix", "right"].contains(parts.first)
            && !["posixrules", "localtime", "Factory"].contains(name)
    }

    /// Identifies the state of a file: it differs for a replaced or changed file. The kernel sets the time of the last
    /// change, which no program can reset.
    private struct Stamp: Equatable {
        private let device, inode: UInt64
        private let size: Int64
        private let written, changed: [Int]

        /// Fails when there is no such regular file.
        init?(of path: String) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            written = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
            changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }
    }
}
