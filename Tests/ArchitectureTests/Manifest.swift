/// The targets of a package, read from the text of its manifest. Asking SwiftPM would take its lock.
struct Manifest {
    struct Target {
        enum Kind: String {
            case target, executableTarget, systemLibrary, testTarget
        }

        let kind: Kind
        let name: String
        /// Targets, and products that are named by themselves.
        let dependencies: [String]
        /// Where it lies, if not in a folder of its name under Sources or Tests.
        let path: String?
    }

    let targets: [Target]

    /// Those of Sources. A program that lies among the tests is none.
    var modules: [Target] { targets.filter { $0.kind != .testTarget && $0.path?.hasPrefix("Tests/") != true } }

    init(_ text: String) {
        let declaration = /\.(target|executableTarget|systemLibrary|testTarget)\(\s*name:\s*"(\w+)"/
        var targets: [Target] = []
        var rest = text[...]
        while let match = rest.firstMatch(of: declaration) {
            let body = Self.balanced(rest[match.range.upperBound...], from: 1)
            let list = body.firstRange(of: "dependencies:").map { Self.balanced(body[$0.upperBound...], from: 0) }
            let path = body.firstMatch(of: /\bpath:\s*"([^"]*)"/).map { String($0.1) }
            if let kind = Target.Kind(rawValue: String(match.1)) {
                targets.append(
                    Target(kind: kind, name: String(match.2), dependencies: Self.names(list ?? ""), path: path))
            }
            // A '.target' among the dependencies declares none.
            rest = rest[body.endIndex...]
        }
        self.targets = targets
    }

    /// What stands before the bracket that closes the outermost one: `depth` of them are open already.
    private static func balanced(_ text: Substring, from depth: Int) -> Substring {
        var depth = depth
        for index in text.indices {
            if "([".contains(text[index]) { depth += 1 }
            if ")]".contains(text[index]) {
                depth -= 1
                if depth == 0 { return text[..<index] }
            }
        }
        return text
    }

    /// The names in a list of dependencies, those of products included and those of their packages not.
    private static func names(_ list: Substring) -> [String] {
        let withoutPackages = list.replacing(/package:\s*"[^"]*"/, with: "")
        return withoutPackages.matches(of: /"([^"]+)"/).map { String($0.1) }
    }
}
