/// Diagnostics as people read them: the same mistake in a thousand rows is told with its count, and not a thousand times.
package struct DiagnosticList: Sendable {
    private let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    /// Up to so many alike are all shown.
    private static let few = 5
    /// Of more that differ in the value they name, so many are shown.
    private static let samples = 3
    /// So many lines are named of the rest.
    private static let maxLines = 10

    /// In the order of the first of each kind.
    package var lines: [String] {
        let groups = Dictionary(grouping: diagnostics.enumerated(), by: { Kind($0.element) })
        return groups.values.sorted { $0[0].offset < $1[0].offset }.flatMap { group -> [(Int, String)] in
            let alike = group.map(\.element)
            guard alike.count > Self.few else { return group.map { ($0.offset, $0.element.description) } }
            let isSame = Set(alike.map(\.message)).count == 1
            let shown = group.prefix(isSame ? 1 : Self.samples)
            let rest = alike.dropFirst(shown.count)
            let shownLines = shown.map { ($0.offset, $0.element.description) }
            return shownLines + [(shown.last?.offset ?? 0, Self.summary(of: rest))]
        }.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }

    /// `clinic.yaml: and 997 more errors like it, on lines 12, 15, 18 … 3000`
    private static func summary(of rest: ArraySlice<Diagnostic>) -> String {
        guard let first = rest.first else { return "" }
        let lines = rest.compactMap { $0.position?.line }
        let named = lines.prefix(maxLines).map(String.init).joined(separator: ", ")
        let last = lines.count > maxLines ? " … \(lines.last ?? 0)" : ""
        let places = lines.isEmpty ? "" : ", on \(lines.count == 1 ? "line" : "lines") \(named)\(last)"
        return "\(first.file): and \(rest.count) more \(first.severity.rawValue)\(rest.count == 1 ? "" : "s") like it\(places)"
    }

    /// What makes mistakes alike: they are told in the same words, whatever value these name.
    private struct Kind: Hashable {
        let file: String
        let severity: Diagnostic.Severity
        let words: String

        init(_ diagnostic: Diagnostic) {
            file = diagnostic.file
            severity = diagnostic.severity
            // The values stand between quotation marks.
            words = diagnostic.message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: "'")
        }
    }
}
