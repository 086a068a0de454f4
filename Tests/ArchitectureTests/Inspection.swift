/// A checkout as far as the rules of the architecture looks at it.
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

extension Architecture {
    /// What may stand at the top of the checkout, beside dotfiles.
    static let topLevel: Set = ["Config", "Makefile", "Package.swift", "README.md", "Sources", "Tests", "systemd"]

    /// Everything that breaks the rules, one sentence each.
    func violations(in checkout: Checkout) -> [String] {
        let manifest = Manifest(checkout.manifest)
        return arrows() + census(checkout, manifest) + wiring(manifest) + imports(checkout.sources)
            + speech(checkout.sources) + circles(in: checkout.sources) + tidiness(checkout.tracked)
    }

    /// The rules themselves point down only.
    func arrows() -> [String] {
        targets.flatMap { target in target.sees.sorted().compactMap { complaint(target, sees: $0, where: "the rules") } }
    }

    /// Folders, targets, rows of the architecture document and the rules speak of the same targets.
    func census(_ checkout: Checkout, _ manifest: Manifest) -> [String] {
        let built = Set(targets.map(\.name))
        let declared = Set(manifest.modules.map(\.name))
        let folders = Set(checkout.folders)
        let rows = Set((checkout.architecture ?? "").split(separator: "\n").compactMap(Self.firstCell))
        return built.union(declared).union(folders).sorted().flatMap { name -> [String] in
            [
                built.contains(name) ? nil : "'\(name)' is in no layer: give it one in Tests/ArchitectureTests/Architecture.swift",
                declared.contains(name) ? nil : "'\(name)' is no target of Package.swift",
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
        manifest.modules.flatMap { declared -> [String] in
            guard let target = target(declared.name) else { return [] }
            return declared.dependencies.compactMap { complaint(target, sees: $0, where: "Package.swift") }
        }
    }

    /// The imports in the sources.
    func imports(_ sources: [String: String]) -> [String] {
        files(sources).flatMap { path, target, text in
            text.imports.compactMap { complaint(target, sees: $0.module, where: "\(path):\($0.line)") }
        }
    }

    /// What code says that needs no import.
    func speech(_ sources: [String: String]) -> [String] {
        files(sources).flatMap { path, target, text -> [String] in
            if let except = target.exceptIn, path.hasSuffix("/\(except)") { return [] }
            return target.neverSays.flatMap { word in
                text.linesSaying(word.text).map {
                    "\(path):\($0): '\(target.name)' never touches \(word.meaning), and this is '\(word.text)'"
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

    private func files(_ sources: [String: String]) -> [(path: String, target: Target, text: SwiftText)] {
        sources.sorted { $0.key < $1.key }.compactMap { path, text in
            let parts = path.split(separator: "/")
            guard parts.count > 2, parts[0] == "Sources", let target = target(String(parts[1])) else { return nil }
            return (path, target, SwiftText(text))
        }
    }

    /// What is wrong with `target` using `module`; nil where nothing is.
    private func complaint(_ target: Target, sees module: String, where place: String) -> String? {
        guard let other = self.target(module) else {
            return target.outside.contains(module) ? nil : "\(place): '\(target.name)' may not touch '\(module)'"
        }
        if other.layer == target.layer {
            return
                "\(place): '\(target.name)' and '\(module)' lie in the same layer, \(target.layer), and modules of one layer never import each other"
        }
        if other.layer > target.layer {
            return "\(place): '\(target.name)' (layer \(target.layer)) imports, from above it, '\(module)' (layer \(other.layer))"
        }
        return target.sees.contains(module) ? nil : "\(place): '\(target.name)' may not import '\(module)'"
    }
}
