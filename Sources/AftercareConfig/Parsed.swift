package import Aftercare

/// The result of reading a file.
package struct Parsed<Value: Sendable>: Sendable {
    /// `nil` when the file is refused.
    package let value: Value?
    /// What could be read, even of a refused file, so that further problems can be found.
    package let draft: Value?
    /// The paths of values that could not be read.
    let broken: BrokenPaths
    /// Errors and warnings, by position.
    package let diagnostics: [Diagnostic]
    package let positions: SourcePositions
    package let source: SourceText

    /// The problems as diagnostics with their positions, except for those about values that could not be read.
    package func diagnostics(
        for problems: [Problem], severity: Diagnostic.Severity = .error
    ) -> [Diagnostic] {
        problems.filter { !broken.covers($0) }
            .map { source.diagnostic(severity, $0.message, at: positions.position(of: $0.path)) }.inOrder()
    }
}
