import Testing

@testable import Aftercare

/// The last value that is taken, and the first that is not.
@Suite struct `The times of an instruction` {
    private func lines(_ instruction: Instruction) -> [String] {
        soundProtocol([instruction]).problems().map { "\($0.line.dropFirst("instructions.rest.".count))" }
    }

    private func paths(_ instruction: Instruction) -> [String] {
        soundProtocol([instruction]).problems().map { "\($0.path.dropFirst("instructions.rest.".count))" }
    }

    private static func window(_ opens: Anchor, _ closes: Anchor) -> WindowRule { WindowRule(opens: opens, closes: .at(closes)) }
    private static func window(_ opens: Anchor, lasting span: Span) -> WindowRule { WindowRule(opens: opens, closes: .lasting(span)) }
    private static let nine = LocalTime(hour: 9, minute: 0)

    // MARK: Windows

    @Test(
        arguments: [
            window(Anchor(edge: .afterEnd), lasting: .zero), window(Anchor(edge: .afterStart), Anchor(edge: .afterStart)),
            window(Anchor(edge: .afterEnd, offset: .hours(2)), Anchor(edge: .afterEnd, offset: .hours(1))),
            window(Anchor(edge: .beforeStart, offset: .hours(1)), Anchor(edge: .beforeStart, offset: .hours(2))),
            window(Anchor(edge: .afterEnd), Anchor(edge: .afterStart)),
            // At the same time of the same day, which is not a day later.
            window(Anchor(edge: .afterEnd, offset: .days(1), at: nine), Anchor(edge: .afterEnd, offset: .days(1), at: nine)),
        ])
    func `lie in a window that lasts`(window: WindowRule) {
        // Where there is no window, nothing is said of what does not fit into it.
        let asking = sound(window: window, .every(.hours(3), count: nil), nag: Nag(every: .hours(4), times: 1))
        #expect(lines(asking) == ["window: out-of-range: the window of 'rest' has no length; let it close after it opens"])
        let moments = sound(window: window, .moments([.start, .after(.hours(3), at: nil)]), nag: Nag(every: .hours(4), times: 1))
        #expect(paths(moments) == ["window"])
    }

    /// The most that it can last, in seconds: a session takes up to two days, and a time of day moves it by up to one.
    @Test(
        arguments: [
            (window(Anchor(edge: .afterEnd), lasting: Span(seconds: 1)), 1), (window(Anchor(edge: .afterEnd), lasting: .days(2)), 172_800),
            (window(Anchor(edge: .afterEnd), lasting: Span(months: 1)), 2_635_200),
            (window(Anchor(edge: .afterStart), Anchor(edge: .afterEnd)), 172_800),
            (window(Anchor(edge: .afterEnd), Anchor(edge: .afterStart, offset: Span(seconds: 5))), 5),
            (window(Anchor(edge: .afterEnd), Anchor(edge: .afterEnd, offset: .hours(5))), 18_000),
            (window(Anchor(edge: .afterStart), Anchor(edge: .beforeEnd, offset: .hours(1))), 169_200),
            (window(Anchor(edge: .beforeStart, offset: .hours(3)), Anchor(edge: .afterEnd, offset: .hours(2))), 190_800),
            (window(Anchor(edge: .beforeStart, offset: .hours(3)), Anchor(edge: .beforeStart, offset: .hours(1))), 7200),
            (window(Anchor(edge: .beforeEnd, offset: .hours(2)), Anchor(edge: .afterEnd, offset: .hours(1))), 10_800),
            (window(Anchor(edge: .beforeEnd, offset: .hours(2)), Anchor(edge: .afterStart, offset: .hours(5))), 25_200),
            (window(Anchor(edge: .afterEnd), Anchor(edge: .afterEnd, offset: .hours(5), at: nine)), 104_400),
            (window(Anchor(edge: .afterEnd, offset: .hours(1), at: nine), Anchor(edge: .afterEnd, offset: .hours(30))), 190_800),
        ] as [(WindowRule, Int64)])
    func `come round at least once in a window, as long as it may be`(window: WindowRule, seconds: Int64) {
        #expect(paths(sound(window: window, .every(Span(seconds: seconds), count: nil))) == [])
        let longer = Span(seconds: seconds + 1)
        #expect(
            lines(sound(window: window, .every(longer, count: nil))) == [
                "remind: out-of-range: 'rest' speaks every '\(longer)', which is longer than its window; say it more often, or write "
                    + "[start]"
            ])
    }

    private static let year: Int64 = 366 * 86_400

    @Test(
        arguments: [
            (window(Anchor(edge: .beforeStart, offset: Span(seconds: year)), Anchor(edge: .beforeStart)), true),
            (window(Anchor(edge: .beforeStart, offset: Span(seconds: year + 1)), Anchor(edge: .beforeStart)), false),
            (window(Anchor(edge: .beforeEnd, offset: Span(seconds: year + 1)), Anchor(edge: .beforeEnd)), false),
            (window(Anchor(edge: .beforeStart, offset: .days(365), at: nine), Anchor(edge: .beforeStart)), true),
            (window(Anchor(edge: .beforeStart, offset: Span(days: 365, seconds: 1), at: nine), Anchor(edge: .beforeStart)), false),
            (window(Anchor(edge: .afterStart, offset: .days(400)), lasting: .days(1)), true),
        ] as [(WindowRule, Bool)])
    func `begin a year before a session at the most`(window: WindowRule, isTaken: Bool) {
        let complaint = "window: out-of-range: the window of 'rest' opens more than a year before; open it later"
        #expect(lines(sound(window: window)) == (isTaken ? [] : [complaint]))
    }

    @Test(
        arguments: [
            (window(Anchor(edge: .afterEnd), lasting: Span(seconds: 3 * year)), true),
            (window(Anchor(edge: .afterEnd), lasting: Span(seconds: 3 * year + 1)), false),
            (window(Anchor(edge: .afterStart, offset: .days(8)), lasting: Span(seconds: 3 * year - 8 * 86_400)), true),
            (window(Anchor(edge: .afterStart, offset: .days(8)), lasting: Span(seconds: 3 * year - 8 * 86_400 + 1)), false),
            (window(Anchor(edge: .beforeStart, offset: .days(8)), lasting: Span(days: 8, seconds: 3 * year)), true),
            (window(Anchor(edge: .beforeStart, offset: .days(8)), lasting: Span(days: 8, seconds: 3 * year + 1)), false),
            (window(Anchor(edge: .afterEnd), Anchor(edge: .afterEnd, offset: Span(seconds: 3 * year))), true),
            (window(Anchor(edge: .afterEnd), Anchor(edge: .afterEnd, offset: Span(seconds: 3 * year + 1))), false),
        ] as [(WindowRule, Bool)])
    func `end three years after a session at the most`(window: WindowRule, isTaken: Bool) {
        let complaint = "window: out-of-range: the window of 'rest' reaches further than three years; close it earlier"
        #expect(lines(sound(window: window)) == (isTaken ? [] : [complaint]))
    }

    @Test func `give a session and the use of a reminder at least a second`() {
        #expect(lines(sound(session: Span(seconds: 1), usefulFor: Span(seconds: 1))) == [])
        #expect(
            lines(sound(session: .zero, usefulFor: .zero)) == [
                "useful: out-of-range: a reminder that is useful for no time is never said; say how long, like 2h",
                "session: out-of-range: a session of no length; say how long it takes, like 15min",
            ])
    }

    // MARK: Reminders

    @Test(
        arguments: [
            (Span(seconds: 86_399), nil, true), (Span(seconds: 86_400), nil, false), (Span(seconds: 172_800), nine, true),
            (Span(seconds: 172_801), nine, false),
        ] as [(Span, LocalTime?, Bool)])
    func `lie before the close of the window, a time of day up to a day after it`(span: Span, at: LocalTime?, isTaken: Bool) {
        let complaint =
            "remind.1: out-of-range: the window of 'rest' has closed by then, so '\(span)' is never said; write 'end', take it out, or "
            + "close the window later"
        let rest = sound(.moments([.start, .after(span, at: at), .end]))
        #expect(lines(rest) == (isTaken ? [] : [complaint]))
    }

    @Test func `are named, each once`() throws {
        let ten = try #require(LocalTime(hour: 10, minute: 0))
        let nine = try #require(Self.nine)
        #expect(lines(sound(.moments([]))) == ["remind: missing: 'rest' never speaks; name a moment, like [start, end]"])
        #expect(
            lines(sound(.daily([], count: nil)))
                == ["remind: missing: 'rest' never speaks; name a time of day, like daily: [\"09:00\"]"])
        #expect(
            lines(sound(.daily([ten, nine, ten, nine], count: nil)))
                == ["09:00", "10:00"].map { "remind.daily: contradiction: 'rest' names \($0) twice; remove one" })
        #expect(
            lines(sound(.every(.zero, count: nil)))
                == ["remind: out-of-range: 'rest' speaks every '0min'; say how often, like every: 3h"])
    }

    @Test(arguments: [(-1, false), (0, false), (1, true)]) func `are counted from 1`(count: Int, isTaken: Bool) {
        let complaint = "remind.count: out-of-range: a count of '\(count)' says nothing; count from 1, or leave it out"
        #expect(lines(sound(.every(.hours(3), count: count))) == (isTaken ? [] : [complaint]))
        #expect(lines(sound(.daily([Self.nine].compactMap(\.self), count: count))) == (isTaken ? [] : [complaint]))
    }

    /// The window's length in minutes or days, and how often it speaks in it.
    @Test(
        arguments: [
            (Span.minutes(1000), .every(.minutes(1), count: nil), true), (.minutes(1001), .every(.minutes(1), count: nil), false),
            (.minutes(2002), .every(.minutes(2), count: nil), false), (.minutes(1500), .every(.minutes(1), count: 1000), true),
            (.minutes(1500), .every(.minutes(1), count: 1001), false), (.days(1000), .daily([1], count: nil), true),
            (.days(1001), .daily([1], count: nil), false), (.days(500), .daily([1, 2], count: nil), true),
            (.days(501), .daily([1, 2], count: nil), false), (.days(501), .daily([1, 2], count: 1000), true),
            (.days(501), .daily([1, 2], count: 1001), false), (.minutes(1439), .daily(Array(0..<1440), count: nil), true),
            (.days(1), .daily(Array(0..<1440), count: 1), true), (.days(1), .daily(Array(0..<1440), count: nil), false),
        ] as [(Span, Rhythm, Bool)])
    func `are a thousand in one window at the most`(length: Span, rhythm: Rhythm, isTaken: Bool) {
        let complaint =
            "remind: out-of-range: 'rest' would speak more than 1000 times in one window; speak less often, or add a 'count'"
        let rest = sound(window: Self.window(Anchor(edge: .afterEnd), lasting: length), rhythm.cadence)
        #expect(lines(rest) == (isTaken ? [] : [complaint]))
    }

    /// A cadence whose times of day are minutes.
    enum Rhythm: Sendable {
        case every(Span, count: Int?)
        case daily([Int], count: Int?)

        var cadence: Cadence {
            switch self {
            case .every(let span, let count): .every(span, count: count)
            case .daily(let minutes, let count):
                .daily(minutes.compactMap { LocalTime(hour: $0 / 60, minute: $0 % 60) }, count: count)
            }
        }
    }
}
