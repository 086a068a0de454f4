import Foundation

extension ZoneDatabase {
    /// Whether there is a zone of a name, or should be one.
    package enum Presence: Equatable, Sendable {
        case here
        /// A zone has this name, and its file is missing or damaged: as after an upgrade without `tzdata-legacy`, or
        /// while all of the zone data is away.
        case away
        /// Nothing has this name: as by a slip of the hand.
        case never
    }

    package func presence(of name: String) -> Presence {
        if has(name) { return .here }
        guard Self.isName(name) else { return .never }
        return isEmpty || isDamaged(name) || isListed(name) ? .away : .never
    }

    /// A zone's file that cannot be read as one, however it came to that.
    private func isDamaged(_ name: String) -> Bool {
        let path = "\(directory)/\(name)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { return false }
        return !Self.others.contains(name)
    }

    /// Whether all of the zone data is away: then nobody can tell a name from another.
    private var isEmpty: Bool {
        let files = try? FileManager.default.contentsOfDirectory(atPath: directory)
        return !(files ?? []).contains { $0.first?.isUppercase == true }
    }

    /// Whether the database's own list has the name, be its file there or not.
    private func isListed(_ name: String) -> Bool {
        guard let list = try? String(contentsOfFile: "\(directory)/tzdata.zi", encoding: .utf8) else { return false }
        return list.split(separator: "\n").contains { line in
            let words = line.split(separator: " ", maxSplits: 3)
            return words.count > 2 && (words[0] == "Z" && words[1] == name || words[0] == "L" && words[2] == name)
        }
    }

    /// Files of the database that are no zones.
    private static let others: Set = [
        "iso3166.tab", "leap-seconds.list", "leapseconds", "tzdata.zi", "zone.tab", "zone1970.tab", "zonenow.tab", "+VERSION",
        "SECURITY", "posixrules", "localtime", "Factory",
    ]

    /// Every folder in which a zone's file can lie. Whoever watches them sees each change of a zone.
    package var folders: [String] {
        let continents = Self.folders(in: directory).filter { !$0.hasSuffix("/posix") && !$0.hasSuffix("/right") }
        return Array(([directory] + continents + continents.flatMap(Self.folders)).prefix(Self.maxFolders))
    }

    private static func folders(in directory: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return files.sorted().map { "\(directory)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
    }

    /// Debian has 22; whatever else a directory is that somebody names.
    private static let maxFolders = 100
}
