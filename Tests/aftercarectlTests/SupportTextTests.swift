import Aftercare
import Testing

@testable import aftercarectl

/// Widths and times at their bounds.
@Suite struct `A text for the terminal` {
    private func canvas(_ width: Int?) -> Canvas { Canvas(width: width, isColored: false) }

    @Test(arguments: [("abc", 4, "abc"), ("abc", 3, "abc"), ("abc", 2, "a…"), ("abc", 1, "…"), ("abc", 0, "…"), ("", 0, "")])
    func `is cut where it is longer than its room`(text: String, width: Int, cut: String) { #expect(text.shortened(to: width) == cut) }

    @Test func `is filled up on either side, and not where it is full`() {
        #expect("ab".padded(to: 4) == "ab  " && "ab".padded(to: 4, .right) == "  ab" && "abc".padded(to: 2) == "abc")
        #expect(" a b  ".withoutTrailingBlanks == " a b" && "   ".withoutTrailingBlanks == "")
    }

    @Test(arguments: [(Tone.strong, "1"), (.faint, "2"), (.good, "32"), (.warning, "33"), (.bad, "1;31")])
    func `is painted by its tone, where there are colours`(tone: Tone, code: String) {
        let coloured = Canvas(width: nil, isColored: true)
        #expect(coloured.painted("a", tone) == "\u{1B}[\(code)ma\u{1B}[0m" && coloured.painted("", tone) == "")
        #expect(Canvas.plain.painted("a", tone) == "a" && coloured.painted("a", .plain) == "a")
    }

    @Test func `fills a line to its last column, and no further`() {
        func lines(_ text: String, _ width: Int?) -> [String] { Paragraph.lines(text, indent: 4, first: 4, width: width) }
        #expect(lines("1234567890 1234567890 12", 28) == ["1234567890 1234567890 12"])
        #expect(lines("1234567890 1234567890 123", 28) == ["1234567890 1234567890", "    123"])
        // A line of fewer than 24 columns is left to the terminal.
        #expect(lines("1234567890 1234567890 123", 27) == ["1234567890 1234567890 123"])
        #expect(Paragraph.block("1234567890 1234567890 123", indent: 4, width: 28) == ["    1234567890 1234567890", "    123"])
    }

    @Test func `of facts lines up their values, and leaves out what is not known`() {
        var facts = Facts()
        facts.add("a", "x")
        facts.add("none", nil)
        facts.add("longer", "y")
        facts.add("empty, and long", "")
        #expect(facts.lines(on: .plain) == ["  a       x", "  longer  y"])
        facts.indent = 0
        #expect(facts.lines(on: .plain) == ["a       x", "longer  y"])
    }

    // MARK: Tables

    private func table(_ fits: [Table.Fit], _ row: [String], indent: Int = 0) -> Table {
        var table = Table(columns: fits.map { .init("", .left, $0) })
        table.rows = [row.map { .init($0) }]
        table.indent = indent
        return table
    }

    @Test(arguments: [(14, "name  one  two"), (13, "name  one"), (9, "name  one"), (8, "name"), (2, "n…")])
    func `in a table loses as many columns as it must, from the right`(width: Int, line: String) {
        let lines = table([.shortened(least: 2), .expendable, .expendable], ["name", "one", "two"]).lines(on: canvas(width))
        #expect(lines == [line])
    }

    @Test(arguments: [
        (18, "abcdefgh  ijklmnop"), (17, "abcdefgh  ijklmn…"), (15, "abcdefgh  ijkl…"), (14, "abcdefgh  ijk…"), (13, "abcdef…  ijk…"),
        (10, "abc…  ijk…"), (5, "abc…  ijk…"),
    ])
    func `in a table is shortened from the right, down to its least`(width: Int, line: String) {
        let table = table([.shortened(least: 4), .shortened(least: 4)], ["abcdefgh", "ijklmnop"])
        #expect(table.lines(on: canvas(width)) == [line])
    }

    @Test func `in a table counts its margin`() {
        let table = table([.fixed, .expendable], ["aa", "bb"], indent: 3)
        #expect(table.lines(on: canvas(9)) == ["   aa  bb"] && table.lines(on: canvas(8)) == ["   aa"])
        #expect(table.lines(on: .plain) == ["   aa  bb"])
    }

    @Test func `in a table stands below its title, on its side`() {
        var table = Table(columns: [.init("NUMBER", .right), .init("", .left)])
        table.rows = [["1", "one"], ["22", ""]]
        #expect(table.lines(on: .plain) == ["NUMBER", "     1  one", "    22"])
    }

    @Test(arguments: [(0, 0), (9, 0), (10, 1), (30, 3), (89, 8), (90, 9)])
    func `is a bar of as many cells as that`(
        passed: Int, filled: Int
    ) {
        let bar = Bar(from: now, to: now + 90, now: now + Int64(passed), cells: 9)
        #expect(bar.text == String(repeating: "█", count: filled) + String(repeating: "░", count: 9 - filled))
    }

    // MARK: Times

    private let clock = StaffTimeFormat(zone: berlin, now: now)

    @Test(arguments: [
        ("2026-11-13T13:30:00Z", "Fri 13 Nov 14:30"), ("2026-11-14T13:30:00Z", "Sat 14:30"), ("2026-11-26T22:59:00Z", "Thu 23:59"),
        ("2026-11-26T23:00:00Z", "Fri 27 Nov 00:00"), ("2026-12-31T22:59:00Z", "Thu 31 Dec 23:59"),
        ("2026-12-31T23:00:00Z", "Fri 1 Jan 2027 00:00"), ("2025-12-31T23:00:00Z", "Thu 1 Jan 00:00"),
        ("2025-12-31T22:59:00Z", "Wed 31 Dec 2025 23:59"),
    ])
    func `of a moment names the day as far as it must`(instant: String, text: String) { #expect(clock.moment(at(instant)) == text) }

    @Test(arguments: [
        (-5, "0 min"), (59 * 60, "59 min"), (59 * 60 + 1, "1 h"), (61 * 60, "1 h 1 min"), (86_340, "23 h 59 min"), (86_341, "24 h"),
        (259_140, "71 h"), (259_141, "3 days"), (95 * 3600, "3 days"), (96 * 3600, "4 days"),
    ])
    func `of a length rounds up to the minute`(seconds: Int, text: String) { #expect(Length.words(Int64(seconds)) == text) }

    @Test func `of a zone that this machine does not know is marked`() {
        #expect(zones["Mars/Olympus"].isUnknown && !berlin.isUnknown && !Zone.utc.isUnknown)
        #expect(zones["Mars/Olympus"].place == "UTC" && kathmandu.place == "Kathmandu" && Zone.utc.place == "UTC")
        #expect(clocks[id("P-0042")].zone == .utc && clocks[id("P-0009")].zone == kathmandu && clocks.machine.zone == berlin)
    }
}
