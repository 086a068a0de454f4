import Aftercare
import Testing

/// Rule 8. The sample treatment ends at 0h, and no alcohol is allowed for 24 hours after it.
@Suite struct `An edit` {
    private let sample = record(careProtocol(noAlcohol), treatment())

    // MARK: Other times

    @Test func `before anything was said plans the future anew, and corrects nothing`() {
        var drawing = Drawing(sample)
        drawing.move(toEnd: "3h", at: "-2h")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["no-alcohol@+3h", "no-alcohol@+15h", "no-alcohol@+27h"])
    }

    @Test func `to a later end than was said corrects it once`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.complete(ended: "1h", at: "1h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol correction@+1h of +0h", "no-alcohol@+1h suppressed already-said",
                "no-alcohol@+13h", "no-alcohol@+25h",
            ])
        #expect(drawing.words.prefix(2) == ["No alcohol until Tuesday 09:00.", "Correction: No alcohol until Tuesday 10:00."])
    }

    @Test func `to an earlier end than was said corrects it once`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.complete(ended: "-30min", at: "1h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol correction@+1h of +0h", "no-alcohol@-0h30 suppressed already-said",
                "no-alcohol@+11h30", "no-alcohol@+23h30",
            ])
        #expect(drawing.words[1] == "Correction: No alcohol until Tuesday 08:30.")
    }

    @Test func `of an end that came before the plan's speaks at once, and corrects nothing`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "-30min")
        drawing.complete(ended: "-30min", at: "-30min")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["no-alcohol@-0h30", "no-alcohol@+11h30", "no-alcohol@+23h30"])
    }

    @Test func `names what it replaces`() throws {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.complete(ended: "1h", at: "1h")
        let corrected = try #require(drawing.decided.emitted.last)
        #expect(corrected.key.role == .correction && corrected.key.timingRevision == 2)
        #expect(drawing.replaced == [OccurrenceKey(treatment: id("T-1"), timingRevision: 1, instruction: id("no-alcohol"), place: 0)])
    }

    @Test func `within a quarter of an hour corrects nothing, and says nothing twice`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "20min")
        drawing.complete(ended: "15min", at: "20min")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol@+0h15 suppressed already-said", "no-alcohol@+12h15", "no-alcohol@+24h15",
            ])
    }

    @Test func `by more than a quarter of an hour corrects`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "20min")
        drawing.complete(ended: "16min", at: "20min")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol correction@+0h20 of +0h"])
    }

    @Test func `after everything is over corrects nothing`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "30h")
        drawing.complete(ended: "1h", at: "30h")
        drawing.pass(until: "72h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h"])
    }

    @Test func `of an end that is over, and was before, corrects nothing`() {
        var drawing = Drawing(record(careProtocol(instruction("no-alcohol", .moments([.start]), phrases: dry)), treatment()))
        drawing.pass(until: "30h")
        drawing.complete(ended: "1h", at: "30h")
        #expect(drawing.line == ["no-alcohol@+0h", "no-alcohol@+1h suppressed before-known"])
    }

    @Test func `that makes something hold again of which was said that it is over corrects that`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "25h")
        drawing.complete(ended: "6h", at: "25h")
        drawing.pass(until: "72h")
        #expect(
            drawing.emitted == [
                "no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h", "no-alcohol correction@+25h of +24h",
                "no-alcohol@+30h",
            ])
        #expect(drawing.words[3] == "Correction: No alcohol until Tuesday 15:00.")
    }

    @Test func `to another day says that it holds later, and not now`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.move(toEnd: "48h", at: "1h")
        drawing.pass(until: "96h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol correction@+1h of +0h", "no-alcohol@+48h", "no-alcohol@+60h", "no-alcohol@+72h",
            ])
        #expect(drawing.words[1] == "Correction: not now, but from Wednesday 09:00 until Thursday 09:00: no alcohol.")
    }

    @Test func `to another day takes back what named no time, once`() {
        var drawing = Drawing(record(careProtocol(compress(for: "6h")), treatment()))
        drawing.pass(until: "1h")
        drawing.move(toEnd: "24h", at: "1h")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["ice@+0h", "ice correction@+1h of +0h", "ice@+24h", "ice@+27h"])
        #expect(drawing.words[1] == "Correction: not now, but from Tuesday 09:00 until Tuesday 15:00: “cold”.")
    }

    @Test func `to another day leaves alone what is over`() {
        var drawing = Drawing(record(careProtocol(compress(for: "6h")), treatment()))
        drawing.pass(until: "7h")
        drawing.move(toEnd: "24h", at: "7h")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["ice@+0h", "ice@+3h", "ice@+24h", "ice@+27h"])
    }

    @Test func `that names no time is no reason to repeat a compress, nor to leave one out`() {
        var drawing = Drawing(record(careProtocol(compress(for: "12h")), treatment()))
        drawing.pass(until: "1h")
        drawing.suspend()
        drawing.change(at: "4h") { plan, _ in plan.with(switchedOff: [id("other")]) }
        drawing.evaluate("4h30min")
        drawing.pass(until: "6h")
        #expect(
            drawing.line == ["ice@+0h", "ice@+0h suppressed before-known", "ice@+3h said +4h30", "ice@+6h"])
    }

    @Test func `that corrects a compress does not say the same compress beside the correction`() {
        let wording = Wording(phrases: Phrases(start: "Cold until {until}.", during: "Cold."))
        let ice = compress(for: "24h").with(text: Translations([.english: wording]))
        var drawing = Drawing(record(careProtocol(ice), treatment()))
        drawing.pass(until: "35min")
        drawing.complete(ended: "30min", at: "35min")
        drawing.pass(until: "4h")
        #expect(
            drawing.line == [
                "ice@+0h", "ice correction@+0h35 of +0h", "ice@+0h30 suppressed already-said", "ice@+3h30",
            ])
        #expect(drawing.words == ["Cold until Tuesday 09:00.", "Correction: Cold until Tuesday 09:30.", "Cold."])
    }

    @Test func `after another corrects the correction`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.complete(ended: "1h", at: "1h")
        drawing.pass(until: "3h")
        drawing.complete(ended: "2h", at: "3h")
        #expect(
            drawing.emitted == [
                "no-alcohol@+0h", "no-alcohol correction@+1h of +0h", "no-alcohol correction@+3h of +1h",
            ])
    }

    @Test func `that is taken back before anybody looked corrects nothing`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.suspend()
        drawing.move(toEnd: "2h", at: "1h30min")
        drawing.move(toEnd: "0h", at: "1h40min")
        drawing.evaluate("2h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol@+0h suppressed already-said", "no-alcohol@+12h", "no-alcohol@+24h",
            ])
    }

    @Test func `and another during an outage are corrected together`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.suspend()
        drawing.move(toEnd: "2h", at: "1h30min")
        drawing.move(toEnd: "3h", at: "2h")
        drawing.evaluate("5h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol correction@+5h of +0h", "no-alcohol@+3h suppressed already-said",
            ])
    }

    // MARK: What does not take place

    @Test(arguments: [false, true]) func `that cancels what was said withdraws it, and says nothing more`(isNoShow: Bool) {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.cancel(noShow: isNoShow, at: "1h")
        drawing.pass(until: "72h")
        let reason = isNoShow ? "no-show" : "treatment-cancelled"
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol correction@+1h of +0h", "no-alcohol@+12h cancelled \(reason)",
                "no-alcohol@+24h cancelled \(reason)",
            ])
        #expect(drawing.words[1] == "Correction: this no longer holds: no alcohol.")
    }

    @Test func `that cancels before anything was said says nothing`() {
        var drawing = Drawing(sample)
        drawing.cancel(at: "-2h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h"].map { "\($0) cancelled treatment-cancelled" })
    }

    @Test func `that cancels once all is over corrects nothing`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "26h")
        drawing.cancel(noShow: true, at: "26h")
        drawing.pass(until: "72h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h"])
    }

    @Test func `that cancels once a compress is over corrects nothing`() {
        var drawing = Drawing(record(careProtocol(compress(for: "6h")), treatment()))
        drawing.pass(until: "7h")
        drawing.cancel(noShow: true, at: "7h")
        #expect(drawing.line == ["ice@+0h", "ice@+3h"])
    }

    @Test func `that cancels one of two corrects to the end of the other, once`() {
        let second = treatment("T-2", start: "2026-03-02T09:00:00Z", end: "2026-03-02T10:00:00Z")
        var drawing = Drawing(sample.with(treatments: [treatment(), second]))
        drawing.pass(until: "30min")
        drawing.cancel("T-2", at: "30min")
        drawing.pass(until: "100h")
        #expect(
            drawing.emitted == [
                "no-alcohol@+0h", "no-alcohol correction@+0h30 of +0h", "no-alcohol@+12h", "no-alcohol@+24h",
            ])
        #expect(drawing.words[1] == "Correction: No alcohol until Tuesday 09:00.")
    }

    @Test func `that cancels one of two under way corrects what both said, once`() {
        let second = treatment("T-2", start: "2026-03-03T04:00:00Z", end: "2026-03-03T05:00:00Z")
        var drawing = Drawing(sample.with(treatments: [treatment(), second]))
        drawing.pass(until: "21h")
        drawing.cancel("T-2", noShow: true, at: "21h")
        drawing.pass(until: "100h")
        #expect(
            drawing.emitted == [
                "no-alcohol@+0h", "no-alcohol@+12h", "T-2/no-alcohol@+20h", drawing.emitted[3], "no-alcohol@+24h",
            ])
        #expect(drawing.emitted[3].contains("correction@+21h of "))
        #expect(drawing.words[3] == "Correction: No alcohol until Tuesday 09:00.")
    }

    @Test func `that adds a treatment speaks of it once it has begun`() {
        // session   T-1 ends at 0h, T-2 at 20h; entered at 5h
        // clock     0h     12h    20h      32h      44h
        // until     24h    24h    44h      44h      over
        var drawing = Drawing(sample)
        drawing.pass(until: "5h")
        drawing.add(
            treatment("T-2", start: "2026-03-03T04:00:00Z", end: "2026-03-03T05:00:00Z", knownAt: "2026-03-02T14:00:00Z"), at: "5h")
        drawing.pass(until: "50h")
        #expect(
            drawing.emitted == [
                "no-alcohol@+0h", "no-alcohol@+12h", "T-2/no-alcohol@+20h", "T-2/no-alcohol@+32h", "T-2/no-alcohol@+44h",
            ])
        #expect(drawing.words[1] == "12 hours to go, until Tuesday 09:00.")
        #expect(drawing.words[2].hasPrefix("No alcohol until Wednesday 05:00."))
    }

    @Test func `that adds a treatment which is under way and says nothing in time corrects the end`() {
        // session   T-2 has begun at 4h, is entered at 5h, and speaks for the first time at 34h
        let late = instruction("late", .moments([.after(.hours(28), at: nil)]), phrases: dry)
            .with(window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(48))))
        let other = careProtocol(late)
        var drawing = Drawing(
            sample.with(assignedPlans: sample.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: other), careProtocol: other)]))
        drawing.pass(until: "5h")
        drawing.add(
            treatment("T-2", plan: "PL-2", start: "2026-03-02T13:00:00Z", end: "2026-03-02T13:30:00Z", knownAt: "2026-03-02T14:00:00Z"),
            at: "5h")
        drawing.pass(until: "12h")
        #expect(drawing.emitted.first { $0.contains("correction") } == "no-alcohol correction@+5h of +0h")
        #expect(drawing.words[1].hasPrefix("Correction: No alcohol until Wednesday 13:30."))
    }

    @Test func `by some minutes after the last word lets its asking go on, though that is early now`() {
        var drawing = Drawing(record(careProtocol(noAlcohol.with(nag: Nag(every: span("5min"), times: 1))), treatment()))
        drawing.pass(until: "24h1min")
        drawing.complete(ended: "10min", at: "24h1min")
        drawing.pass(until: "24h9min")
        #expect(drawing.emitted.suffix(2) == ["no-alcohol@+24h", "no-alcohol nag@+24h05"])
    }

    // MARK: At night

    private func night(_ text: String) -> Drawing {
        Drawing(record(careProtocol(noAlcohol), treatment(), quietHours: hours(text)), month: "2026-03")
    }

    @Test func `at night is corrected in the morning`() {
        var drawing = night("21:00-08:00")
        drawing.pass(until: "2 22:00")
        drawing.complete(ended: "2 13:00", at: "2 22:00")
        #expect(drawing.emitted == ["no-alcohol@2 09:00"])
        drawing.pass(until: "4 09:00")
        #expect(
            drawing.line == [
                "no-alcohol@2 09:00", "no-alcohol@2 13:00 suppressed quiet-hours", "no-alcohol correction@3 08:00 of 2 09:00",
                "no-alcohol@3 08:00 suppressed already-said", "no-alcohol@3 13:00",
            ])
    }

    @Test func `at night that asks for more before the morning is corrected at once`() {
        var drawing = night("21:00-10:00")
        drawing.pass(until: "2 22:00")
        drawing.complete(ended: "2 09:45", at: "2 22:00")
        #expect(drawing.emitted.last == "no-alcohol correction@2 22:00 of 2 20:45")
    }

    @Test func `at night that asks for less before the morning is left out, and recorded`() {
        var drawing = night("21:00-10:00")
        drawing.pass(until: "2 22:00")
        drawing.cancel(at: "2 22:00")
        drawing.pass(until: "5 09:00")
        #expect(drawing.line.contains("no-alcohol correction@2 22:00 of 2 20:45 suppressed quiet-hours"))
        #expect(drawing.emitted == ["no-alcohol@2 10:00", "no-alcohol@2 20:45"])
    }

    @Test func `at night of something urgent is corrected at once`() {
        let urgent = noAlcohol.with(quiet: .override)
        var drawing = Drawing(record(careProtocol(urgent), treatment(), quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.pass(until: "2 22:00")
        drawing.complete(ended: "2 13:00", at: "2 22:00")
        #expect(drawing.emitted.last == "no-alcohol correction@2 22:00 of 2 21:00")
    }
}
