import Aftercare
import Testing

/// Rule 8, of plans. The sample treatment ends at 0h, and no alcohol is allowed for 24 hours after it.
@Suite struct `An edit of a plan` {
    private let sample = record(careProtocol(noAlcohol), treatment())
    private let longer = noAlcohol.with(window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(48))))

    // MARK: On hold, revoked, completed

    @Test func `that puts the plan on hold silences it, and what still holds at its end is said then`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(plan: .onHold, at: "1h")
        drawing.pass(until: "15h")
        drawing.set(plan: .active, at: "15h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == ["no-alcohol@+0h", "no-alcohol@+12h suppressed plan-on-hold", "no-alcohol standing@+15h", "no-alcohol@+24h"])
        #expect(drawing.words[1] == "9 hours to go, until Tuesday 09:00.")
    }

    @Test func `that held the plan during an outage silences it all the same`() {
        var drawing = Drawing(sample)
        drawing.suspend()
        drawing.set(plan: .onHold, at: "-1h")
        drawing.set(plan: .active, at: "5h")
        drawing.evaluate("6h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h suppressed plan-on-hold", "no-alcohol standing@+5h said +6h", "no-alcohol@+12h", "no-alcohol@+24h",
            ])
    }

    @Test func `of a plan on hold is corrected when it speaks again`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(plan: .onHold, at: "1h")
        drawing.complete(ended: "2h", at: "3h")
        drawing.pass(until: "5h")
        #expect(drawing.emitted == ["no-alcohol@+0h"])
        drawing.set(plan: .active, at: "5h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol correction@+5h of +0h"])
    }

    @Test func `of a plan on hold that cancels the treatment is corrected when it speaks again`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(plan: .onHold, at: "1h")
        drawing.cancel(at: "3h")
        #expect(drawing.emitted == ["no-alcohol@+0h"])
        drawing.set(plan: .active, at: "5h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol correction@+5h of +0h"])
    }

    @Test func `that revokes the plan withdraws what was said`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(plan: .revoked, at: "1h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol correction@+1h of +0h", "no-alcohol@+12h cancelled plan-revoked",
                "no-alcohol@+24h cancelled plan-revoked",
            ])
    }

    @Test func `that completes the plan says nothing more, and lets stand what was said`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.set(plan: .completed, at: "1h")
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol@+12h cancelled plan-completed", "no-alcohol@+24h cancelled plan-completed",
            ])
    }

    @Test func `that makes a draft active says what still holds`() {
        var drawing = Drawing(record(careProtocol(noAlcohol), treatment(), plan: .draft))
        drawing.pass(until: "5h")
        drawing.set(plan: .active, at: "5h")
        drawing.pass(until: "72h")
        #expect(drawing.line == ["no-alcohol@+0h suppressed plan-draft", "no-alcohol standing@+5h", "no-alcohol@+12h", "no-alcohol@+24h"])
    }

    // MARK: Other instructions

    @Test func `of an instruction for one plan corrects what it said`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.change(at: "1h") { plan, _ in
            plan.with(changes: [InstructionChange(id: id("no-alcohol"), window: longer.window)])
        }
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol correction@+1h of +0h", "no-alcohol@+0h suppressed already-said",
                "no-alcohol@+12h", "no-alcohol@+48h",
            ])
        #expect(drawing.words[1] == "Correction: No alcohol until Wednesday 09:00.")
    }

    @Test func `that adds an instruction says it, and nothing else again`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.change(at: "1h") { plan, _ in
            plan.with(changes: [
                InstructionChange(
                    id: id("call"), kind: .advise, window: day, cadence: .moments([.after(.hours(2), at: nil)]),
                    text: Translations([.english: Wording(phrases: Phrases(start: "Call us."))]))
            ])
        }
        drawing.pass(until: "12h")
        #expect(
            drawing.line == ["no-alcohol@+0h", "no-alcohol@+0h suppressed already-said", "call@+2h", "no-alcohol@+12h"])
    }

    @Test func `that adds an instruction whose moment has passed says its newest`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "7h")
        drawing.change(at: "7h") { plan, _ in
            let ice = compress(for: "12h")
            return plan.with(changes: [
                InstructionChange(
                    id: ice.id, kind: .compress, modality: .cold, window: ice.window, cadence: ice.cadence, text: ice.text)
            ])
        }
        drawing.pass(until: "9h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol@+0h suppressed already-said", "ice@+0h suppressed before-known",
                "ice@+3h suppressed before-known", "ice@+6h said +7h", "ice@+9h",
            ])
    }

    @Test func `that switches an instruction off withdraws it`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.change(at: "1h") { plan, _ in plan.with(switchedOff: [id("no-alcohol")]) }
        drawing.pass(until: "72h")
        #expect(drawing.line == ["no-alcohol@+0h", "no-alcohol correction@+1h of +0h"])
        #expect(drawing.words[1] == "Correction: this no longer holds: no alcohol.")
    }

    @Test func `that switches an instruction off before anything was said says nothing`() {
        var drawing = Drawing(sample)
        drawing.pass(until: "-1h")
        drawing.change(at: "-1h") { plan, _ in plan.with(switchedOff: [id("no-alcohol")]) }
        drawing.pass(until: "72h")
        #expect(drawing.line == [])
    }

    @Test func `that follows a newer version of the protocol corrects what is other there`() {
        let newer = careProtocol(longer, version: 2)
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.change(to: newer, at: "1h") { plan, careProtocol in plan.with(careProtocol: careProtocol.reference) }
        drawing.pass(until: "72h")
        #expect(
            drawing.emitted == ["no-alcohol@+0h", "no-alcohol correction@+1h of +0h", "no-alcohol@+12h", "no-alcohol@+48h"])
    }

    @Test func `that follows a newer version of the protocol corrects nothing where that says the same`() {
        let newer = careProtocol(noAlcohol, version: 2)
        var drawing = Drawing(sample)
        drawing.pass(until: "13h")
        drawing.change(to: newer, at: "13h") { plan, careProtocol in plan.with(careProtocol: careProtocol.reference) }
        drawing.pass(until: "72h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h"])
    }

    // MARK: Another modality

    private var warmOrCold: CareRecord {
        let wording = Wording(phrases: Phrases(), byModality: [.cold: Phrases(start: "Cold."), .warm: Phrases(start: "Warm.")])
        return record(
            careProtocol(compress(modality: .planDecides, for: "6h").with(text: Translations([.english: wording]))),
            treatment(), modalities: [id("ice"): .cold])
    }

    @Test func `to another modality is told once for two sessions, though each was told its own`() {
        // session   T-1 ends at 0h, T-2 an hour later
        // clock     0h    1h    2h (warm from now on)
        // emitted   cold  cold  one correction
        let two = warmOrCold.with(treatments: [
            treatment(), treatment("T-2", start: "2026-03-02T09:00:00Z", end: "2026-03-02T10:00:00Z"),
        ])
        var drawing = Drawing(two)
        drawing.pass(until: "2h")
        drawing.change(at: "2h") { plan, _ in plan.with(modalities: [id("ice"): .warm]) }
        drawing.pass(until: "2h30min")
        #expect(
            drawing.line == [
                "ice@+0h", "T-2/ice@+1h", "T-2/ice correction@+2h of +1h",
            ])
    }

    @Test func `to another modality corrects the compress`() {
        var drawing = Drawing(warmOrCold)
        drawing.pass(until: "1h")
        drawing.change(at: "1h") { plan, _ in plan.with(modalities: [id("ice"): .warm]) }
        drawing.pass(until: "72h")
        #expect(drawing.line == ["ice@+0h", "ice correction@+1h of +0h", "ice@+3h"])
        #expect(drawing.words == ["Cold.", "Correction: Warm.", "Warm."])
    }

    @Test func `to no compress at all withdraws it`() {
        var drawing = Drawing(warmOrCold)
        drawing.pass(until: "1h")
        drawing.change(at: "1h") { plan, _ in plan.with(modalities: [id("ice"): .none]) }
        drawing.pass(until: "72h")
        #expect(drawing.line == ["ice@+0h", "ice correction@+1h of +0h"])
        #expect(drawing.words == ["Cold.", "Correction: this no longer holds: “Cold”."])
    }
}
