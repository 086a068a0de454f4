import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

/// Places, lines and limits of a file that is read.
@Suite struct `A file that is read` {
    private func clinic(_ text: String) -> Parsed<ClinicRequest> { ClinicRequest.read(SourceText(name: "c.yaml", text: text)) }

    private static let text = """
        patients:
          P-0001: { zone: Europe/Berlin, language: de, quiet-hours: 21:00-08:00, status: inactive, name: Ada }
        plans:
          PL-0001: { patient: P-0002, protocol: knee@1, compress: cold, without: [no-alcohol, sun], status: on-hold }
        treatments:
          T-0001:
            { patient: P-0003, plan: PL-0004, route: topical, start: now+1d, duration: 45min, end: now+2d, site: left knee,
              product: { name: Example, manufacturer: Biologics, lot: L-1 }, started: now+3d, ended: now+4d, every: 2w, times: 17 }

        """

    @Test(arguments: [
        ("patients.0.id", "P-0001:"), ("patients.0.zone", "Europe/Berlin"), ("patients.0.language", "de,"),
        ("patients.0.quietHours", "21:00"), ("patients.0.status", "inactive"), ("patients.0.name", "Ada"), ("plans.0.id", "PL-0001:"),
        ("plans.0.patient", "P-0002"), ("plans.0.protocol", "knee@1"), ("plans.0.compress", "cold"), ("plans.0.without", "[no-alcohol"),
        ("plans.0.without.1", "sun"), ("plans.0.status", "on-hold"), ("treatments.0.id", "T-0001:"), ("treatments.0.patient", "P-0003"),
        ("treatments.0.plan", "PL-0004"), ("treatments.0.route", "topical"), ("treatments.0.start", "now+1d"),
        ("treatments.0.duration", "45min"), ("treatments.0.end", "now+2d"), ("treatments.0.site", "left knee"),
        ("treatments.0.product", "Example"), ("treatments.0.manufacturer", "Biologics"), ("treatments.0.lot", "L-1"),
        ("treatments.0.started", "now+3d"), ("treatments.0.ended", "now+4d"), ("treatments.0.every", "2w"), ("treatments.0.times", "17"),
    ])
    func `has each value at its own place`(path: String, value: String) throws {
        let found = clinic(Self.text).diagnostics(for: [Problem(.malformed, at: path, "wrong")])
        let position = try #require(found.first?.position)
        let line = try #require(Self.text.split(separator: "\n").dropFirst(position.line - 1).first)
        #expect(line.dropFirst(position.column - 1).hasPrefix(value), "\(position)")
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"])
    func `has a key that stands twice at its place, by whatever ends its lines`(lineEnd: String) {
        let lines = ["patients:", "  P-0001: { zone: UTC }", "  'P-0002': { zone: UTC }", "  P-0002: { zone: UTC }", ""]
        #expect(
            clinic(lines.joined(separator: lineEnd)).headlines == [
                "4:3: error: duplicate key 'P-0002' in 'patients'; it stands on line 3 already, so keep one"
            ])
    }

    @Test func `keeps keys of rare letters as they are`() {
        #expect(clinic("patients:\n  \u{F0000}x: { zone: UTC }\n").draft?.patients.map(\.id) == ["\u{F0000}x"])
        let twice = clinic("patients:\n  \u{F0001}x: { zone: UTC }\n  P-1: { zone: UTC }\n  P-1: { zone: UTC }\n")
        #expect(twice.draft?.patients.map(\.id) == ["\u{F0001}x", "P-1"])
    }

    /// Keys that stand twice, in so many rows, in a file of so many characters.
    private func duplicates(_ count: Int, characters: Int? = nil) -> [String] {
        let rows = "patients:\n" + (1...count).map { "  P-\($0):\n  P-\($0):\n" }.joined()
        let filling = characters.map { "#" + String(repeating: "x", count: $0 - rows.count - 2) + "\n" } ?? ""
        return clinic(filling + rows).headlines
    }

    @Test(arguments: [(100, nil, 100), (101, nil, 1), (4, 1 << 20, 4), (4, 1 << 20 + 1, 1), (3, 1 << 20 + 1, 3)] as [(Int, Int?, Int)])
    func `names as many keys that stand twice as it can in time`(count: Int, characters: Int?, told: Int) {
        let headlines = duplicates(count, characters: characters)
        #expect(headlines.count == told)
        #expect(headlines.allSatisfy { $0.contains(told == 1 ? "occurs twice in the same group; keep one" : "duplicate key") })
    }

    @Test(arguments: [
        ("a: 'x' y\n", "1:8: error: this does not fit the lines before it; line it up with its neighbours, and close every quotation mark"),
        ("- a\nb: 1\n", "2:1: error: this does not belong to the list before it; begin it with '- ', or line it up"),
        ("a: - b\n", "1:4: error: a list cannot begin here; put it on lines of its own below its key"),
        ("a: { b: 1\nc: 2\n", "2:2: error: a ',' or the closing '}' is missing before this (it began on line 1)"),
        ("a: ['x' y]\n", "1:9: error: a ',' or the closing ']' is missing before this"),
        ("a: \"\\q\"\n", "1:5: error: '\\' with this letter means nothing between double quotes; use single quotes"),
        ("é: \u{1B}\n", "1:4: error: the character U+1B cannot stand in YAML; remove it"),
    ])
    func `is no YAML, in words that say what to do`(text: String, expected: String) {
        #expect(clinic(text).headlines == [expected])
    }

    // MARK: Size

    @Test(
        arguments: [
            (SourceText.Purpose.settings, 256 << 10, "256 KiB", "a clinic's settings take a few lines"),
            (.careProtocol, 1 << 20, "1 MiB", "a file holds one protocol; put what is more into files of their own"),
            (.planChange, 1 << 20, "1 MiB", "say only what the plan does otherwise"),
            (.clinic, 32 << 20, "32 MiB", "split it, and apply one part after the other"),
        ] as [(SourceText.Purpose, Int, String, String)])
    func `may be as large as its purpose allows, and not a byte larger`(
        purpose: SourceText.Purpose, bytes: Int, limit: String, advice: String
    ) throws {
        let scratch = try Scratch()
        #expect(purpose.maxBytes == bytes)
        if bytes <= 1 << 20 {
            let largest = try scratch.write("largest.yaml", Data(repeating: UInt8(ascii: " "), count: bytes))
            #expect(try SourceText.reading(largest, purpose).text.utf8.count == bytes)
        }
        let path = try scratch.write("larger.yaml", Data(repeating: UInt8(ascii: " "), count: bytes + 1))
        do throws(Diagnostic) {
            _ = try SourceText.reading(path, purpose)
            Issue.record("it was read")
        } catch {
            #expect(error.message == "cannot be read: it is larger than \(limit), the most that is read; \(advice)")
            #expect(error.file == path && error.position == nil && error.severity == .error)
        }
    }

    @Test func `is no directory`() throws {
        let scratch = try Scratch()
        do throws(Diagnostic) {
            _ = try SourceText.reading(scratch.path, .clinic)
            Issue.record("it was read")
        } catch {
            #expect(error.message == "cannot be read: it is not a regular file")
        }
    }

    // MARK: Settings

    @Test func `of settings is the one that is named, or else the usual one, which need not be there`() throws {
        let scratch = try Scratch()
        let zones = ZoneDatabase(directory: "\(scratch.path)/zoneinfo")
        let defaults = DaemonSettings.byDefault(zone: zones.machineZoneName())
        let (named, usual) = ("\(scratch.path)/named.yaml", "\(scratch.path)/usual.yaml")
        func load(_ path: String?) -> (settings: DaemonSettings, errors: [String]) {
            var diagnostics: [Diagnostic] = []
            let settings = DaemonSettings.load(path, or: usual, zones: zones, diagnostics: &diagnostics)
            return (settings, diagnostics.map(\.description))
        }
        #expect(load(nil).settings == defaults && load(nil).errors == [])
        #expect(load(named).settings == defaults)
        #expect(load(named).errors == ["\(named): error: cannot be read: no such file or directory"])

        try scratch.write("usual.yaml", "log-level: debug\n")
        try scratch.write("named.yaml", "log-level: error\n")
        #expect(load(nil).settings.logLevel == .debug && load(nil).errors == [])
        #expect(load(named).settings.logLevel == .error)

        try scratch.write("named.yaml", "log-level: loud\nclinic: { name: Example }\n")
        #expect(load(named).settings == defaults && load(named).errors.count == 1)
    }
}

@Suite struct `Mistakes without a place` {
    @Test func `are counted without lines`() {
        let alike = Array(
            repeating: Diagnostic(file: "c.yaml", position: nil, severity: .warning, message: "a", sourceLine: nil), count: 6)
        #expect(DiagnosticList(alike).lines == ["c.yaml: warning: a", "c.yaml: and 5 more warnings like it"])
    }

    @Test func `stand before those of the same file, by file, and otherwise as they came`() {
        func diagnostic(_ file: String, _ line: Int?, _ column: Int = 1, _ message: String = "") -> Diagnostic {
            Diagnostic(
                file: file, position: line.map { Position(line: $0, column: column) }, severity: .error, message: message, sourceLine: nil)
        }
        let inOrder = [
            diagnostic("a", nil), diagnostic("a", 1, 1, "z"), diagnostic("a", 1, 1, "b"), diagnostic("a", 1, 9), diagnostic("a", 2, 3),
            diagnostic("b", nil), diagnostic("b", 1),
        ]
        let mixed = [6, 4, 1, 0, 5, 2, 3].map { inOrder[$0] }
        #expect(mixed.inOrder() == inOrder)
    }
}
