import Aftercare
import Yams

/// One file while it is being read: what was found wrong so far, and where everything stands.
final class Reading {
    let source: SourceText
    private let document: Document?
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var places = Places()
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

    /// The whole file; nil where it is not YAML, or holds nothing but comments.
    var root: Entry? {
        document?.root.map { root in
            let position = note(root, at: "")
            return Entry(
                key: "", path: "", node: root, position: position, keyPosition: position, within: "this file", reading: self)
        }
    }

    /// Whether the file is YAML and yet says nothing.
    var isEmpty: Bool { document != nil && document?.root == nil }

    /// - Parameter path: the value that cannot be read; nil where everything else can be.
    func complain(_ message: String, at position: Position?, path: String? = nil) {
        diagnostics.append(source.diagnostic(.error, message, at: position))
        if let path { broken.insert(path) }
    }

    /// Adds what the core says, unless the value it speaks of could not be read in the first place.
    func add(_ problems: [Problem], as severity: Diagnostic.Severity) {
        for problem in problems where !broken.covers(problem) {
            diagnostics.append(source.diagnostic(severity, problem.message, at: places.position(of: problem.path)))
        }
    }

    func isBroken(_ path: String) -> Bool { broken.contains(path) }

    /// Takes note that the instruction at `path` lacks some of what shapes it.
    func loosen(_ path: String) { broken.loosen(path) }

    func name(of key: Node) -> String? { document?.name(of: key) }

    /// Remembers where the value of `path` stands: beside its key, or at the key where it begins on a line below.
    @discardableResult
    func note(_ node: Node, key: Position? = nil, at path: String) -> Position {
        let own = node.mark.map { Position($0) } ?? key ?? .start
        let position = key.map { own.line == $0.line ? own : $0 } ?? own
        places.note(position, of: path)
        return position
    }

    func note(_ position: Position, of path: String) { places.note(position, of: path) }

    /// What the file says, unless something is wrong with it.
    func parsed<Value: Sendable>(_ value: Value?) -> Parsed<Value> {
        // One sentence may stand for several parts of a window, and what is wrong with it is said once.
        var said: Set<Diagnostic> = []
        let diagnostics = diagnostics.inOrder().filter { said.insert($0).inserted }
        return Parsed(
            value: diagnostics.hasErrors ? nil : value, draft: value, broken: broken, diagnostics: diagnostics,
            places: places, source: source)
    }
}
