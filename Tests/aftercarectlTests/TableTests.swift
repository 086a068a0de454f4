import Aftercare
import Testing

@testable import aftercarectl

@Suite struct `A table` {
    private func table(_ fits: [Table.Fit], _ rows: [[String]]) -> Table {
        var table = Table(columns: fits.map { .init("", .left, $0) })
        table.rows = rows.map { $0.map { .init($0) } }
        return table
    }

    @Test func `lines up its columns, and ends no line with blanks`() {
        let lines = table([.fixed, .fixed, .fixed], [["a", "bb", ""], ["ccc", "d", "e"]]).lines(on: .plain)
        #expect(lines == ["a    bb", "ccc  d   e"])
    }

    @Test func `leaves out a column in which there is nothing`() {
        var table = Table(columns: [.init("ONE"), .init("TWO"), .init("THREE")])
        table.rows = [["a", "", "c"]]
        #expect(table.lines(on: .plain) == ["ONE  THREE", "a    c"])
    }

    @Test func `drops what is expendable before it shortens anything`() {
        let rows = [["name", "extra", "a longer text"]]
        let table = table([.fixed, .expendable, .shortened(least: 4)], rows)
        #expect(table.lines(on: Canvas(width: 26, isColored: false)) == ["name  extra  a longer text"])
        #expect(table.lines(on: Canvas(width: 25, isColored: false)) == ["name  a longer text"])
        #expect(table.lines(on: Canvas(width: 19, isColored: false)) == ["name  a longer text"])
        #expect(table.lines(on: Canvas(width: 15, isColored: false)) == ["name  a longer…"])
    }

    @Test func `shortens nothing where nobody looks`() {
        let long = String(repeating: "x", count: 300)
        #expect(table([.shortened(least: 4)], [[long]]).lines(on: .plain) == [long])
    }

    @Test func `paints letters, not blanks`() {
        var table = Table(columns: [.init("", .right), .init()])
        table.rows = [[.init("1", .good), "x"], [.init("22", .bad), "y"]]
        #expect(
            table.lines(on: Canvas(width: nil, isColored: true))
                == [" \u{1B}[32m1\u{1B}[0m  x", "\u{1B}[1;31m22\u{1B}[0m  y"])
    }
}

@Suite struct `A clockface` {
    private let clock = StaffTimeFormat(zone: berlin, now: now)

    @Test(arguments: [
        ("2026-11-20T18:30:00Z", "Fri 19:30", "19:30"), ("2026-11-26T18:30:00Z", "Thu 19:30", "Thu 19:30"),
        ("2026-11-27T18:30:00Z", "Fri 27 Nov 19:30", "Fri 27 Nov 19:30"),
        ("2027-05-20T17:30:00Z", "Thu 20 May 2027 18:30", "Thu 20 May 2027 18:30"),
        ("2026-11-20T23:30:00Z", "Sat 00:30", "Sat 00:30"),
    ])
    func `names the day as far as it must`(instant: String, moment: String, brief: String) {
        #expect(clock.moment(at(instant)) == moment)
        #expect(clock.brief(at(instant)) == brief)
    }

    @Test func `names the second day of a session that goes past midnight`() {
        #expect(
            clock.dated(at("2026-11-20T22:30:00Z"), until: at("2026-11-20T22:50:00Z")) == "Fri 2026-11-20 23:30–23:50")
        #expect(
            clock.dated(at("2026-11-20T22:30:00Z"), until: at("2026-11-20T23:15:00Z"))
                == "Fri 2026-11-20 23:30–Sat 2026-11-21 00:15")
    }

    @Test func `goes by its own midnight, and not by that of Greenwich`() {
        // In Kathmandu it is Saturday already, 01:45.
        let there = StaffTimeFormat(zone: kathmandu, now: at("2026-11-20T20:00:00Z"))
        #expect(there.moment(at("2026-11-27T06:15:00Z")) == "Fri 12:00")
        #expect(there.moment(at("2026-11-14T06:15:00Z")) == "Sat 14 Nov 12:00")
        #expect(there.brief(at("2026-11-20T19:00:00Z")) == "00:45")
        #expect(there.brief(at("2026-11-20T17:00:00Z")) == "Fri 22:45")
        #expect(there.dated(at("2026-11-20T17:45:00Z"), until: at("2026-11-20T18:45:00Z")) == "Fri 2026-11-20 23:30–Sat 2026-11-21 00:30")
        #expect(there.dated(at("2026-11-20T19:15:00Z"), until: at("2026-11-21T00:15:00Z")) == "Sat 2026-11-21 01:00–06:00")
        #expect(there.dated(at("2026-11-20T18:30:00Z"), until: at("2026-11-20T19:00:00Z")) == "Sat 2026-11-21 00:15–00:45")
    }

    @Test(arguments: [
        (0, "0 min"), (1, "1 min"), (60, "1 min"), (61, "2 min"), (3600, "1 h"), (5 * 3600 + 12 * 60, "5 h 12 min"),
        (24 * 3600, "24 h"), (53 * 3600 + 59, "53 h"), (72 * 3600, "3 days"), (14 * 86_400, "14 days"),
    ])
    func `tells a length as a clock without seconds would`(seconds: Int, words: String) {
        #expect(Length.words(Int64(seconds)) == words)
    }

    @Test func `tells before from after`() {
        #expect(clock.distance(now + 720) == "in 12 min")
        #expect(clock.distance(now - 720) == "12 min ago")
        #expect(clock.distance(now + 1) == "in 1 min")
        #expect(clock.distance(now - 1) == "1 min ago")
        #expect(clock.distance(now) == "now")
    }
}

@Suite struct `A bar` {
    @Test(arguments: [(-5, 0), (0, 0), (4, 0), (5, 1), (50, 10), (99, 19), (100, 20), (200, 20)])
    func `fills as the window passes, and no further`(passed: Int, filled: Int) {
        let bar = Bar(from: now, to: now + 100, now: now + Int64(passed))
        #expect(bar.filled == filled)
        #expect(bar.text.count == 20)
    }

    @Test func `of an empty window divides by nothing`() {
        #expect(Bar(from: now, to: now, now: now).filled == 0)
    }
}

@Suite struct `A paragraph` {
    @Test func `is broken between words, and hangs`() {
        let lines = Paragraph.lines("one two three four five six seven eight", indent: 4, first: 4, width: 28)
        #expect(lines == ["one two three four five", "    six seven eight"])
    }

    @Test func `stays whole where the width is unknown`() {
        #expect(Paragraph.lines("one  two\nthree", indent: 4, first: 4, width: nil) == ["one two three"])
    }

    @Test func `keeps its own breaks where that is wanted, and sets in all that follows`() {
        func lines(_ text: String, _ width: Int?) -> [String] { Paragraph.lines(keepingBreaksOf: text, indent: 4, width: width) }
        #expect(lines("one  two\nthree\n\nfour", nil) == ["one two", "    three", "    four"])
        #expect(
            lines("one two three four five\nsix seven eight nine ten", 28) == ["one two three four five", "    six seven eight nine ten"])
        #expect(lines("one two three four five six\nseven", 28) == ["one two three four five", "    six", "    seven"])
        #expect(lines("", 28) == [""] && lines("\n", nil) == [""])
    }
}

@Suite struct `A zone` {
    @Test func `that this machine does not know is shown as UTC, and named`() {
        #expect(zones["Mars/Olympus"].name == "UTC (this machine does not know 'Mars/Olympus')")
        #expect(zones["Mars/Olympus"].offset(at: now) == 0)
    }

    @Test func `is noted where its clocks differ from this machine's`() {
        #expect(clocks.note(id("P-0003")) == "")
        #expect(clocks.note(id("P-0009")) == "Kathmandu")
        #expect(clocks.note(id("P-0011")) == "UTC")
        #expect(Zone(name: "America/Argentina/Buenos_Aires", transitions: [], offsets: [0]).place == "Buenos Aires")
    }
}

@Suite struct `A window in words` {
    private func words(_ opens: Anchor, _ closes: WindowRule.Closing) -> String {
        WindowRule(opens: opens, closes: closes).words
    }

    @Test func `says where it opens and how far it goes`() {
        let end = Anchor(edge: .afterEnd)
        #expect(words(end, .lasting(.hours(24))) == "for 24h from the end")
        #expect(words(Anchor(edge: .beforeStart, offset: .hours(6)), .lasting(.hours(6))) == "for 6h before the start")
        #expect(words(Anchor(edge: .beforeStart, offset: .hours(6)), .lasting(.hours(9))) == "for 9h, from 6h before the start")
        #expect(
            words(Anchor(edge: .afterEnd, offset: .days(3), at: LocalTime(hour: 9, minute: 0)), .lasting(.days(2)))
                == "for 2d, from 3d after the end at 09:00")
        #expect(words(Anchor(edge: .beforeEnd, offset: .minutes(30)), .at(end)) == "from 30min before the end until the end")
    }
}
