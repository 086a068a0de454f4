import Aftercare
import Testing

/// Rule 8, its end. Where a clinic or a protocol asks for it, nothing that follows a treatment is said before
/// somebody has confirmed that it took place. The sample treatment is planned from -1h to 0h.
@Suite struct `A treatment to be confirmed` {
    private let before = instruction(
        "fast", subject: "food",
        window: WindowRule(opens: Anchor(edge: .beforeStart, offset: span("12h")), closes: .lasting(.hours(12))),
        .moments([.start]), text: "nothing to eat")

    private func drawing(confirms: Bool? = true, clinic: Clinic = sampleClinic) -> Drawing {
        Drawing(record(careProtocol(before, noAlcohol, confirms: confirms), treatment(), clinic: clinic))
    }

    @Test func `asks the staff once, and says nothing that follows it`() {
        var drawing = drawing()
        drawing.pass(until: "100h")
        #expect(
            drawing.line == [
                "fast@-13h", "confirmation confirmation@+0h", "no-alcohol@+0h suppressed unconfirmed",
                "no-alcohol@+12h suppressed unconfirmed", "no-alcohol@+24h suppressed unconfirmed",
            ])
        #expect(
            drawing.words[1]
                == "Did T-1 of P-1 take place? Nothing that follows it is said before somebody confirms it: "
                + "'aftercarectl treatment complete T-1 --as-planned', or 'aftercarectl treatment cancel T-1 --no-show'.")
    }

    @Test func `is asked for with the command for its clinic`() {
        var drawing = drawing(clinic: sampleClinic.reached(by: "aftercarectl --clinic north"))
        drawing.pass(until: "1h")
        #expect(
            drawing.words[1].hasSuffix(
                "'aftercarectl --clinic north treatment complete T-1 --as-planned', or "
                    + "'aftercarectl --clinic north treatment cancel T-1 --no-show'."))
    }

    @Test func `is not asked for while its plan is on hold, and is afterwards`() {
        var drawing = drawing()
        drawing.pass(until: "-2h")
        drawing.set(plan: .onHold, at: "-2h")
        drawing.pass(until: "5h")
        #expect(drawing.emitted == ["fast@-13h"])
        drawing.set(plan: .active, at: "5h")
        #expect(drawing.emitted.last == "confirmation confirmation@+0h said +5h")
    }

    @Test func `says the newest that is of use once it is confirmed`() {
        var drawing = drawing()
        drawing.pass(until: "5h")
        drawing.complete(ended: "0h", at: "5h")
        drawing.pass(until: "72h")
        #expect(
            drawing.emitted == [
                "fast@-13h", "confirmation confirmation@+0h", "no-alcohol@+0h said +5h", "no-alcohol@+12h", "no-alcohol@+24h",
            ])
        #expect(drawing.words[2] == "19 hours to go, until Tuesday 09:00.")
    }

    @Test func `says the newest also where it ended at another time`() {
        var drawing = drawing()
        drawing.pass(until: "13h")
        drawing.complete(ended: "1h", at: "13h30min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line.suffix(3) == ["no-alcohol@+1h suppressed before-known", "no-alcohol@+13h said +13h30", "no-alcohol@+25h"])
    }

    @Test func `that did not take place says nothing`() {
        var drawing = drawing()
        drawing.pass(until: "5h")
        drawing.cancel(noShow: true, at: "5h")
        drawing.pass(until: "72h")
        #expect(drawing.emitted == ["fast@-13h", "confirmation confirmation@+0h"])
    }

    @Test func `that is confirmed before the staff was asked asks nobody`() {
        var drawing = drawing()
        drawing.pass(until: "-10min")
        drawing.complete(ended: "-10min", at: "-10min")
        drawing.pass(until: "1h")
        #expect(drawing.emitted == ["fast@-13h", "no-alcohol@-0h10"])
    }

    @Test func `asks anew where it is moved`() {
        var drawing = drawing()
        drawing.pass(until: "1h")
        drawing.move(toEnd: "5h", at: "1h")
        drawing.pass(until: "8h")
        #expect(
            drawing.emitted.filter { $0.contains("confirmation") }
                == ["confirmation confirmation@+0h", "confirmation confirmation@+5h"])
    }

    @Test func `is not asked for at the time from which it was moved`() {
        var drawing = drawing()
        drawing.pass(until: "-30min")
        drawing.move(toEnd: "5h", at: "-30min")
        drawing.pass(until: "4h59min")
        #expect(drawing.emitted == ["fast@-13h"])
        drawing.pass(until: "8h")
        #expect(drawing.emitted.filter { $0.contains("confirmation") } == ["confirmation confirmation@+5h"])
    }

    @Test func `because the clinic asks for it`() {
        var drawing = drawing(confirms: nil, clinic: clinic(confirms: true))
        drawing.pass(until: "5h")
        #expect(drawing.emitted == ["fast@-13h", "confirmation confirmation@+0h"])
    }

    @Test func `does not wait where the protocol asks otherwise than the clinic`() {
        var drawing = drawing(confirms: false, clinic: clinic(confirms: true))
        drawing.pass(until: "5h")
        #expect(drawing.emitted == ["fast@-13h", "no-alcohol@+0h"])
    }

    @Test func `has nothing due that waits for it`() {
        let record = record(careProtocol(noAlcohol, confirms: true), treatment())
        let asked = record.evaluate(at: at("2026-03-02T09:30:00Z"), decided: DecisionHistory())
        #expect(asked.nextDue == nil && asked.next != nil)
        let confirmed = record.with(
            treatments: record.treatments.map { treatment in
                treatment.changed(at: at("2026-03-02T09:20:00Z")) {
                    $0.status = .completed
                    $0.actualStart = $0.plannedStart
                    $0.actualEnd = $0.plannedEnd
                }
            })
        #expect(confirmed.evaluate(at: at("2026-03-02T09:30:00Z"), decided: DecisionHistory()).nextDue == at("2026-03-02T21:00:00Z"))
    }

    @Test func `whose question comes too late says so`() {
        var drawing = drawing()
        drawing.evaluate("960h")
        #expect(drawing.line.contains("confirmation confirmation@+0h missed deadline-passed"))
    }
}
