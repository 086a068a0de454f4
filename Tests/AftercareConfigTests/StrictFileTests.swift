import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// What the files of a clinic may contain, and how much.
@Suite struct `A file` {
    @Test func `with what the journal cannot show is refused at its place`() throws {
        let parsed = readProtocol(try knee.spoilt("\"No alcohol until {until}.\"", "\"\\e[31mNo alcohol \\u202euntil {until}.\""))
        #expect(
            parsed.headlines.filter { $0.contains("error") } == [
                "15:20: error: the text holds U+001B (ESCAPE), which the journal cannot show; take it out",
                "15:20: error: the text holds U+202E (RIGHT-TO-LEFT OVERRIDE), which cannot be seen, and makes text read as another; take it out",
            ])
    }

    @Test(arguments: [
        ("title: { en: Knee, de: Knie }", "title: { en: \"Kn\\aee\", de: Knie }", "the title holds U+0007"),
        ("by: \"Dr. Ada Example\"", "by: \"Dr.\\u2066\"", "the name of who signed holds U+2066"),
        ("sheet: A sheet", "sheet: \"\\e\"", "the title of source 'sheet' holds U+001B"),
        ("from: alcohol", "from: \"al\\u00adcohol\"", "what it is about holds U+00AD"),
        ("\"It is over.\"", "\"It is\\r\\nover.\"", "the text holds U+000D"),
    ])
    func `holds no such text anywhere`(passage: String, replacement: String, complaint: String) throws {
        let parsed = readProtocol(try knee.spoilt(passage, replacement))
        #expect(parsed.value == nil && parsed.headlines.contains { $0.contains(complaint) }, "\(parsed.headlines)")
    }

    @Test func `with a text of several lines is taken`() throws {
        #expect(readProtocol(try knee.spoilt("end: \"It is over.\" }", "end: \"It is over.\\nAll of it.\" }")).value != nil)
    }

    @Test func `of settings is held to the same`() {
        let text = "clinic:\n  name: \"A\\e[2J\"\n  contact: \"\\u202e030\"\n  quiet-hours: \"00:00-23:59\"\n  language: german\n"
        let parsed = DaemonSettings.read(SourceText(name: "a.yaml", text: text))
        #expect(parsed.diagnostics.map { $0.position?.line } == [2, 3, 4, 5])
        #expect(
            parsed.headlines.first == "2:9: error: 'name' in 'clinic' holds U+001B (ESCAPE), which the journal cannot show; take it out")
    }

    @Test(arguments: [
        ("version: 1", "version: +1"), ("version: 1", "version: -1"), ("version: 1", "version: 1e3"),
        ("version: 1", "version: 9223372036854775807"), ("for: 24h", "for: 1 2h"),
        ("remind: [start, 12h, end]", "remind: { daily: [\"+9:00\"] }"), ("remind: { every: 3h }", "remind: { every: 3h, count: +3 }"),
    ])
    func `reads numbers, spans and times strictly`(passage: String, replacement: String) throws {
        #expect(readProtocol(try knee.spoilt(passage, replacement)).value == nil)
    }

    /// This once overflowed and crashed the service.
    @Test(arguments: ["9223372036854775807", "999999999", "-2", "-999999999"])
    func `that asks again without end is refused`(times: String) throws {
        let parsed = readProtocol(
            try knee.spoilt("    session: 15min\n", "    session: 15min\n    nag: { every: 30min, times: \(times) }\n"))
        #expect(parsed.value == nil)
    }

    @Test func `speaks a language once`() throws {
        let parsed = readProtocol(try knee.spoilt("title: { en: Knee, de: Knie }", "title: { en: Knee, DE: Knie, de: Knie }"))
        #expect(
            parsed.headlines.contains("3:30: error: 'de' is the language 'de', which stands there already; keep one"), "\(parsed.headlines)"
        )
        let other = readProtocol(knee.replacingOccurrences(of: "de: ", with: "De: "))
        #expect(other.value?.title.languages.map(\.tag) == ["de", "en"])
    }

    @Test func `has a place for what is wrong below a language, however that is written`() throws {
        let parsed = readProtocol(
            try knee.spoilt("de: Knie }", "DE: \"Kn\\aie\" }").spoilt("de: { cold: \"Kalt, {session}.\"", "De: { cold: \"Kalt, {sesion}.\"")
        )
        #expect(
            parsed.headlines.map { $0.prefix { $0 != ";" } } == [
                "3:24: error: the title holds U+0007 (BELL), which the journal cannot show", "26:11: error: unknown placeholder '{sesion}'",
            ])
    }

    @Test(
        arguments: [
            ("\"\": 1\n\"\": 2\n", "1:1"), ("protocol: knee\n'': 1\nversion: 1\n'': 2\n", "2:1"), ("? 1\n? 2\n? \n? ", "3:2"),
            ("sources: {? , ? }", "1:13"),
        ])
    func `that has an empty key twice is refused at the first`(text: String, place: String) {
        #expect(readProtocol(text).headlines == ["\(place): error: '' occurs twice in the same group; keep one"])
    }

    @Test func `is not signed in the future`() throws {
        let today = try #require(CivilDate(year: 2026, month: 11, day: 20))
        let parsed = CareProtocol.read(SourceText(name: "knee.yaml", text: knee), today: today)
        #expect(
            parsed.headlines.filter { $0.contains("error") } == [
                "5:42: error: '2026-11-21' lies in the future; a protocol is signed off when somebody has signed it"
            ])
        #expect(CareProtocol.read(SourceText(name: "knee.yaml", text: knee), today: today.adding(days: 1)).value != nil)
        let none = readProtocol(try knee.spoilt("on: 2026-11-21", "on: 2026-02-29"))
        #expect(none.headlines.contains("5:42: error: '2026-02-29' does not exist: 2026 has no 29 February"))
    }

    @Test func `with bytes of 0 is no text, and no line of it is shown`() throws {
        let scratch = try Scratch()
        let path = try scratch.write("picture.yaml", "version: 1\nname: \u{0}\n")
        do throws(Diagnostic) {
            _ = try SourceText.reading(path, .careProtocol)
            Issue.record("it was read")
        } catch {
            #expect(error.description == "\(path): error: this is no text file, since it holds bytes of 0; name a file of text")
        }
    }

    // MARK: Size

    @Test func `that is too large is refused before it is parsed`() throws {
        let scratch = try Scratch()
        let path = try scratch.write("large.yaml", String(repeating: "# much\n", count: 40_000))
        do throws(Diagnostic) {
            _ = try SourceText.reading(path, .settings)
            Issue.record("it was read")
        } catch {
            #expect(
                error.message == "cannot be read: it is larger than 256 KiB, the most that is read; a clinic's settings take a few lines")
        }
        _ = try SourceText.reading(path, .careProtocol)
    }

    @Test func `that comes through a pipe is bounded too`() throws {
        let endless = try #require(FileHandle(forReadingAtPath: "/dev/zero"))
        #expect(throws: (any Error).self) { try SourceText.reading(endless, named: "standard input", .planChange) }
    }

    /// "A billion laughs".
    @Test func `whose aliases unfold without end is refused`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 { text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n" }
        #expect(
            readProtocol(text).headlines == [
                "error: the aliases ('*name') of this file unfold into far more than it holds; write the values themselves"
            ])
        let usual = readProtocol(
            knee.replacingOccurrences(of: "window: { after: end, for: 24h }", with: "window: &w { after: end, for: 24h }"))
        #expect(usual.value != nil)
    }

    /// Each duplicate key costs another parse of the whole file.
    @Test func `that is large is not parsed for each key that stands twice`() {
        let twice = (1...4).map { "P-\($0):\n  P-\($0):\n" }.joined(separator: "  ")
        func headlines(_ comment: String) -> [String] {
            ClinicRequest.read(SourceText(name: "c.yaml", text: "\(comment)\npatients:\n  \(twice)")).headlines
        }
        #expect(headlines("# few").count == 4)
        let ofLarge = headlines("# " + String(repeating: "x", count: 1 << 20))
        #expect(ofLarge.count == 1 && ofLarge.allSatisfy { $0.hasSuffix("occurs twice in the same group; keep one") }, "\(ofLarge)")
    }

    @Test func `that nests without end is refused`() {
        #expect(readProtocol(String(repeating: "[", count: 100_000)).headlines.count == 1)
        #expect(readProtocol(String(repeating: "a: {", count: 100_000)).headlines.count == 1)
    }

    @Test func `of a hundred thousand mistakes is read in time`() {
        let text = knee + (0..<20_000).map { "  i\($0): { kind: advise, windo: 3, +: [ }" }.joined(separator: "\n")
        #expect(readProtocol(text).value == nil)
        let rows = "patients:\n" + (0..<20_000).map { "  P \($0): { zone: 5, colour: red }\n" }.joined()
        #expect(ClinicRequest.read(SourceText(name: "c.yaml", text: rows)).diagnostics.count == 20_000)
    }
}
