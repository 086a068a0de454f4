import Aftercare

/// The paths of values that could not be read.
struct BrokenPaths: Sendable {
    private var paths: Set<String> = []
    /// All paths that enclose one of `paths`.
    private var parents: Set<String> = []
    /// Instructions that lack a value which other checks depend on.
    private var incomplete: Set<String> = []

    mutating func insert(_ path: String) {
        guard paths.insert(path).inserted else { return }
        for parent in path.parents where !parents.insert(parent).inserted { break }
    }

    mutating func markIncomplete(_ path: String) { incomplete.insert(path) }

    /// Whether `problem` is a consequence of an unreadable value: it concerns that value or a substitute for one. Of an
    /// instruction that lacks an essential value, only the sentences and the sources can be checked.
    func covers(_ problem: Problem) -> Bool {
        if contains(problem.path) { return true }
        guard let path = ([problem.path] + problem.path.parents).first(where: incomplete.contains) else { return false }
        let isOfText = problem.path.hasPrefix("\(path).text") && problem.code == .malformed
        return !isOfText && !problem.path.hasPrefix("\(path).source")
    }

    /// Whether `path`, a part of it, or anything that encloses it could not be read.
    func contains(_ path: String) -> Bool {
        paths.contains("") || paths.contains(path) || parents.contains(path) || path.parents.contains(where: paths.contains)
    }
}

extension String {
    /// The enclosing paths, nearest first: `a.b` and `a` for `a.b.c`.
    fileprivate var parents: [String] {
        var parents: [String] = []
        var rest = self[...]
        while let dot = rest.lastIndex(of: ".") {
            rest = rest[..<dot]
            parents.append(String(rest))
        }
        return parents
    }
}
