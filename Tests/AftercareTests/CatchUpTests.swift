import Aftercare
import Testing

/// Rule 5. The sample treatment ends at 0h; what is drawn is when each reminder was due, and when it was said
/// where that was later.
@Suite struct `After an outage` {
    let dryAndCold = record(careProtocol(noAlcohol, compress(for: "12h")), treatment())

    @Test func `which there was none, everything is said when it is due`() {
        var drawing = Drawing(dryAndCold)
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "ice@+0h", "ice@+3h", "ice@+6h", "ice@+9h", "no-alcohol@+12h", "no-alcohol@+24h",
            ])
    }

    @Test func `the newest of each instruction is said once, and what is of no more use is missed`() {
        var drawing = Drawing(dryAndCold)
        drawing.evaluate("7h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h said +7h", "ice@+0h missed deadline-passed", "ice@+3h missed deadline-passed",
                "ice@+6h said +7h",
            ])
    }

    @Test func `what is still of use and not the newest is superseded`() {
        var drawing = Drawing(record(careProtocol(compress(for: "12h", usefulFor: span("5h"))), treatment()))
        drawing.evaluate("7h")
        #expect(drawing.line == ["ice@+0h missed deadline-passed", "ice@+3h missed superseded", "ice@+6h said +7h"])
    }

    @Test func `the time line goes on as planned`() {
        var drawing = Drawing(dryAndCold)
        drawing.pass(until: "1h")
        drawing.evaluate("7h")
        drawing.pass(until: "72h")
        #expect(
            drawing.emitted == [
                "no-alcohol@+0h", "ice@+0h", "ice@+6h said +7h", "ice@+9h", "no-alcohol@+12h", "no-alcohol@+24h",
            ])
    }

    @Test func `and another one, nothing is said that was said before`() {
        var drawing = Drawing(dryAndCold)
        drawing.evaluate("7h")
        drawing.evaluate("8h")
        drawing.evaluate("8h59min")
        #expect(drawing.emitted == ["no-alcohol@+0h said +7h", "ice@+6h said +7h"])
    }

    @Test func `no alcohol is of use until the window ends, and says what remains`() {
        var drawing = Drawing(record(careProtocol(instruction("no-alcohol", .moments([.start]), phrases: dry)), treatment()))
        drawing.evaluate("23h30min")
        #expect(drawing.line == ["no-alcohol@+0h said +23h30"])
        #expect(drawing.words == ["30 minutes to go, until Tuesday 09:00."])
    }

    @Test func `no alcohol is of no use once the window has ended`() {
        var drawing = Drawing(record(careProtocol(instruction("no-alcohol", .moments([.start]), phrases: dry)), treatment()))
        drawing.evaluate("24h")
        #expect(drawing.line == ["no-alcohol@+0h missed deadline-passed"])
    }

    @Test func `a last word is of use for a day`() {
        var late = Drawing(record(careProtocol(instruction("no-alcohol", .moments([.end]), phrases: dry)), treatment()))
        var tooLate = late
        late.evaluate("47h59min")
        tooLate.evaluate("48h")
        #expect(late.line == ["no-alcohol@+24h said +47h59"])
        #expect(tooLate.line == ["no-alcohol@+24h missed deadline-passed"])
    }

    @Test func `a compress is of use until the next`() {
        var before = Drawing(record(careProtocol(compress(for: "12h")), treatment()))
        var after = before
        before.evaluate("2h59min")
        after.evaluate("3h")
        #expect(before.line == ["ice@+0h said +2h59"])
        #expect(after.line == ["ice@+0h missed deadline-passed", "ice@+3h"])
    }

    @Test func `a check after six months is of use for as long as it says`() {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd, offset: span("6mo")), closes: .lasting(span("2mo")))
        let check = instruction(
            "check", kind: .followUp, window: rule, .moments([.start]), usefulFor: span("3w"), text: "Come back.")
        var late = Drawing(record(careProtocol(check), treatment()), month: "2026-09")
        var tooLate = late
        late.evaluate("22 09:00")
        tooLate.evaluate("23 09:00")
        #expect(late.line == ["check@2 09:00 said 22 09:00"])
        #expect(tooLate.line == ["check@2 09:00 missed deadline-passed"])
    }

    @Test func `a treatment that is entered late says the newest, and nothing of before was missed`() {
        var drawing = Drawing(record(careProtocol(noAlcohol, compress(for: "12h")), treatment(knownAt: "2026-03-02T16:00:00Z")))
        drawing.evaluate("7h")
        drawing.pass(until: "10h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h said +7h", "ice@+0h suppressed before-known", "ice@+3h suppressed before-known",
                "ice@+6h said +7h", "ice@+9h",
            ])
    }

    @Test func `a treatment that is entered when all is over says nothing`() {
        var drawing = Drawing(record(careProtocol(noAlcohol), treatment(knownAt: "2026-03-09T09:00:00Z")))
        drawing.evaluate("168h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h suppressed before-known", "no-alcohol@+12h suppressed before-known",
                "no-alcohol@+24h suppressed before-known",
            ])
    }
}
