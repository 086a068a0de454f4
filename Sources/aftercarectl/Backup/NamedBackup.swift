import Aftercare
import AftercareAPI

/// A backup named by its clinic and the moment that it shows: `aftercare-north-20261130T031500Z.sqlite`.
struct NamedBackup: Hashable {
    let name: String
    let takenAt: Instant
    /// 1, or more when there are several of the same second.
    let turn: Int

    /// The name of the file beside it that holds its size, its SHA-256 and its store's id, in a form that `sha256sum
    /// --check` reads.
    var checksumName: String { name + Self.checksumEnding }

    /// - Parameter turn: its number among the backups of the same second.
    init(of place: ServicePlace, takenAt: Instant, turn: Int = 1) {
        self.takenAt = takenAt
        self.turn = turn
        name = Self.beginning(place) + takenAt.compact + (turn > 1 ? "-\(turn)" : "") + Self.ending
    }

    /// Parses a file's name; nil when it does not follow this scheme for the clinic.
    init?(name: String, of place: ServicePlace) {
        guard name.hasPrefix(Self.beginning(place)), name.hasSuffix(Self.ending) else { return nil }
        let middle = name.dropFirst(Self.beginning(place).count).dropLast(Self.ending.count)
        guard let found = middle.wholeMatch(of: /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-([2-9]))?/)?.output,
            let takenAt = try? Instant(text: "\(found.1)-\(found.2)-\(found.3)T\(found.4):\(found.5):\(found.6)Z")
        else { return nil }
        self.name = name
        self.takenAt = takenAt
        turn = found.7.flatMap { Int($0) } ?? 1
    }

    static let checksumEnding = ".sha256"
    private static let ending = ".sqlite"

    private static func beginning(_ place: ServicePlace) -> String {
        if case .clinic(let name) = place { "aftercare-\(name)-" } else { "aftercare-" }
    }
}

/// The checksum file beside a backup.
struct BackupChecksum: Equatable {
    var size: Int64
    var sha256: String
    var store: String

    func text(of name: String) -> String { "# size \(size)\n# store \(store)\n\(sha256)  \(name)\n" }

    /// The store that a backup belongs to, according to its checksum file; nil when it names none.
    static func store(in text: String) -> String? {
        text.firstMatch(of: /(?m)^# store ([0-9A-Fa-f-]+)$/).map { String($0.output.1).lowercased() }
    }
}
