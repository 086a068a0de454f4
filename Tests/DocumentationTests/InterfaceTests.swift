import Testing

/// The page of the interface, and what the server was seen to answer (Tests/AftercareServerTests/WireTests.swift).
@Suite struct `The page of the interface` {
    private static let golden = "Tests/AftercareServerTests/Golden"

    /// A block of lines as they are.
    private static func block(_ lines: some Sequence<Substring>) -> [String] {
        [".\\\" answer", ".Bd -literal -offset indent"] + lines.map { Roff.escaped(String($0)) } + [".Ed"]
    }

    /// What every route answers, a section each, and the note of it that people wrote.
    private static func page() throws -> String {
        let answers = try Repository.text("\(golden)/wire.txt").split(separator: "\n\n").flatMap { text in
            let lines = text.split(separator: "\n")
            return [".Ss " + Roff.escaped(String(lines[0]))] + block(lines.dropFirst())
        }
        let refusal = block(try Repository.text("\(golden)/error.txt").split(separator: "\n"))
        return try Repository.text("Config/man/aftercare-api.7.in")
            .replacing(".\\\" @answers", with: answers.joined(separator: "\n"))
            .replacing(".\\\" @refusal", with: refusal.joined(separator: "\n"))
    }

    @Test func `has every answer, as it was seen`() throws {
        let page = try Self.page()
        #expect(page.matches(of: #/\n\.Ss (GET|POST) /#).count > 35 && !page.contains("@answers") && !page.contains("@refusal"))
        try Repository.expect(page, at: "Config/man/aftercare-api.7")
    }
}
