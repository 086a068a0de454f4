import Aftercare
import Testing

/// Rule 10. A compress and advice every three hours, and no alcohol, after the sample treatment at 0h.
@Suite struct `A reaction` {
    private let tip = instruction("tip", kind: .advise, subject: nil, .moments([.start, .after(.hours(6), at: nil)]), text: "Drink.")
    private var sample: CareRecord { record(careProtocol(noAlcohol, compress(for: "12h"), tip), treatment()) }

    @Test func `is told to the staff once, and mutes compress and advice until it is cleared`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.report(.swelling, .pain, at: "1h")
        drawing.pass(until: "7h")
        drawing.clear(at: "7h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "ice@+0h", "tip@+0h", "reaction reaction@+1h", "ice@+3h suppressed reaction",
                "ice@+6h suppressed reaction", "tip@+6h suppressed reaction", "ice@+9h", "no-alcohol@+12h", "no-alcohol@+24h",
            ])
        #expect(
            drawing.words[3]
                == "P-1 reports after T-1: swelling, pain out of proportion. A person must see to it. Compresses and advice of "
                + "this treatment are muted until 'aftercarectl reaction clear R-1'. The clinic's contact: 030 1234.")
    }

    @Test func `that is never cleared mutes to the end`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.report(.fever, at: "1h")
        drawing.pass(until: "72h")
        #expect(!drawing.emitted.contains { $0.hasPrefix("ice@") && $0 != "ice@+0h" })
        #expect(drawing.emitted.suffix(2) == ["no-alcohol@+12h", "no-alcohol@+24h"])
    }

    @Test func `mutes nothing of another treatment`() {
        let other = treatment("T-2", start: "2026-03-02T08:00:00Z", end: "2026-03-02T10:00:00Z")
        var drawing = Drawing(record(careProtocol(compress(for: "6h")), treatment()).with(treatments: [treatment(), other]))
        drawing.pass(until: "30min")
        drawing.report(.swelling, at: "30min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "ice@+0h", "reaction reaction@+0h30", "T-2/ice@+1h", "ice@+3h suppressed reaction", "T-2/ice@+4h",
            ])
    }

    @Test func `that was reported and cleared while nobody looked mutes what was due meanwhile`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.suspend()
        drawing.report(.swelling, at: "2h")
        drawing.clear(at: "4h")
        drawing.evaluate("5h")
        #expect(
            drawing.line.suffix(2) == ["ice@+3h suppressed reaction", "reaction reaction@+2h said +5h"])
    }

    @Test func `mutes what was due before it and comes late`() {
        var drawing = Drawing(sample)
        drawing.suspend()
        drawing.report(.swelling, at: "1h")
        drawing.evaluate("2h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h said +2h", "ice@+0h suppressed reaction", "tip@+0h suppressed reaction",
                "reaction reaction@+1h said +2h",
            ])
    }

    @Test func `mutes the asking again, and the staff is not told that nobody answered`() {
        var drawing = Drawing(
            record(careProtocol(compress(for: "12h", every: "6h", nag: Nag(every: span("1h"), times: 1))), treatment()))
        drawing.pass(until: "30min")
        drawing.report(.swelling, at: "30min")
        drawing.pass(until: "4h")
        #expect(
            drawing.line == [
                "ice@+0h", "reaction reaction@+0h30", "ice nag@+1h suppressed reaction", "ice escalation@+2h suppressed reaction",
            ])
    }

    @Test func `mutes a correction too`() {
        var drawing = Drawing(record(careProtocol(compress(for: "12h", text: "Cold until {until}.")), treatment()))
        drawing.pass(until: "30min")
        drawing.report(.swelling, at: "30min")
        drawing.complete(ended: "1h", at: "1h")
        drawing.pass(until: "2h")
        #expect(drawing.emitted == ["ice@+0h", "reaction reaction@+0h30"])
    }

    @Test func `and another are told each`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.report(.swelling, at: "1h")
        drawing.report(.breathing, at: "2h")
        drawing.clear("R-1", at: "2h30min")
        drawing.pass(until: "3h")
        #expect(
            drawing.line.suffix(3) == ["reaction reaction@+1h", "reaction reaction@+2h", "ice@+3h suppressed reaction"])
    }

    @Test(arguments: [Patient.Status.inactive, .optedOut, .deceased])
    func `is told whatever the patient's status`(status: Patient.Status) {
        var drawing = Drawing(sample)
        drawing.pass(until: "30min")
        drawing.set(patient: status, at: "30min")
        drawing.report(.collapse, at: "1h")
        #expect(drawing.emitted.last == "reaction reaction@+1h")
    }

    @Test(arguments: [Language.english, .german]) func `is told with the command for its clinic`(language: Language) {
        let north = clinic(language: language).reached(by: "aftercarectl --clinic north")
        var drawing = Drawing(record(careProtocol(tip), treatment(), clinic: north))
        drawing.report(.fever, at: "1h")
        #expect(drawing.words.last?.contains("'aftercarectl --clinic north reaction clear R-1'") == true)
    }

    @Test func `is told at night, and in the language of the clinic`() {
        let german = clinic(quietHours: hours("08:00-20:00"), language: .german)
        var drawing = Drawing(record(careProtocol(tip), treatment(), clinic: german))
        drawing.report(.breathing, at: "1h")
        #expect(drawing.words.last?.hasPrefix("P-1 meldet nach T-1: Atemnot. Jemand muss sich kümmern.") == true)
    }

    @Test(arguments: [("2026-04-01T09:59:59Z", "said +720h59:59"), ("2026-04-01T10:00:00Z", "missed deadline-passed")])
    func `is told to the staff for thirty days, and no longer`(now: String, drawn: String) {
        var drawing = Drawing(record(careProtocol(noAlcohol), treatment()))
        drawing.pass(until: "1h")
        drawing.suspend()
        drawing.report(.swelling, at: "1h")
        drawing.evaluate(now)
        #expect(drawing.line.last == "reaction reaction@+1h \(drawn)")
    }
}
