import Aftercare
import Testing

@testable import aftercarectl

/// 18:45 in Kathmandu.
private let afternoon = at("2026-12-01T13:00:00Z")

@Suite struct `An entry of a preview` {
    private func entry(_ change: (inout Preview.Entry) -> Void = { _ in }) throws -> Preview.Entry {
        var entry = try #require(try previewed().entries.first)
        (entry.at, entry.instant, entry.due) = (afternoon, afternoon, afternoon)
        (entry.label, entry.message, entry.role) = ("ice", "Cool it.", .reminder)
        (entry.outcome, entry.reason, entry.reasonWords) = (.said, nil, nil)
        change(&entry)
        return entry
    }

    private func listed(_ entries: [Preview.Entry], zone: Zone = kathmandu) throws -> [String] {
        var body = try previewed()
        // Each by itself.
        (body.entries, body.messages) = (entries, [])
        return PreviewList(body: body, clock: StaffTimeFormat(zone: zone, now: now)).lines(on: .plain)
    }

    @Test(
        arguments: [
            (.reminder, "●  ice  Cool it."), (.correction, "●  ice  Cool it."), (.nag, "●  ice  again: Cool it."),
            (.snoozed, "●  ice  as asked: Cool it."), (.standing, "●  ice  still holds: Cool it."),
            (.escalation, "▲  ice  for the staff: Cool it."), (.confirmation, "▲  ice  for the staff: Cool it."),
            (.reaction, "▲  ice  for the staff: Cool it."),
        ] as [(Role, String)])
    func `says whom it is for, and why it comes again`(role: Role, words: String) throws {
        #expect(try listed([entry { $0.role = role }]).last == "  18:45  \(words)")
    }

    @Test(
        arguments: [
            (.missed, "too-late", "it is too late", "missed: it is too late"), (.suppressed, "by-hand", nil, "suppressed: by-hand"),
            (.cancelled, nil, nil, "cancelled:"),
        ] as [(Preview.Entry.Outcome, String?, String?, String)])
    func `that is left out says why, also to the staff`(
        outcome: Preview.Entry.Outcome, reason: String?, reasonWords: String?, words: String
    ) throws {
        let left = try entry {
            ($0.outcome, $0.reason, $0.reasonWords, $0.role) = (outcome, reason, reasonWords, .escalation)
            // Nothing is moved that is not said.
            $0.due = afternoon + 60
        }
        #expect(try listed([left]).last == "  18:45  ○  ice  \(words)")
    }

    @Test func `that quiet hours moved says from when, with the day if that is another`() throws {
        let sameDay = try entry { $0.instant = afternoon - 3600 }
        #expect(try listed([sameDay]).last == "  18:45  ◆  ice  Cool it. (moved from 17:45, quiet hours)")
        let dayBefore = try entry { $0.instant = afternoon - 19 * 3600 }
        #expect(try listed([dayBefore]).last == "  18:45  ◆  ice  Cool it. (moved from Mon 23:45, quiet hours)")
    }

    @Test func `stands under the day of its own zone, and with the change of that zone's clocks`() throws {
        let lordHowe = Zone(name: "Australia/Lord_Howe", transitions: [at("2026-10-03T15:30:00Z")], offsets: [37_800, 39_600])
        let entries = try ["2026-10-03T13:00:00Z", "2026-10-04T00:00:00Z", "2026-10-04T14:00:00Z"].map { time in
            try entry { $0.at = at(time) }
        }
        #expect(
            try listed(entries, zone: lordHowe).filter { !$0.hasPrefix("  ") && !$0.isEmpty } == [
                "Sat 3 Oct 2026", "Sun 4 Oct 2026 · the clocks go forward by 30 min", "Mon 5 Oct 2026",
            ])
    }

    @Test(arguments: PreviewMark.allCases, PreviewMark.allCases)
    func `is hidden by a graver one in its column, whichever comes first`(one: PreviewMark, other: PreviewMark) throws {
        var body = try previewed()
        (body.windows, body.quiet) = ([], [])
        body.entries = try [one, other].map { mark in
            try entry { entry in
                if mark == .unsaid { entry.outcome = .missed }
                if mark == .moved { entry.instant = afternoon - 3600 }
                if mark == .staff { entry.role = .escalation }
            }
        }
        let lines = PreviewPicture(body: body, clock: StaffTimeFormat(zone: kathmandu, now: now)).lines(on: .plain)
        let row = try #require(lines.first { $0.hasPrefix("ice ") })
        let graver = one.rawValue > other.rawValue ? one : other
        #expect(row.filter { "○●◆▲".contains($0) } == String(graver.glyph), "\(row)")
    }

    @Test func `has a mark, and the mark words`() {
        let kinds: [PreviewMark] = [.unsaid, .said, .moved, .staff]
        #expect(kinds == PreviewMark.allCases && kinds == kinds.sorted())
        #expect(kinds.map(\.glyph) == ["○", "●", "◆", "▲"])
        #expect(kinds.map(\.words) == ["not said", "said", "moved by quiet hours", "for the staff"])
        #expect(kinds.map(\.tone) == [.warning, .good, .good, .strong])
    }
}

@Suite struct `A part of a preview` {
    private func parts(
        _ moments: [Int64], from: Instant = afternoon - 10 * 86_400, through: Instant = afternoon + 20 * 86_400, zone: Zone = kathmandu
    ) throws -> [PreviewPart] {
        var body = try previewed()
        let entry = try #require(body.entries.first)
        (body.windows, body.treatments, body.from, body.through) = ([], [], from, through)
        body.entries = moments.map { moment in
            var moved = entry
            moved.at = afternoon + moment
            return moved
        }
        return PreviewPart.parts(of: body, in: zone)
    }

    @Test func `begins with the hour of its zone, and takes six hours or what it needs`() throws {
        #expect(try parts([0]) == [PreviewPart(from: at("2026-12-01T12:15:00Z"), through: at("2026-12-01T18:15:00Z"))])
        #expect(try parts([0], zone: berlin) == [PreviewPart(from: afternoon, through: at("2026-12-01T19:00:00Z"))])
        #expect(
            try parts([0, 7 * 3600]) == [PreviewPart(from: at("2026-12-01T12:15:00Z"), through: at("2026-12-01T20:00:00Z"))])
        let later = at("2026-12-01T12:30:00Z")
        #expect(try parts([0], from: later) == [PreviewPart(from: later, through: at("2026-12-01T18:30:00Z"))])
    }

    @Test(arguments: [(-1, 0), (0, 1), (7200, 1), (7201, 0)] as [(Int64, Int)])
    func `has nothing that lies outside the preview`(moment: Int64, count: Int) throws {
        #expect(try parts([moment], from: afternoon, through: afternoon + 7200).count == count)
    }

    @Test(
        arguments: [
            ([0, 86_400], 1), ([0, 86_401], 2), ([86_401, 0], 2),
            // A third of it all is not more than a third.
            ([0, 2 * 86_400, 4 * 86_400, 6 * 86_400], 1), ([0, 2 * 86_400, 4 * 86_400, 6 * 86_400 + 3], 4),
        ] as [([Int64], Int)])
    func `ends where nothing happens for more than a day and a third of it all`(moments: [Int64], count: Int) throws {
        let parts = try parts(moments)
        #expect(parts.count == count)
        #expect(parts.map(\.from) == parts.map(\.from).sorted())
    }

    @Test func `goes on to the end of the longest window that begins in it`() throws {
        var body = try previewed()
        var (long, short) = (try #require(body.windows.first), try #require(body.windows.first))
        (long.opens, long.closes) = (afternoon, afternoon + 40 * 3600)
        (short.opens, short.closes) = (afternoon + 3600, afternoon + 7200)
        (body.windows, body.entries, body.treatments) = ([long, short], [], [])
        (body.from, body.through) = (afternoon - 86_400, afternoon + 10 * 86_400)
        #expect(PreviewPart.parts(of: body, in: berlin) == [PreviewPart(from: afternoon, through: afternoon + 40 * 3600)])
    }
}

@Suite struct `The groups of a preview` {
    /// A week apart, with the same four windows each.
    private func series(of count: Int) throws -> Preview {
        var body = try previewed()
        let (session, windows) = (body.treatments[0], body.windows)
        #expect(windows.count == 4)
        for number in 1..<count {
            let later = Int64(number) * 7 * 86_400
            var next = session
            next.treatment = id("SESSION-\(number + 1)")
            (next.start, next.end) = (session.start + later, session.end + later)
            body.treatments.append(next)
            for var window in windows {
                (window.treatment, window.opens, window.closes) = (next.treatment, window.opens + later, window.closes + later)
                body.windows.append(window)
            }
        }
        return body
    }

    private func headings(_ body: Preview) -> [String?] {
        PreviewGroup.groups(of: body, clock: StaffTimeFormat(zone: kathmandu, now: now)).map(\.heading)
    }

    @Test func `are one for each treatment, by their start, with the site`() throws {
        var body = try series(of: 3)
        body.treatments[0].site = "left knee"
        body.treatments.reverse()
        #expect(
            headings(body) == [
                "SESSION · Tue 2026-12-01 14:45–15:30 · left knee", "SESSION-2 · Tue 2026-12-08 14:45–15:30",
                "SESSION-3 · Tue 2026-12-15 14:45–15:30",
            ])
    }

    @Test func `are one without a name where only one treatment has anything planned`() throws {
        var body = try series(of: 2)
        body.windows.removeAll { $0.treatment.rawValue == "SESSION-2" }
        #expect(headings(body) == [nil])
    }

    @Test func `are drawn together from the 41st row on`() throws {
        #expect(headings(try series(of: 10)).count == 10)
        var body = try series(of: 11)
        body.windows.removeLast(3)
        #expect(headings(body) == ["11 treatments together"])
    }
}

@Suite struct `An axis` {
    @Test func `names the day on the patient's clock, where it is another one already`() {
        let start = at("2026-12-01T23:30:00Z")
        let axis = PreviewAxis(scale: PreviewScale(from: start, through: start + 36_000, columns: 60), zone: berlin)
        #expect(axis.lines[0] == "Wed 2 Dec")
    }

    private func words(days: Int64 = 0, hours: Int64 = 0, columns: Int = 60) -> [String] {
        let start = at("2026-12-01T00:00:00Z")
        let scale = PreviewScale(from: start, through: start + days * 86_400 + hours * 3600, columns: columns)
        return PreviewAxis(scale: scale, zone: .utc).lines[1].split(separator: " ").prefix(2).map(String.init)
    }

    @Test(arguments: [(15, "01"), (16, "02"), (30, "02"), (31, "03"), (45, "03"), (46, "06"), (90, "06"), (91, "12")] as [(Int64, String)])
    func `marks as many hours as have four columns each`(hours: Int64, next: String) {
        #expect(words(hours: hours) == ["00", next])
    }

    @Test(
        arguments: [
            (10, 80, ["00", "12"]), (10, 79, ["1", "2"]), (20, 60, ["1", "2"]), (21, 60, ["7", "14"]), (105, 60, ["7", "14"]),
            (106, 60, ["Dec", "Jan"]), (450, 60, ["Dec", "Jan"]), (451, 60, ["Jan", "Apr"]), (1350, 60, ["Jan", "Apr"]),
            (1351, 60, ["Jan", "Jul"]), (2700, 60, ["Jan", "Jul"]), (2701, 60, ["Jan", "Jan"]),
        ] as [(Int64, Int, [String])])
    func `marks hours, days, weeks, months or years, as there is room`(days: Int64, columns: Int, marks: [String]) {
        #expect(words(days: days, columns: columns) == marks)
    }

    @Test func `counts a moment where there is a column, and no time as no length`() {
        let scale = PreviewScale(from: now, through: now + 3600, columns: 10)
        #expect(scale.columns(from: now, to: now) == 0...0 && scale.columns(from: now + 3600, to: now + 3600) == 9...9)
        #expect(scale.columns(from: now + 360, to: now + 360) == 1...1 && scale.columns(from: now - 1, to: now - 1) == nil)
        #expect(scale.middle(of: 0) == now + 180 && scale.middle(of: 9) == now + 3420)
        let none = PreviewScale(from: now, through: now, columns: 10)
        #expect(none.column(of: now) == 0 && none.width(of: 1) == 10)
    }

    @Test func `begins a sample on the next Monday of the sample's own zone`() throws {
        // In Kathmandu it is Monday already.
        let night = at("2026-11-22T19:00:00Z")
        #expect(PreviewSample(careProtocol: try knee(), zones: zones).usualStart(now: night) == "2026-11-23 10:00")
        let there = PreviewSample(careProtocol: try knee(), zones: zones, zone: "Asia/Kathmandu")
        #expect(there.usualStart(now: night) == "2026-11-30 10:00")
    }
}
