import Foundation

extension ZoneDatabase {
    /// Whether a time zone exists, or should exist.
    package enum Presence: Equatable, Sendable {
        case here
        /// There is such a zone, but its file is missing or damaged: for example after an upgrade without
        /// `tzdata-legacy`, or while all zone data is missing.
        case away
        /// There is no such zone: for example after a typing error.
        case never
    }

    package func presence(of name: String) -> Presence {
        if has(name) { return .here }
        guard Self.isName(name) else { return .never }
        return isEmpty || isDamaged(name) || isListed(name) ? .away : .never
    }

    /// Whether there is a file of this name that cannot be read as a zone, for whatever reason.
    private func isDamaged(_ name: String) -> Bool {
        let path = "\(directory)/\(name)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { return false }
        return !Self.others.contains(name)
    }

    /// Whether all zone data is missing, so that no name can be told from another.
    private var isEmpty: Bool {
        let files = try? FileManager.default.contentsOfDirectory(atPath: directory)
        return !(files ?? []).contains { $0.first?.isUppercase == true }
    }

    /// Whether the database's own list contains the name, with or without its file.
    private func isListed(_ name: String) -> Bool {
        guard let list = try? String(contentsOfFile: "\(directory)/tzdata.zi", encoding: .utf8) else { return false }
        return list.split(separator: "\n").contains { line in
            let words = line.split(separator: " ", maxSplits: 3)
            return words.count > 2 && (words[0] == "Z" && words[1] == name || words[0] == "L" && words[2] == name)
        }
    }

    /// Files of the database that are not time zones.
    private static let others: Set = [
        "iso3166.tab", "leap-seconds.list", "leapseconds", "tzdata.zi", "zone.tab", "zone1970.tab", "zonenow.tab", "+VERSION",
        "SECURITY", "posixrules", "localtime", "Factory",
    ]

    /// All folders that can contain a zone's file. Watching them reveals every change of a zone.
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

    /// Debian has 22; the limit is for any other directory that may be configured.
    private static let maxFolders = 100
}
