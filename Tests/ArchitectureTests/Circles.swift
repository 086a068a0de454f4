/// The folders of a target, and which of them use what others declare.
///
/// What counts are the names of types that stand at the top of a file: of two folders, only one may use the other's.
/// Files that lie in no folder of the target are its ground and its entrance, and are not looked at.
struct Wings {
    /// By folder, the folders that it uses, each with an example.
    private(set) var uses: [String: [String: String]] = [:]

    init(_ target: String, in sources: [String: String]) {
        let files = sources.sorted { $0.key < $1.key }.compactMap { path, text -> (folder: String, path: String, code: String)? in
            let parts = path.split(separator: "/")
            guard parts.count > 3, parts[0] == "Sources", parts[1] == target else { return nil }
            return (String(parts[2]), path, SwiftText(text).code)
        }
        var homes: [Substring: String] = [:]
        for file in files {
            for name in Self.declared(in: file.code) { homes[name] = file.folder }
        }
        for file in files {
            for name in Self.named(in: file.code) {
                guard let home = homes[name], home != file.folder, uses[file.folder]?[home] == nil else { continue }
                uses[file.folder, default: [:]][home] = "\(file.path) names '\(name)'"
            }
        }
    }

    /// What a file declares at its top, and does not keep to itself.
    private static func declared(in code: String) -> [Substring] {
        let declaration =
            /^(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|final|indirect)\s+)*(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/
            .anchorsMatchLineEndings()
        return code.matches(of: declaration).map(\.1)
    }

    /// What it names that does not follow a dot.
    private static func named(in code: String) -> Set<Substring> {
        Set(code.matches(of: /(?:^|[^.\w])([A-Z]\w*)/.anchorsMatchLineEndings()).map(\.1))
    }

    /// Every way that leads back to where it began, one sentence each; the shortest for each pair of folders.
    var circles: [String] {
        uses.keys.sorted().flatMap { start in
            (uses[start] ?? [:]).sorted { $0.key < $1.key }.compactMap { next, example -> String? in
                // Of two that use one another, it is told once.
                guard let back = way(from: next, to: start), start < next || back.count > 2 else { return nil }
                let legs = zip(back, back.dropFirst()).compactMap { uses[$0]?[$1] }
                return "'\(start)' and '\(next)' use one another: \(([example] + legs).joined(separator: "; "))"
            }
        }
    }

    /// The shortest way, with both ends.
    private func way(from start: String, to end: String) -> [String]? {
        var ways = [[start]]
        var known: Set = [start]
        while !ways.isEmpty {
            if let found = ways.first(where: { $0.last == end }) { return found }
            ways = ways.flatMap { way in
                (uses[way.last ?? ""] ?? [:]).keys.sorted().filter { known.insert($0).inserted }.map { way + [$0] }
            }
        }
        return nil
    }
}

extension Architecture {
    /// The targets whose folders point one way only. The wings of the engine and of the store are parts of one actor and of
    /// one transaction, which may call each other.
    static let layered = ["Aftercare", "Systemd", "aftercarectl"]

    /// Folders of one target that use each other in a circle.
    func circles(in sources: [String: String]) -> [String] {
        Self.layered.flatMap { target in Wings(target, in: sources).circles.map { "Sources/\(target): \($0)" } }
    }
}
