import Testing

@testable import Aftercare
@testable import AftercareConfig

@Suite("A file of what one plan does otherwise")
struct PlanChangeFileTests {
    private let text = """
        instructions:
          no-alcohol:
            window: { after: end, for: 48h }
            label: { de: zwei Tage kein Alkohol }
          rest:
            from: sport
            apart: false
            text: { en: "Rest.", de: "Noch {left}." }

        """

    private func read(_ text: String) -> Parsed<PlanChangeRequest> {
        PlanChangeRequest.read(SourceText(name: "otherwise.yaml", text: text))
    }

    @Test("becomes the changes that it words, and nothing that it leaves out")
    func whole() throws {
        let parsed = read(text)

        let noAlcohol = InstructionChange(
            id: try #require(InstructionID("no-alcohol")),
            window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(48))),
            label: Translations([.german: "zwei Tage kein Alkohol"]))
        // A single sentence is also the last reminder's, unless it mentions what is left.
        let rest = InstructionChange(
            id: try #require(InstructionID("rest")), subject: "sport", apart: false,
            text: Translations([
                .english: Wording(phrases: Phrases(start: "Rest.", end: "Rest.")),
                .german: Wording(phrases: Phrases(start: "Noch {left}.")),
            ]))
        #expect(parsed.report == "")
        #expect(parsed.value == PlanChangeRequest(changes: [noAlcohol, rest]))
    }

    @Test(
        "has a place for every path that the service complains about",
        arguments: [
            ("changes.no-alcohol.window", 3, 13), ("changes.no-alcohol", 2, 3), ("changes.no-alcohol.remind.1", 2, 3),
            ("changes.no-alcohol.label", 4, 12), ("changes.rest.text.de.start", 8, 30), ("changes.rest.from", 6, 11),
            ("changes.rest.apart", 7, 12), ("changes", 1, 1), ("", 1, 1),
        ])
    func places(path: String, line: Int, column: Int) {
        let diagnostics = read(text).diagnostics(for: [Problem(.malformed, at: path, "wrong")])

        #expect(diagnostics.map(\.position) == [Position(line: line, column: column)])
    }

    @Test("is complained about at the place where it is formed wrongly, all of it at once")
    func form() {
        let parsed = read(
            """
            version: 2
            instructions:
              no alcohol: { window: { after: end, for: 48h } }
              ice:
                windw: { after: end, for: 48 }
                label: { German: Eis }
                text: { de: { start: Kalt., finish: Gut. } }
              ice: { quiet: skip }
              rest: { activity: sport, signs: pain }
            """)

        #expect(parsed.value == nil)
        #expect(
            parsed.headlines == [
                "1:1: error: unknown key 'version' in this file; known are instructions",
                "3:3: error: 'no alcohol' is not a name; use 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit",
                "5:5: error: unknown key 'windw' in instruction 'ice'; did you mean 'window'?",
                "5:31: error: '48' is not a length of time, like 15min, 24h, 3d, 2w or 6mo",
                "6:14: error: 'German' is not a language tag, like en, de or pt-BR; texts stand below their language, like 'en: …'",
                "7:33: error: unknown key 'finish' in instruction 'ice'; known are start, during, end, warm, cold",
                "8:3: error: duplicate key 'ice' in 'instructions'; it stands on line 4 already, so keep one",
                "9:28: error: 'signs' does not go with 'activity' in instruction 'rest'; keep one of them",
            ])
    }

    @Test(
        "that says nothing says what belongs into it",
        arguments: [
            ("# nothing\n", "error: this file is empty; what a plan does otherwise stands below 'instructions:'"),
            ("instruction: { ice: { quiet: skip } }", "1:1: error: unknown key 'instruction' in this file; did you mean 'instructions'?"),
            ("{}", "1:1: error: 'instructions' is missing in this file; add one, like 'instructions: { no-alcohol: … }'"),
            ("instructions: [ice]", "1:15: error: 'instructions' in this file must be a group of keys with values, not a list"),
        ])
    func empty(text: String, expected: String) {
        #expect(read(text).headlines == [expected])
        #expect(read(text).value == nil)
    }
}
