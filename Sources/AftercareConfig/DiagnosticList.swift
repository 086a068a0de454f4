import Aftercare

/// Diagnostics as text for people. A mistake that is repeated in a thousand rows is shown once, with its count.
package struct DiagnosticList: Sendable {
    private let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    /// Up to this many similar diagnostics are all shown.
    private static let maxAllShown = 5
    /// Of more than that which differ in the values they quote, this many are shown.
    private static let shownSamples = 3
    /// For the remaining ones, at most this many line numbers are listed.
    private static let maxLines = 10

    /// The text, in the order in which each kind occurs first.
    package var lines: [String] {
        let groups = Dictionary(grouping: diagnostics.enumerated(), by: { Kind($0.element) })
        return groups.values.sorted { $0[0].offset < $1[0].offset }.flatMap { group -> [(Int, String)] in
            let alike = group.map(\.element)
            guard alike.count > Self.maxAllShown else { return group.map { ($0.offset, $0.element.description) } }
            let isSame = Set(alike.map(\.message)).count == 1
            let shown = group.prefix(isSame ? 1 : Self.shownSamples)
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
        let location = lines.isEmpty ? "" : ", on \("line".plural(for: lines.count)) \(named)\(last)"
        return "\(first.file): and \(rest.count) more \(first.severity.rawValue.plural(for: rest.count)) like it\(location)"
    }

    /// Groups similar diagnostics: those of the same wording, apart from the quoted values.
    private struct Kind: Hashable {
        let file: String
        let severity: Diagnostic.Severity
        let words: String

        init(_ diagnostic: Diagnostic) {
            file = diagnostic.file
            severity = diagnostic.severity
            // Values are between quotation marks.
            words = diagnostic.message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: "'")
        }
    }
}
