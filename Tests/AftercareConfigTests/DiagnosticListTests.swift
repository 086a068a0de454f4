import AftercareConfig
import Testing

@Suite struct `A list of what is wrong` {
    private func errors(_ count: Int, _ message: (Int) -> String) -> [Diagnostic] {
        (1...count).map {
            Diagnostic(file: "c.yaml", position: Position(line: $0 * 2, column: 3), severity: .error, message: message($0), sourceLine: nil)
        }
    }

    @Test func `tells the same mistake of a thousand rows once, with its count`() {
        #expect(
            DiagnosticList(errors(1000) { _ in "unknown time zone 'Europe/Berln'" }).lines == [
                "c.yaml:2:3: error: unknown time zone 'Europe/Berln'",
                "c.yaml: and 999 more errors like it, on lines 4, 6, 8, 10, 12, 14, 16, 18, 20, 22 … 2000",
            ])
    }

    @Test func `tells three of a thousand that differ in the value they name`() {
        let lines = DiagnosticList(errors(1000) { "unknown protocol 'p\($0)'; run 'aftercarectl protocol list'" }).lines
        #expect(lines.count == 4)
        #expect(lines[2] == "c.yaml:6:3: error: unknown protocol 'p3'; run 'aftercarectl protocol list'")
        #expect(lines[3].hasPrefix("c.yaml: and 997 more errors like it, on lines 8, 10"))
    }

    @Test func `tells five alike all, and of more names ten lines at most`() {
        func last(_ count: Int) -> String? { DiagnosticList(errors(count) { _ in "a" }).lines.last }
        #expect(DiagnosticList(errors(5) { _ in "a" }).lines == errors(5) { _ in "a" }.map(\.description))
        #expect(last(6) == "c.yaml: and 5 more errors like it, on lines 4, 6, 8, 10, 12")
        #expect(last(11) == "c.yaml: and 10 more errors like it, on lines 4, 6, 8, 10, 12, 14, 16, 18, 20, 22")
        #expect(last(12) == "c.yaml: and 11 more errors like it, on lines 4, 6, 8, 10, 12, 14, 16, 18, 20, 22 … 24")
    }

    @Test func `takes warnings and errors, and those of two files, for different mistakes`() {
        let errors = errors(4) { _ in "a" }
        let others = errors.flatMap { error in
            [("c.yaml", Diagnostic.Severity.warning), ("d.yaml", .error)].map { file, severity in
                Diagnostic(file: file, position: error.position, severity: severity, message: error.message, sourceLine: nil)
            }
        }
        #expect(DiagnosticList(errors + others).lines == (errors + others).map(\.description))
    }

    @Test func `tells a few all, in their order, between others`() {
        let few = errors(2) { _ in "a" } + errors(7) { _ in "b" } + errors(1) { _ in "c" }
        let lines = DiagnosticList(few.inOrder()).lines
        #expect(lines.count == 5)
        #expect(lines.filter { $0.hasSuffix(": a") }.count == 2 && lines.filter { $0.hasSuffix(": b") }.count == 1)
        #expect(DiagnosticList([]).lines == [])
    }
}
