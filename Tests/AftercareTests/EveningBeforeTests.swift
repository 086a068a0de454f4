import Aftercare
import Testing

/// Rule 6, before a treatment: what the night hides may be said the evening before. The quiet hours are those from
/// 21:00 to 08:00, and nothing is to be eaten in the six hours, or as many as it says, before a treatment on 3 March.
@Suite struct `Before a treatment, in quiet hours` {
    private func fast(
        _ policy: QuietPolicy, before start: String, for length: String = "6h", _ cadence: Cadence = .moments([.start]),
        text: String = "until {until}"
    ) -> Drawing {
        let rule = WindowRule(opens: Anchor(edge: .beforeStart, offset: span(length)), closes: .lasting(span(length)))
        let instruction = instruction("fast", kind: .advise, subject: nil, window: rule, cadence, quiet: policy, text: text)
        let session = treatment(start: "2026-03-03T\(start):00Z", end: "2026-03-03T12:00:00Z")
        return Drawing(record(careProtocol(instruction), session, quietHours: hours("21:00-08:00")), month: "2026-03")
    }

    @Test(arguments: ["08:00", "09:00", "11:00"])
    func `a reminder may be brought forward to the evening before, over the opening of its window`(start: String) {
        var drawing = fast(.advance, before: start)
        drawing.pass(until: "4 12:00")
        #expect(drawing.line == ["fast@2 20:45"])
        #expect(drawing.words == ["until Tuesday \(start)"])
    }

    @Test func `a reminder that would be of no more use in the morning is brought forward likewise`() {
        var drawing = fast(.defer, before: "08:00")
        drawing.pass(until: "4 12:00")
        #expect(drawing.line == ["fast@2 20:45"])
    }

    @Test func `a reminder that can wait for the morning waits`() {
        var drawing = fast(.defer, before: "09:00")
        drawing.pass(until: "4 12:00")
        #expect(drawing.line == ["fast@3 08:00"])
    }

    @Test func `only the first of several comes the evening before`() {
        var drawing = fast(.advance, before: "08:00", .every(span("2h"), count: nil))
        drawing.pass(until: "4 12:00")
        #expect(drawing.line == ["fast@2 20:45", "fast@3 04:00 suppressed quiet-hours", "fast@3 06:00 suppressed quiet-hours"])
    }

    @Test func `what was said the evening before was not said too early`() {
        var drawing = fast(.advance, before: "11:00", text: "Eat little.")
        drawing.pass(until: "2 22:00")
        drawing.evaluate("3 08:30")
        #expect(drawing.line == ["fast@2 20:45"])
    }

    @Test func `what was missed the evening before comes in the morning, where that is of use`() {
        var late = fast(.advance, before: "11:00")
        late.evaluate("2 21:30")
        late.pass(until: "4 12:00")
        #expect(late.line == ["fast@2 20:45 said 3 08:00"])
        var useless = fast(.advance, before: "08:00")
        useless.evaluate("2 21:30")
        #expect(useless.line == ["fast@2 20:45 suppressed quiet-hours"])
    }

    // MARK: Edits, after the evening's reminder

    @Test func `what was said the evening before counts for another session, though its own is a quarter of an hour later now`() {
        var drawing = fast(.advance, before: "08:00", text: "Eat little.")
        drawing.pass(until: "2 20:45")
        drawing.move(toEnd: "3 12:15", at: "2 20:47")
        let second = treatment("T-2", start: "2026-03-03T13:00:00Z", end: "2026-03-03T14:00:00Z", knownAt: "2026-03-02T20:50:00Z")
        drawing.add(second, at: "2 20:50")
        #expect(
            drawing.line == [
                "fast@2 20:45", "fast@2 20:45 suppressed already-said", "T-2/fast@2 20:45 suppressed said-together",
            ])
    }

    @Test func `what was said the evening before is said anew where it ends at another time now`() {
        // session   at 09:30, moved to 09:00
        // window    from 21:30, then from 21:00: too near for a correction, so its own reminder gives the new end
        var drawing = fast(.advance, before: "09:30", for: "12h")
        drawing.pass(until: "2 20:50")
        drawing.move(toEnd: "3 11:30", at: "2 20:50")
        drawing.pass(until: "4 12:00")
        #expect(drawing.line == ["fast@2 20:45", "fast@2 20:45 said 2 20:50"])
        #expect(drawing.words == ["until Tuesday 09:30", "until Tuesday 09:00"])
    }

    @Test func `what was said the evening before, and was taken back, is said again for the next day`() {
        var drawing = fast(.advance, before: "08:00", text: "Eat little.")
        drawing.pass(until: "2 20:50")
        drawing.cancel(at: "2 20:50")
        drawing.pass(until: "3 20:50")
        drawing.change("T-1", at: "3 20:50") { treatment, now in
            var booked = treatment
            booked.status = .booked
            booked.plannedStart = at("2026-03-04T08:00:00Z")
            booked.plannedEnd = at("2026-03-04T12:00:00Z")
            return booked.replanned(at: now)
        }
        #expect(drawing.words == ["Eat little.", "Correction: this no longer holds: “Eat little”.", "Eat little."])
    }

    // MARK: The opening

    @Test func `a window that opens with the treatment is never spoken of before`() {
        let rule = WindowRule(opens: Anchor(edge: .afterStart), closes: .lasting(span("24h")))
        let instruction = instruction("rest", window: rule, .moments([.start]), quiet: .advance)
        let session = treatment(start: "2026-03-03T06:00:00Z", end: "2026-03-03T07:00:00Z")
        var drawing = Drawing(record(careProtocol(instruction), session, quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.pass(until: "4 12:00")
        #expect(drawing.line == ["rest@3 08:00"])
    }
}

/// Rule 6, between two reminders: moving keeps a quarter of an hour from both neighbours.
@Suite struct `Moved out of the quiet hours` {
    /// Reminders so long after 2 March, 09:00.
    private func dry(_ moments: [String], quiet policy: QuietPolicy = .defer, hours text: String = "21:00-08:00") -> Drawing {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("3d")))
        let instruction = instruction(
            "dry", window: rule, .moments(moments.map { .after(span($0), at: nil) }), quiet: policy)
        return Drawing(record(careProtocol(instruction), treatment(), quietHours: hours(text)), month: "2026-03")
    }

    @Test func `a reminder does not come within a quarter of an hour after the one before it`() {
        var near = dry(["11h 31min", "13h", "14h"])
        near.pass(until: "6 12:00")
        #expect(near.line == ["dry@2 20:31", "dry@2 22:00 suppressed quiet-hours", "dry@3 08:00"])
        var apart = dry(["11h 30min", "13h", "14h"])
        apart.pass(until: "6 12:00")
        #expect(apart.line == ["dry@2 20:30", "dry@2 20:45", "dry@3 08:00"])
    }

    @Test func `a reminder does not come within a quarter of an hour before the one after it`() {
        var near = dry(["13h", "23h 14min"])
        near.pass(until: "6 12:00")
        #expect(near.line == ["dry@2 20:45", "dry@3 08:14"])
        var apart = dry(["13h", "23h 15min"])
        apart.pass(until: "6 12:00")
        #expect(apart.line == ["dry@3 08:00", "dry@3 08:15"])
    }

    @Test func `a reminder minds where the one before it was moved to`() {
        // 06:00 of quiet hours that end at 06:00 the day before; the next ones begin at 06:20.
        var drawing = dry(["20h", "21h 25min", "22h"], hours: "06:20-06:00")
        drawing.pass(until: "6 12:00")
        #expect(drawing.emitted.count == 2)
        #expect(drawing.line.first == "dry@3 06:00")
    }

    @Test func `what is left out at night says so`() {
        var drawing = dry(["13h"], quiet: .skip)
        drawing.pass(until: "6 12:00")
        #expect(drawing.line == ["dry@2 22:00 suppressed quiet-skip"])
    }

    @Test(arguments: [QuietPolicy.defer, .advance])
    func `a reminder is moved alike, whatever span is asked for`(policy: QuietPolicy) {
        for text in ["21:00-08:00", "00:00-06:00", "02:30-02:00", "12:00-12:30"] {
            let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("3d")))
            let record = record(
                careProtocol(
                    instruction("a", window: rule, .every(span("5h"), count: 9), quiet: policy),
                    instruction("b", window: rule, .daily([time("20:44"), time("23:44"), time("05:00")], count: 5), quiet: policy),
                    instruction("c", window: rule, .every(span("1d"), count: nil), quiet: policy),
                    instruction("d", window: rule, .moments([.start, .after(span("15h"), at: nil), .end]), quiet: policy)),
                treatment(), quietHours: hours(text))
            let whole = Schedule(record).timeline(over: at("2026-02-25T00:00:00Z")...at("2026-03-12T00:00:00Z")).occurrences
            for hour in Int64(0)..<120 {
                let from = at("2026-03-01T12:00:00Z") + hour * 3600
                let part = Schedule(record).timeline(over: from...from + 3600).occurrences
                #expect(part == whole.filter { $0.due >= from && $0.due <= from + 3600 })
            }
        }
    }
}
