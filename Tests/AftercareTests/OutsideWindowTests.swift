import Aftercare
import Testing

/// What a window asks for at a time of day, and when that lies outside it. The sample treatment ends on 2 March at
/// 09:00, another one at 23:30.
@Suite struct `A moment at a time of day` {
    private let late = treatment(start: "2026-03-02T23:00:00Z", end: "2026-03-02T23:30:00Z")
    private let early = treatment(start: "2026-03-02T00:30:00Z", end: "2026-03-02T01:00:00Z")

    private func drawing(
        _ treatment: Treatment, for length: String = "2d", _ moments: [Cadence.Moment], text: String = "x",
        usefulFor: Span? = nil, hours text2: String? = nil
    ) -> Drawing {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span(length)))
        let instruction = instruction(
            "rest", kind: .advise, subject: nil, window: rule, .moments(moments), usefulFor: usefulFor, text: text)
        return Drawing(
            record(careProtocol(instruction), treatment, quietHours: text2.map(hours)), month: "2026-03")
    }

    @Test func `that lies after the close on this patient's calendar is recorded, and not said`() {
        var inside = drawing(late, [.start, .after(span("2d"), at: time("05:00"))])
        inside.pass(until: "9 12:00")
        #expect(inside.line == ["rest@2 23:30", "rest@4 05:00"])
        var outside = drawing(early, [.start, .after(span("2d"), at: time("05:00"))])
        outside.pass(until: "9 12:00")
        #expect(outside.line == ["rest@2 01:00", "rest@4 01:00 suppressed outside-window"])
    }

    @Test func `that lies outside is no neighbour, and ends the use of no other`() {
        var drawing = drawing(
            early, [.start, .after(span("1d"), at: time("23:00")), .after(span("2d"), at: time("05:00"))], text: "x{next}",
            hours: "22:00-23:30")
        drawing.pass(until: "9 12:00")
        #expect(drawing.line == ["rest@2 01:00", "rest@3 23:30", "rest@4 01:00 suppressed outside-window"])
    }

    @Test func `that lies outside leaves the last word where it is`() {
        var drawing = drawing(early, [.after(span("2d"), at: time("05:00")), .end])
        drawing.pass(until: "9 12:00")
        #expect(drawing.emitted == ["rest@4 01:00"])
    }

    @Test func `that falls on the close is the last word, or lies outside`() {
        var last = drawing(early, [.after(span("2d"), at: time("01:00")), .end])
        last.pass(until: "9 12:00")
        #expect(last.line == ["rest@4 01:00"])
        var outside = drawing(early, [.after(span("2d"), at: time("01:00"))])
        outside.pass(until: "9 12:00")
        #expect(outside.line == ["rest@4 01:00 suppressed outside-window"])
    }

    @Test func `that had passed when the window opened is that time of the next day`() {
        var drawing = drawing(treatment(), [.start, .after(span("1h"), at: time("08:00"))])
        drawing.pass(until: "9 12:00")
        #expect(drawing.line == ["rest@2 09:00", "rest@3 08:00"])
    }

    @Test func `that lies outside is cancelled with its treatment`() {
        var drawing = drawing(early, [.after(span("2d"), at: time("05:00"))])
        drawing.edit(at: "3 12:00") { record, now in
            record.with(treatments: record.treatments.map { $0.changed(at: now) { $0.status = .cancelled } })
        }
        drawing.pass(until: "9 12:00")
        #expect(drawing.line == ["rest@4 01:00 cancelled treatment-cancelled"])
    }
}
