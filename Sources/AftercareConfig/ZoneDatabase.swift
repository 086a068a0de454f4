package import Aftercare
import Foundation
import Glibc
import Synchronization

/// The machine's own zone database (RFC 8536 files, `tzdata`).
///
/// A zone is read once and again whenever its file was replaced, so an update of `tzdata` is noticed while
/// the service runs.
package final class ZoneDatabase: Sendable {
    package let directory: String
    private let known = Mutex<[String: (stamp: Stamp, zone: Zone)]>([:])

    package init(directory: String = ZoneDatabase.usualDirectory()) {
        self.directory = directory
    }

    /// `$TZDIR`, else `/usr/share/zoneinfo`.
    package static func usualDirectory(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        environment["TZDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/usr/share/zoneinfo"
    }

    /// The zone of that name; nil where there is none.
    ///
    /// - Throws: `Malformed` where its file is damaged.
    package func zone(named name: String) throws(Malformed) -> Zone? {
        let path = "\(directory)/\(name)"
        guard Self.isName(name), let stamp = Stamp(of: path) else { return nil }
        if let found = known.withLock({ $0[name] }), found.stamp == stamp { return found.zone }
        guard let bytes = FileManager.default.contents(atPath: path), bytes.starts(with: Data("TZif".utf8))
        else { return nil }
        let zone = try Zone(name: name, tzif: Array(bytes))
        known.withLock { $0[name] = (stamp, zone) }
        return zone
    }

    /// Whether there is a readable zone of that name.
    package func has(_ name: String) -> Bool { ((try? zone(named: name)) ?? nil) != nil }

    /// Whether `name` can be that of a zone: a plain relative path that stays inside the directory, and none of
    /// the directory's files that say the same otherwise (`posix/…`, `right/…`) or nothing at all (`Factory`).
    private static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.first != "." && part.first != "-"
                && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_.".contains($0)) }
        }
        return isPlain && name.utf8.count <= 128 && !["posix", "right"].contains(parts.first)
            && !["posixrules", "localtime", "Factory"].contains(name)
    }

    /// What tells a file from the one that it replaced.
    private struct Stamp: Equatable {
        let inode: UInt64
        let seconds: Int
        let nanoseconds: Int

        /// nil: there is no such regular file.
        init?(of path: String) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            inode = UInt64(status.st_ino)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }
}

extension ZoneDatabase {
    /// The name of the zone that the machine itself is in; UTC where that cannot be told.
    package func machineZoneName(localtime: String = "/etc/localtime", timezone: String = "/etc/timezone") -> String {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: localtime)
        let linked = link.flatMap { link in link.range(of: "zoneinfo/").map { String(link[$0.upperBound...]) } }
        let written = try? String(contentsOfFile: timezone, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return [linked, written].compactMap(\.self).first(where: has) ?? "UTC"
    }
}
