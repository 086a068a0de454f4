import Aftercare
import Testing

/// Rule 9. A reminder at 0h that asks every hour, twice, and then tells the staff.
@Suite struct `A reminder that wants an answer` {
    private func pill(
        every: String = "1h", times: Int = 2, usefulFor: Span? = nil, _ cadence: Cadence = .moments([.start])
    ) -> Instruction {
        instruction(
            "pill", kind: .advise, subject: nil, cadence, usefulFor: usefulFor,
            nag: Nag(every: span(every), times: times), text: "Take it.")
    }

    private func drawing(_ instruction: Instruction, quiet: String? = nil) -> Drawing {
        Drawing(record(careProtocol(instruction), treatment(), quietHours: quiet.map(hours)))
    }

    @Test func `is said again and again, and then the staff is told`() {
        var drawing = drawing(pill())
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h", "pill nag@+1h", "pill nag@+2h", "pill escalation@+3h"])
        #expect(drawing.words == ["Take it.", "Take it.", "Take it.", "P-1 did not answer: pill (T-1). Please get in touch."])
    }

    @Test func `and does not ask again is said once`() {
        var drawing = drawing(instruction("pill", kind: .advise, .moments([.start])))
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h"])
    }

    @Test(arguments: [("30min", 1), ("1h30min", 2), ("2h30min", 3)])
    func `is not said any more once it is acknowledged`(answered: String, count: Int) {
        var drawing = drawing(pill())
        drawing.pass(until: answered)
        drawing.answer(.acknowledged, "pill", at: answered)
        drawing.pass(until: "72h")
        #expect(drawing.line == Array(["pill@+0h", "pill nag@+1h", "pill nag@+2h"].prefix(count)))
    }

    @Test func `and is declined goes to the staff at once`() {
        var drawing = drawing(pill())
        drawing.pass(until: "30min")
        drawing.answer(.declined, "pill", at: "30min")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h", "pill escalation@+0h30"])
        #expect(drawing.words[1] == "P-1 declined: pill (T-1). Please get in touch.")
    }

    @Test func `and is declined after the staff was told says so once`() {
        var drawing = drawing(pill())
        drawing.pass(until: "4h")
        drawing.answer(.declined, "pill", at: "4h")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h", "pill nag@+1h", "pill nag@+2h", "pill escalation@+3h"])
    }

    @Test func `of whom nobody wants an answer is declined quietly`() {
        var drawing = drawing(instruction("pill", kind: .advise, .moments([.start])))
        drawing.pass(until: "30min")
        drawing.answer(.declined, "pill", at: "30min")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h"])
    }

    // MARK: Snoozed

    @Test func `is said again when it was snoozed, and then asks anew`() {
        var drawing = drawing(pill())
        drawing.pass(until: "30min")
        drawing.snooze("pill", until: "4h", at: "30min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == ["pill@+0h", "pill snoozed@+4h", "pill nag@+5h", "pill nag@+6h", "pill escalation@+7h"])
    }

    @Test func `is snoozed until the last that was said`() {
        var drawing = drawing(pill())
        drawing.pass(until: "30min")
        drawing.snooze("pill", until: "4h", at: "30min")
        drawing.snooze("pill", until: "2h", at: "40min")
        drawing.pass(until: "5h")
        #expect(drawing.line == ["pill@+0h", "pill snoozed@+2h", "pill nag@+3h", "pill nag@+4h", "pill escalation@+5h"])
    }

    @Test func `is snoozed as often as somebody wants`() {
        var drawing = drawing(pill())
        drawing.pass(until: "30min")
        drawing.snooze("pill", until: "2h", at: "30min")
        drawing.pass(until: "3h30min")
        drawing.snooze("pill", until: "6h", at: "3h30min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "pill@+0h", "pill snoozed@+2h", "pill nag@+3h", "pill snoozed@+6h", "pill nag@+7h", "pill nag@+8h",
                "pill escalation@+9h",
            ])
    }

    @Test func `is told to the staff once more where it was snoozed after that, and had no answer again`() {
        var drawing = drawing(pill())
        drawing.pass(until: "3h30min")
        drawing.snooze("pill", until: "6h", at: "3h30min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "pill@+0h", "pill nag@+1h", "pill nag@+2h", "pill escalation@+3h", "pill snoozed@+6h", "pill nag@+7h",
                "pill nag@+8h", "pill escalation@+9h",
            ])
    }

    @Test func `is told to the staff once more where it was snoozed after that, and lost its use in an outage`() {
        var drawing = drawing(pill(usefulFor: .hours(5)))
        drawing.pass(until: "3h30min")
        drawing.snooze("pill", until: "4h30min", at: "3h30min")
        drawing.evaluate("6h")
        #expect(drawing.line.suffix(2) == ["pill snoozed@+4h30 missed deadline-passed", "pill escalation@+5h said +6h"])
    }

    @Test func `is acknowledged while it is snoozed`() {
        var drawing = drawing(pill())
        drawing.pass(until: "30min")
        drawing.snooze("pill", until: "4h", at: "30min")
        drawing.answer(.acknowledged, "pill", at: "1h")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h"])
    }

    @Test func `may be snoozed where it does not ask again`() {
        var drawing = drawing(noAlcohol)
        drawing.pass(until: "1h")
        drawing.snooze("no-alcohol", until: "2h", at: "1h")
        drawing.pass(until: "12h")
        #expect(drawing.line == ["no-alcohol@+0h", "no-alcohol snoozed@+2h", "no-alcohol@+12h"])
        #expect(drawing.words[1] == "22 hours to go, until Tuesday 09:00.")
    }

    @Test func `is snoozed past an outage and said late`() {
        var drawing = drawing(pill())
        drawing.pass(until: "30min")
        drawing.snooze("pill", until: "2h", at: "30min")
        drawing.evaluate("3h")
        #expect(drawing.line == ["pill@+0h", "pill snoozed@+2h said +3h"])
    }

    @Test func `and is snoozed into the night waits until the morning`() {
        // 12h is 21:00, 23h is 08:00.
        var drawing = drawing(pill(), quiet: "21:00-08:00")
        drawing.pass(until: "30min")
        drawing.snooze("pill", until: "13h", at: "30min")
        drawing.pass(until: "23h30min")
        #expect(drawing.line == ["pill@+0h", "pill snoozed@+23h"])
    }

    // MARK: At night, and at the end

    @Test func `does not ask at night, nor count the night`() {
        // 1h is 10:00, 5h is 14:00.
        var drawing = drawing(pill(), quiet: "09:30-14:00")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h", "pill nag@+5h", "pill nag@+6h", "pill escalation@+7h"])
    }

    @Test func `tells the staff at night too`() {
        // 3h is 12:00.
        var drawing = drawing(pill(), quiet: "11:30-14:00")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h", "pill nag@+1h", "pill nag@+2h", "pill escalation@+3h"])
    }

    @Test func `does not ask any more when it is of no more use`() {
        var drawing = drawing(pill(usefulFor: span("90min")))
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h", "pill nag@+1h", "pill escalation@+1h30"])
    }

    @Test func `does not ask at the very instant at which it is of no more use`() {
        var drawing = drawing(pill(times: 3, usefulFor: span("2h")))
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h", "pill nag@+1h", "pill escalation@+2h"])
    }

    @Test func `is followed by the next one, which asks for itself`() {
        var drawing = drawing(pill(every: "2h", times: 1, .every(span("12h"), count: nil)))
        drawing.pass(until: "20h")
        #expect(
            drawing.line == [
                "pill@+0h", "pill nag@+2h", "pill escalation@+4h", "pill@+12h", "pill nag@+14h", "pill escalation@+16h",
            ])
    }

    @Test func `asks from when it was said, be that late`() {
        var drawing = drawing(pill())
        drawing.evaluate("5h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == ["pill@+0h said +5h", "pill nag@+6h", "pill nag@+7h", "pill escalation@+8h"])
    }

    @Test func `does not make up for an outage`() {
        var drawing = drawing(pill())
        drawing.pass(until: "30min")
        drawing.evaluate("2h30min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "pill@+0h", "pill nag@+1h missed deadline-passed", "pill nag@+2h said +2h30", "pill escalation@+3h",
            ])
    }

    @Test func `is not asked for any more when its treatment is cancelled`() {
        var drawing = drawing(pill())
        drawing.pass(until: "1h30min")
        drawing.cancel(at: "1h30min")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["pill@+0h", "pill nag@+1h", "pill correction@+1h30 of +1h"])
    }

    @Test func `of two plans asks each for its own answer`() {
        var drawing = Drawing(
            record(careProtocol(pill()), treatment()).with(treatments: [
                treatment(), treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T09:20:00Z"),
            ]))
        drawing.pass(until: "10min")
        drawing.answer(.acknowledged, "pill", at: "10min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "pill@+0h", "T-2/pill@+0h20", "T-2/pill nag@+1h20", "T-2/pill nag@+2h20", "T-2/pill escalation@+3h20",
            ])
    }

    @Test func `and is snoozed into the night, when it would be of no more use by the morning, comes before it`() {
        // 12h is 21:00, 23h is 08:00.
        var drawing = drawing(pill(usefulFor: span("20h")), quiet: "21:00-08:00")
        drawing.pass(until: "30min")
        drawing.snooze("pill", until: "13h", at: "30min")
        drawing.pass(until: "12h")
        #expect(drawing.line == ["pill@+0h", "pill snoozed@+11h45"])
    }

    @Test func `and is snoozed past an outage in which it lost its use goes to the staff`() {
        var drawing = drawing(pill(usefulFor: span("3h")))
        drawing.pass(until: "30min")
        drawing.snooze("pill", until: "2h", at: "30min")
        drawing.evaluate("4h")
        #expect(
            drawing.line == ["pill@+0h", "pill snoozed@+2h missed deadline-passed", "pill escalation@+3h said +4h"])
    }

    // MARK: Edits

    @Test func `goes on asking where its treatment ended a little otherwise`() {
        var drawing = drawing(pill())
        drawing.pass(until: "1h30min")
        drawing.complete(ended: "5min", at: "1h30min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "pill@+0h", "pill nag@+1h", "pill@+0h05 suppressed already-said", "pill nag@+2h", "pill escalation@+3h",
            ])
    }

    @Test(arguments: [("15min", true), ("16min", false)])
    func `goes on asking where it ended as much later as is taken for the same`(ended: String, goesOn: Bool) {
        var drawing = drawing(pill())
        drawing.pass(until: "1h30min")
        drawing.complete(ended: ended, at: "1h30min")
        drawing.pass(until: "72h")
        #expect(drawing.emitted.contains("pill nag@+2h") == goesOn)
    }

    @Test func `that was acknowledged is not asked for again after an edit`() {
        var drawing = drawing(pill())
        drawing.pass(until: "10min")
        drawing.answer(.acknowledged, "pill", at: "10min")
        drawing.complete(ended: "5min", at: "30min")
        drawing.pass(until: "72h")
        #expect(drawing.emitted == ["pill@+0h"])
    }

    @Test func `stays snoozed where its plan is changed`() {
        var drawing = drawing(pill())
        drawing.pass(until: "10min")
        drawing.snooze("pill", until: "2h", at: "10min")
        drawing.change(at: "30min") { plan, _ in plan.with(switchedOff: [id("other")]) }
        drawing.pass(until: "72h")
        #expect(
            drawing.emitted == ["pill@+0h", "pill snoozed@+2h", "pill nag@+3h", "pill nag@+4h", "pill escalation@+5h"])
    }

    @Test func `does not ask any more where its treatment is moved to another day, and asks anew there`() {
        var drawing = drawing(pill())
        drawing.pass(until: "30min")
        drawing.move(toEnd: "48h", at: "30min")
        drawing.pass(until: "96h")
        #expect(
            drawing.emitted == [
                "pill@+0h", "pill correction@+0h30 of +0h", "pill@+48h", "pill nag@+49h", "pill nag@+50h",
                "pill escalation@+51h",
            ])
    }
}
