import Aftercare
import Yams

/// A file that is being read: the diagnostics so far, and the positions of its values.
final class Reading {
    let source: SourceText
    private let document: Document?
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var positions = SourcePositions()
    private var broken = BrokenPaths()

    init(_ source: SourceText) {
        self.source = source
        do {
            document = try Document(source)
        } catch {
            document = nil
            diagnostics = [error]
            broken.insert("")
        }
    }

    /// The whole file; `nil` when it is not YAML or contains only comments.
    var root: Entry? {
        document?.root.map { root in
            let position = record(root, at: "")
            return Entry(
                key: "", path: "", node: root, position: position, keyPosition: position, within: "this file", reading: self)
        }
    }

    /// Whether the file is valid YAML without any content.
    var isEmpty: Bool { document != nil && document?.root == nil }

    /// Reports a problem as an error.
    ///
    /// - Parameter path: the value that cannot be read; `nil` when every value can be.
    func report(_ message: String, at position: Position?, path: String? = nil) {
        diagnostics.append(source.diagnostic(.error, message, at: position))
        if let path { broken.insert(path) }
    }

    /// Adds problems found by the core, except for those about values that could not be read.
    func add(_ problems: [Problem], as severity: Diagnostic.Severity) {
        for problem in problems where !broken.covers(problem) {
            diagnostics.append(source.diagnostic(severity, problem.message, at: positions.position(of: problem.path)))
        }
    }

    func isBroken(_ path: String) -> Bool { broken.contains(path) }

    /// Records that the instruction at `path` lacks a value which other checks depend on.
    func markIncomplete(_ path: String) { broken.markIncomplete(path) }

    func name(of key: Node) -> String? { document?.name(of: key) }

    /// Records the position of the value at `path`: the value's own, or its key's if the value begins on a later line.
    @discardableResult
    func record(_ node: Node, key: Position? = nil, at path: String) -> Position {
        let own = node.mark.map { Position($0) } ?? key ?? .start
        let position = key.map { own.line == $0.line ? own : $0 } ?? own
        positions.record(position, of: path)
        return position
    }

    func record(_ position: Position, of path: String) { positions.record(position, of: path) }

    /// The result: `value`, unless there are errors.
    func parsed<Value: Sendable>(_ value: Value?) -> Parsed<Value> {
        // One sentence may serve several parts of a window; its problems are reported once.
        var seen: Set<Diagnostic> = []
        let diagnostics = diagnostics.inOrder().filter { seen.insert($0).inserted }
        return Parsed(
            value: diagnostics.hasErrors ? nil : value, draft: value, broken: broken, diagnostics: diagnostics,
            positions: positions, source: source)
    }
}
