import Aftercare
import Testing

/// Rule 11. The sample treatment ends at 0h.
@Suite struct `A patient who` {
    private let sample = record(careProtocol(noAlcohol, compress(for: "6h")), treatment())

    @Test(arguments: [
        (Patient.Status.inactive, "patient-inactive"), (.optedOut, "patient-opted-out"), (.deceased, "patient-deceased"),
    ])
    func `is not active gets nothing, and the reason is recorded`(status: Patient.Status, reason: String) {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(patient: status, at: "1h")
        drawing.pass(until: "100h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "ice@+0h", "ice@+3h suppressed \(reason)", "no-alcohol@+12h suppressed \(reason)",
                "no-alcohol@+24h suppressed \(reason)",
            ])
    }

    @Test func `comes back is told what still holds and what comes, and nothing of the meantime`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(patient: .inactive, at: "1h")
        drawing.pass(until: "13h")
        drawing.set(patient: .active, at: "13h")
        drawing.pass(until: "100h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "ice@+0h", "no-alcohol standing@+13h", "no-alcohol@+24h"])
    }

    @Test func `was away while nobody looked is told what still holds, and not what was due meanwhile`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.suspend()
        drawing.set(patient: .inactive, at: "11h")
        drawing.set(patient: .active, at: "13h")
        drawing.evaluate("14h")
        #expect(drawing.line.suffix(2) == ["no-alcohol@+12h suppressed patient-inactive", "no-alcohol standing@+13h said +14h"])
    }

    @Test func `has opted out is not corrected, and is where that is taken back`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(patient: .optedOut, at: "1h")
        drawing.complete(ended: "2h", at: "2h")
        drawing.pass(until: "2h30min")
        #expect(drawing.emitted == ["no-alcohol@+0h", "ice@+0h"])
        drawing.set(patient: .active, at: "4h")
        #expect(drawing.emitted.last == "no-alcohol correction@+4h of +0h")
    }

    @Test func `has died is not told that the treatment is cancelled`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(patient: .deceased, at: "1h")
        drawing.cancel(at: "1h30min")
        drawing.pass(until: "72h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "ice@+0h"])
    }

    @Test func `has died is not asked for an answer, nor is the staff told that there was none`() {
        let pill = instruction("pill", kind: .advise, .moments([.start]), nag: Nag(every: .hours(1), times: 2))
        var drawing = Drawing(record(careProtocol(pill), treatment()))
        drawing.pass(until: "1h30min")
        drawing.set(patient: .deceased, at: "1h30min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "pill@+0h", "pill nag@+1h", "pill nag@+2h suppressed patient-deceased",
                "pill escalation@+3h suppressed patient-deceased",
            ])
    }

    @Test func `is away is not asked after by the staff`() {
        var drawing = Drawing(record(careProtocol(noAlcohol, confirms: true), treatment(), status: .inactive))
        drawing.pass(until: "72h")
        #expect(drawing.emitted == [])
    }

    @Test func `hears nothing is in no window, and nothing is due`() {
        let result = record(careProtocol(noAlcohol), treatment(), status: .optedOut)
            .evaluate(at: at("2026-03-02T10:00:00Z"), decided: DecisionHistory())
        #expect(result.inWindowUntil == nil)
        #expect(result.nextDue == nil)
    }
}
