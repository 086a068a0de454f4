/// A checkout as far as the law of the house looks at it.
struct Checkout {
    /// Package.swift.
    var manifest: String
    /// The Swift files under Sources, by their path in the checkout.
    var sources: [String: String]
    /// The folders under Sources.
    var folders: [String]
    /// Sources/ARCHITECTURE.md; nil where there is none.
    var architecture: String?
    /// The paths that git tracks.
    var tracked: [String]
}

extension House {
    /// What may stand at the top of the checkout, beside dotfiles.
    static let topLevel: Set = ["Config", "Makefile", "Package.swift", "README.md", "Sources", "Tests", "systemd"]

    /// Everything that breaks the law, one sentence each.
    func violations(in checkout: Checkout) -> [String] {
        let manifest = Manifest(checkout.manifest)
        return arrows() + census(checkout, manifest) + wiring(manifest) + imports(checkout.sources)
            + speech(checkout.sources) + circles(in: checkout.sources) + tidiness(checkout.tracked)
    }

    /// The law itself points down only.
    func arrows() -> [String] {
        rooms.flatMap { room in room.sees.sorted().compactMap { complaint(room, sees: $0, where: "the law") } }
    }

    /// Folders, targets, rows of the architecture document and the law speak of the same rooms.
    func census(_ checkout: Checkout, _ manifest: Manifest) -> [String] {
        let built = Set(rooms.map(\.name))
        let targets = Set(manifest.rooms.map(\.name))
        let folders = Set(checkout.folders)
        let rows = Set((checkout.architecture ?? "").split(separator: "\n").compactMap(Self.firstCell))
        return built.union(targets).union(folders).sorted().flatMap { name -> [String] in
            [
                built.contains(name) ? nil : "'\(name)' has no floor: give it one in Tests/ArchitectureTests/House.swift",
                targets.contains(name) ? nil : "'\(name)' is no target of Package.swift",
                folders.contains(name) ? nil : "'\(name)' has no folder under Sources",
                rows.contains(name) ? nil : "'\(name)' has no row in a table of Sources/ARCHITECTURE.md",
            ].compactMap { $0 }
        }
    }

    private static func firstCell(_ line: Substring) -> String? {
        guard line.hasPrefix("|"), let cell = line.split(separator: "|").first else { return nil }
        return String(cell.filter { $0 != "`" && $0 != " " })
    }

    /// The dependencies of targets in the manifest.
    func wiring(_ manifest: Manifest) -> [String] {
        manifest.rooms.flatMap { target -> [String] in
            guard let room = room(target.name) else { return [] }
            return target.dependencies.compactMap { complaint(room, sees: $0, where: "Package.swift") }
        }
    }

    /// The imports in the sources.
    func imports(_ sources: [String: String]) -> [String] {
        files(sources).flatMap { path, room, text in
            text.imports.compactMap { complaint(room, sees: $0.module, where: "\(path):\($0.line)") }
        }
    }

    /// What code says that needs no import.
    func speech(_ sources: [String: String]) -> [String] {
        files(sources).flatMap { path, room, text -> [String] in
            if let except = room.exceptIn, path.hasSuffix("/\(except)") { return [] }
            return room.neverSays.flatMap { word in
                text.linesSaying(word.text).map {
                    "\(path):\($0): '\(room.name)' never touches \(word.meaning), and this is '\(word.text)'"
                }
            }
        }
    }

    /// Nothing is tracked that does not belong there.
    func tidiness(_ tracked: [String]) -> [String] {
        tracked.sorted().compactMap { path in
            let parts = path.split(separator: "/")
            guard let top = parts.first.map(String.init), let name = parts.last else { return nil }
            if name == "Package.resolved" || top.hasPrefix(".build") { return "'\(path)' is tracked, and is made by builds" }
            if top.hasPrefix(".") || Self.topLevel.contains(top) { return nil }
            return "'\(top)' stands at the top, where only \(Self.topLevel.sorted().joined(separator: ", ")) and dotfiles do"
        }
    }

    private func files(_ sources: [String: String]) -> [(path: String, room: Room, text: SwiftText)] {
        sources.sorted { $0.key < $1.key }.compactMap { path, text in
            let parts = path.split(separator: "/")
            guard parts.count > 2, parts[0] == "Sources", let room = room(String(parts[1])) else { return nil }
            return (path, room, SwiftText(text))
        }
    }

    /// What is wrong with `room` using `module`; nil where nothing is.
    private func complaint(_ room: Room, sees module: String, where place: String) -> String? {
        guard let other = self.room(module) else {
            return room.outside.contains(module) ? nil : "\(place): '\(room.name)' may not touch '\(module)'"
        }
        if other.floor == room.floor {
            return "\(place): '\(room.name)' and '\(module)' stand on the same floor, \(room.floor): siblings never see each other"
        }
        if other.floor > room.floor {
            return "\(place): '\(room.name)' (floor \(room.floor)) points up at '\(module)' (floor \(other.floor))"
        }
        return room.sees.contains(module) ? nil : "\(place): '\(room.name)' never sees '\(module)'"
    }
}
