package import Aftercare

/// Where the values of a file stand, by the paths that problems name: `treatments.2.plan`.
package struct Places: Sendable {
    private var positions: [String: Position] = [:]

    mutating func note(_ position: Position, of path: String) { positions[path] = position }

    /// The place of `path`; of a value that is not there, the place of the nearest one around it.
    package func position(of path: String) -> Position {
        var rest = Substring(path)
        while !rest.isEmpty {
            if let position = positions[String(rest)] { return position }
            rest = rest[..<(rest.lastIndex(of: ".") ?? rest.startIndex)]
        }
        return positions[""] ?? .start
    }
}

/// What became of reading a file.
package struct Parsed<Value: Sendable>: Sendable {
    /// nil: the file is refused.
    package let value: Value?
    /// As much as could be read of a file that is refused, to find out what else is wrong with it.
    package let draft: Value?
    /// The paths of the values that could not be read.
    let broken: BrokenPaths
    /// By place; warnings too.
    package let diagnostics: [Diagnostic]
    package let places: Places
    package let source: SourceText

    /// The same complaints at their places in the file; not of values that could not be read in the first place.
    package func diagnostics(
        for problems: [Problem], severity: Diagnostic.Severity = .error
    ) -> [Diagnostic] {
        problems.filter { !broken.covers($0) }
            .map { source.diagnostic(severity, $0.message, at: places.position(of: $0.path)) }.inOrder()
    }
}

/// The paths of values that could not be read.
struct BrokenPaths: Sendable {
    private var paths: Set<String> = []
    /// All that lie around them.
    private var parents: Set<String> = []
    /// Instructions that lack some of what shapes them.
    private var loose: Set<String> = []

    mutating func insert(_ path: String) {
        guard paths.insert(path).inserted else { return }
        for parent in path.parents where !parents.insert(parent).inserted { break }
    }

    mutating func loosen(_ path: String) { loose.insert(path) }

    /// Whether `problem` is not the file's own: it is about a value that could not be read, or about what stands
    /// in for one. Of an instruction that lacks some of what shapes it, only the sentences and the sources can be
    /// weighed.
    func covers(_ problem: Problem) -> Bool {
        if contains(problem.path) { return true }
        guard let path = ([problem.path] + problem.path.parents).first(where: loose.contains) else { return false }
        let isOfText = problem.path.hasPrefix("\(path).text") && problem.code == .malformed
        return !isOfText && !problem.path.hasPrefix("\(path).source")
    }

    /// Whether `path` could not be read, or a part of it, or what it is a part of.
    func contains(_ path: String) -> Bool {
        paths.contains("") || paths.contains(path) || parents.contains(path) || path.parents.contains(where: paths.contains)
    }
}

extension String {
    /// The paths around this one, the nearest first: `a.b` and `a` of `a.b.c`.
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
