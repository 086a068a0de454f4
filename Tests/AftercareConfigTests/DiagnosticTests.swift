import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

@Suite("A file with mistakes")
struct DiagnosticTests {
    @Test("names every one of them, by place, each with its line and a caret")
    func all() throws {
        // given: five mistakes of different kinds
        let text =
            try knee
            .spoilt("version: 1", "version: one")
            .spoilt("window: { after: end, for: 24h }", "window: { affter: end, for: 24h }")
            .spoilt("remind: [start, 12h, end]", "remind: [start, 12m, end]")
            .spoilt("Noch {left}.", "Noch {lefft}.")
            .spoilt("kind: compress", "kind: compres")

        // when
        let parsed = readProtocol(text)

        // then
        #expect(parsed.value == nil)
        #expect(
            parsed.report == """
                knee.yaml:2:10: error: 'one' is not a whole number, like 3
                version: one
                         ^
                knee.yaml:11:15: error: unknown key 'affter' in instruction 'no-alcohol'; did you mean 'after'?
                    window: { affter: end, for: 24h }
                              ^
                knee.yaml:12:21: error: '12m' is not clear: write min for minutes or mo for months
                    remind: [start, 12m, end]
                                    ^
                knee.yaml:16:57: error: unknown placeholder '{lefft}'; known are {until}, {left}, {next}, {session}, {contact}
                      de: { start: "Kein Alkohol bis {until}.", during: "Noch {lefft}.", end: "Es ist vorbei." }
                                                                        ^
                knee.yaml:18:11: error: unknown kind 'compres' in instruction 'ice'; did you mean 'compress'?
                    kind: compres
                          ^
                """)
    }

    @Test("keeps tabs under the caret's line, so that the caret stands under its place")
    func tabs() {
        let source = SourceText(name: "a.yaml", text: "a:\t[x,\ty]\n")
        let diagnostic = source.diagnostic(.error, "wrong", at: Position(line: 1, column: 8))

        #expect(diagnostic.description == "a.yaml:1:8: error: wrong\na:\t[x,\ty]\n  \t   \t^")
    }

    @Test("never sends what would steer a terminal")
    func terminal() {
        let source = SourceText(name: "a.yaml", text: "a: \u{1B}[31mred\n")
        let diagnostic = source.diagnostic(.error, "'\u{1B}[0m'\nis wrong", at: .start)

        #expect(!diagnostic.description.contains("\u{1B}"))
        #expect(diagnostic.description.split(separator: "\n").count == 3)
    }

    @Test("says a duplicate key at its place, and everything else too")
    func duplicates() throws {
        // given: a key that is duplicated at the top level, one that is duplicated in a group, and another mistake
        let text =
            try knee
            .spoilt("routes: [intra-articular]", "routes: [intra-articular]\nversion: 2")
            .spoilt("kind: abstain", "\"kind\": abstain")
            .spoilt("    source: sheet\n", "    source: sheet\n    kind: restrict\n    from: smoking\n")
            .spoilt("session: 15min", "session: 15")

        let parsed = readProtocol(text)

        #expect(
            parsed.headlines == [
                "5:1: error: duplicate key 'version' in this file; it stands on line 2 already, so keep one",
                "15:5: error: duplicate key 'kind' in instruction 'no-alcohol'; it stands on line 10 already, so keep one",
                "16:5: error: duplicate key 'from' in instruction 'no-alcohol'; it stands on line 11 already, so keep one",
                "25:14: error: '15' is not a length of time, like 15min, 24h, 3d, 2w or 6mo",
            ])
    }

    @Test("says the same instruction twice as well")
    func duplicateInstruction() throws {
        let parsed = readProtocol(try knee.spoilt("  ice:", "  no-alcohol:"))

        #expect(
            parsed.headlines == [
                "17:3: error: duplicate key 'no-alcohol' in 'instructions'; it stands on line 8 already, so keep one"
            ])
    }

    @Test(
        "that is not YAML is one complaint in plain words",
        arguments: [
            ("a: 1\n\tb: 2\n", "2:1: error: a tab cannot indent YAML; use blanks"),
            ("a: b: c\n", "1:5: error: a ':' cannot stand here; put text that holds a colon in quotes, and check the indentation"),
            ("a: [1, 2\nb: 3\n", "2:2: error: a ',' or the closing ']' is missing before this (it began on line 1)"),
            ("a: 'never closed\nb: 2\n", "1:4: error: this quotation mark is never closed"),
            ("a: 1\nb\nc: 2\n", "2:1: error: a ':' is missing after this key"),
            ("a: @home\n", "1:4: error: no value can begin with this character; put it in quotes"),
            ("a: *nothing\n", "1:4: error: this alias names no anchor above it; write the value itself"),
            ("a: 1\n---\nb: 2\n", "2:1: error: a second document begins here; a file holds one, so remove '---' and what follows it"),
            ("a: 1\nb: \u{7}\n", "2:4: error: the character U+7 cannot stand in YAML; remove it"),
        ])
    func syntax(text: String, expected: String) {
        #expect(readProtocol(text).headlines == [expected])
    }

    @Test("that is not UTF-8 is refused with the line")
    func encoding() {
        #expect(throws: (any Error).self) { try SourceText(name: "a.yaml", bytes: Array("a: 1\nb: M".utf8) + [0xFC]) }
        do {
            _ = try SourceText(name: "a.yaml", bytes: Array("a: 1\nb: M".utf8) + [0xFC])
        } catch {
            #expect(error.position == Position(line: 2, column: 5))
        }
    }

    @Test("nests without end and is refused, not followed")
    func nesting() {
        let text = String(repeating: "[", count: 100_000)

        #expect(readProtocol(text).headlines == ["1:1: error: this nests too deeply; no file of ours needs more than ten levels"])
    }
}

@Suite("A file as editors write them")
struct EditorTests {
    @Test("with a byte order mark, Windows line ends, anchors and a comment reads the same, and at the same places")
    func forms() throws {
        // given
        let plain = readProtocol(knee)
        let windows = "\u{FEFF}" + knee.replacingOccurrences(of: "\n", with: "\r\n")
        let anchored =
            try knee
            .spoilt("  no-alcohol:\n    kind: abstain", "  no-alcohol: # a word\n    kind: abstain")
            .spoilt("window: { after: end, for: 24h }", "window: &window { after: end, for: 24h }")
            .spoilt("window: { after: end, for: 48h }", "window: *window")

        // then
        let ice = try #require(readProtocol(anchored).value?.instructions.last)
        #expect(readProtocol(windows).value == plain.value)
        #expect(ice.window.closes == .lasting(.hours(24)))
        #expect(
            readProtocol(try windows.spoilt("kind: abstain", "kind: abstein")).report == """
                knee.yaml:9:11: error: unknown kind 'abstein' in instruction 'no-alcohol'; did you mean 'abstain'?
                    kind: abstein
                          ^
                """)
    }

    @Test("keeps values as they were typed: a time is no number, and 'no' is a word")
    func raw() throws {
        let text = """
            patients:
              no: { zone: on, quiet-hours: 21:00-08:00, name: 0x1F }
            """

        let request = try #require(ClinicRequest.read(SourceText(name: "c.yaml", text: text)).value)

        #expect(request.patients.map(\.id) == ["no"])
        #expect(request.patients.first?.zone == "on")
        #expect(request.patients.first?.quietHours == "21:00-08:00")
        #expect(request.patients.first?.name == "0x1F")
    }
}

@Suite("A misspelt word")
struct SpellingTests {
    @Test(
        "is taken for the nearest that is known, and for none that is far",
        arguments: [
            ("affter", "after"), ("fro", "for"), ("quietHours", "quiet-hours"), ("signed_off", "signed-off"),
            ("INSTRUCTIONS", "instructions"), ("wnidow", "window"), ("colour", nil), ("x", nil),
        ] as [(String, String?)])
    func closest(word: String, expected: String?) {
        let known = ["after", "for", "quiet-hours", "signed-off", "instructions", "window"]

        #expect(Spelling.closest(to: word, among: known) == expected)
    }
}
