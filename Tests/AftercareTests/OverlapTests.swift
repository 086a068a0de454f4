import Aftercare
import Testing

/// Rule 7. Two treatments that forbid the same: the sample ends on Monday at 0h, the second at 20h, on Tuesday.
@Suite struct `Overlapping treatments` {
    private let second = treatment("T-2", start: "2026-03-03T04:00:00Z", end: "2026-03-03T05:00:00Z")

    private func drawing(_ instruction: Instruction, _ treatments: Treatment...) -> Drawing {
        Drawing(record(careProtocol(instruction), treatments[0]).with(treatments: treatments))
    }

    @Test func `forbid the same until the latest end, and until then nobody says that it is over`() {
        var drawing = drawing(noAlcohol, treatment(), second)
        drawing.pass(until: "100h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "no-alcohol@+12h", "T-2/no-alcohol@+20h", "no-alcohol@+24h suppressed still-forbidden",
                "T-2/no-alcohol@+32h", "T-2/no-alcohol@+44h",
            ])
    }

    @Test func `are both named, with the latest end, once both have begun`() {
        let second = treatment("T-2", start: "2026-03-02T10:00:00Z", end: "2026-03-02T11:00:00Z")
        var drawing = drawing(noAlcohol, treatment(), second)
        drawing.pass(until: "3h")
        #expect(
            drawing.words == [
                "No alcohol until Tuesday 09:00.",
                "No alcohol until Tuesday 11:00. This counts for your sessions of Monday 08:00 and Monday 10:00.",
            ])
        #expect(drawing.payloads.map(\.alsoFor) == [[], [id("T-1")]])
    }

    @Test func `are named again with the next reminder, a while later`() {
        var drawing = drawing(noAlcohol, treatment(), treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T10:00:00Z"))
        drawing.pass(until: "1h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "T-2/no-alcohol@+1h"])
        #expect(drawing.words.allSatisfy { $0.hasSuffix(" This counts for your sessions of Monday 08:00 and Monday 08:30.") })
    }

    @Test func `of which one forbade the same before it, too, are both named`() {
        // T-1 ends at 0h; T-2 begins at 1h, from where what it forbade before holds no more, and ends at 2h.
        let before = instruction(
            "before", window: WindowRule(opens: Anchor(edge: .beforeStart, offset: span("6h")), closes: .lasting(.hours(6))),
            .moments([.start]), text: "nothing to drink")
        let second = treatment("T-2", start: "2026-03-02T10:00:00Z", end: "2026-03-02T11:00:00Z")
        var drawing = Drawing(record(careProtocol(before, noAlcohol), treatment()).with(treatments: [treatment(), second]))
        drawing.pass(until: "12h")
        #expect(drawing.emitted.last == "no-alcohol@+12h")
        #expect(drawing.payloads.last?.alsoFor == [id("T-2")])
    }

    @Test func `that fill a record of the journal are not named, and the text stays whole`() {
        let long = String(repeating: "x", count: 3990)
        var drawing = drawing(instruction("a", .moments([.start]), text: long), treatment(), treatment("T-2"))
        drawing.evaluate("0h")
        #expect(drawing.payloads == [Payload(text: long, language: .english, alsoFor: [id("T-2")])])
    }

    @Test func `prolong each other one after another`() {
        let third = treatment("T-3", start: "2026-03-04T04:00:00Z", end: "2026-03-04T05:00:00Z")
        let fourth = treatment("T-4", start: "2026-03-05T04:00:00Z", end: "2026-03-05T05:00:00Z")
        var drawing = drawing(noAlcohol, treatment(), fourth, third, second)
        drawing.pass(until: "100h")
        #expect(drawing.words.filter { $0.hasPrefix("It is over") }.count == 1)
        #expect(
            drawing.emitted.filter { $0.contains("no-alcohol@+20h") || $0.contains("@+44h") || $0.contains("@+68h") } == [
                "T-2/no-alcohol@+20h", "T-3/no-alcohol@+44h", "T-4/no-alcohol@+68h",
            ])
        #expect(drawing.payloads.map(\.alsoFor.count).max() == 1)
    }

    @Test func `that only touch forbid without a break`() {
        let next = treatment("T-2", start: "2026-03-03T08:00:00Z", end: "2026-03-03T09:00:00Z")
        var drawing = drawing(noAlcohol, treatment(), next)
        drawing.pass(until: "24h")
        #expect(drawing.line.suffix(2) == ["no-alcohol@+24h suppressed still-forbidden", "T-2/no-alcohol@+24h"])
    }

    @Test func `with a break between them stand alone`() {
        let later = treatment("T-2", start: "2026-03-03T14:00:00Z", end: "2026-03-03T15:00:00Z")
        var drawing = drawing(noAlcohol, treatment(), later)
        drawing.pass(until: "30h")
        #expect(drawing.line == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h", "T-2/no-alcohol@+30h"])
        #expect(drawing.words[0] == "No alcohol until Tuesday 09:00.")
    }

    @Test func `that are cancelled prolong nothing`() {
        let cancelled = treatment("T-2", start: "2026-03-03T04:00:00Z", end: "2026-03-03T05:00:00Z", status: .cancelled)
        var drawing = drawing(noAlcohol, treatment(), cancelled)
        drawing.pass(until: "24h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h"])
        #expect(drawing.words[0] == "No alcohol until Tuesday 09:00.")
    }

    @Test func `of something else do not count`() {
        let smoking = instruction("no-smoking", subject: "smoking", phrases: dry)
        var drawing = Drawing(record(careProtocol(noAlcohol, smoking), treatment()))
        drawing.evaluate("0h")
        #expect(drawing.words == ["No alcohol until Tuesday 09:00.", "No alcohol until Tuesday 09:00."])
    }

    @Test func `of two plans count by what they are about, whatever the instruction is called`() {
        let wine = instruction("no-wine", subject: "Alcohol", phrases: dry)
        let other = careProtocol(wine)
        let base = record(careProtocol(noAlcohol), treatment())
        var drawing = Drawing(
            base.with(
                assignedPlans: base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: other), careProtocol: other)],
                treatments: [
                    treatment(), treatment("T-2", plan: "PL-2", start: "2026-03-03T04:00:00Z", end: "2026-03-03T05:00:00Z"),
                ]))
        drawing.pass(until: "24h")
        #expect(drawing.line.last == "no-alcohol@+24h suppressed still-forbidden")
        #expect(drawing.words[2].hasPrefix("No alcohol until Wednesday 05:00. "))
    }

    // MARK: Nearly the same moment

    @Test func `that ask for the same at nearly the same moment speak once`() {
        var drawing = drawing(noAlcohol, treatment(), treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T09:15:00Z"))
        drawing.pass(until: "72h")
        #expect(
            drawing.line == [
                "no-alcohol@+0h", "T-2/no-alcohol@+0h15 suppressed said-together",
                "no-alcohol@+12h", "T-2/no-alcohol@+12h15 suppressed said-together",
                "no-alcohol@+24h suppressed still-forbidden", "T-2/no-alcohol@+24h15",
            ])
    }

    @Test func `that ask for the same a while apart speak twice`() {
        var drawing = drawing(noAlcohol, treatment(), treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T09:16:00Z"))
        drawing.pass(until: "1h")
        #expect(drawing.line == ["no-alcohol@+0h", "T-2/no-alcohol@+0h16"])
    }

    /// What was said for a session that does not take place was said of nothing.
    @Test func `of which the one that spoke is cancelled at once leave the other to speak for itself`() {
        let second = treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T09:10:00Z")
        var drawing = drawing(noAlcohol, treatment(), second)
        drawing.pass(until: "0h")
        drawing.cancel(at: "5min")
        drawing.pass(until: "10min")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol correction@+0h05 of +0h", "T-2/no-alcohol@+0h10"])
    }

    @Test func `that end together say so once`() {
        var drawing = drawing(noAlcohol, treatment(), treatment("T-2"))
        drawing.pass(until: "72h")
        #expect(drawing.emitted == ["no-alcohol@+0h", "no-alcohol@+12h", "no-alcohol@+24h"])
    }

    @Test func `that both want cold say it once, and name both`() {
        let next = treatment("T-2", start: "2026-03-02T08:30:00Z", end: "2026-03-02T09:05:00Z")
        var drawing = drawing(compress(for: "6h"), treatment(), next)
        drawing.pass(until: "6h")
        #expect(
            drawing.line == [
                "ice@+0h", "T-2/ice@+0h05 suppressed said-together", "ice@+3h", "T-2/ice@+3h05 suppressed said-together",
            ])
        #expect(drawing.payloads.map(\.alsoFor) == [[id("T-2")], [id("T-2")]])
    }

    @Test func `of which one is muted by a reaction are not both named`() {
        let next = treatment("T-2", start: "2026-03-02T09:00:00Z", end: "2026-03-02T10:00:00Z")
        var drawing = drawing(compress(for: "6h"), treatment(), next)
        drawing.pass(until: "30min")
        drawing.report(.swelling, at: "30min")
        drawing.pass(until: "4h")
        #expect(drawing.emitted == ["ice@+0h", "reaction reaction@+0h30", "T-2/ice@+1h", "T-2/ice@+4h"])
        // At 0h both have begun, and nothing is muted yet.
        #expect(drawing.payloads.map(\.alsoFor) == [[id("T-2")], [], [], []])
    }

    @Test func `of which one wants cold and one warmth speak both`() {
        let cold = careProtocol(compress(for: "3h"))
        let warm = careProtocol(compress(modality: .warm, for: "3h", text: "warm"))
        let base = record(cold, treatment())
        var drawing = Drawing(
            base.with(
                assignedPlans: base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: warm), careProtocol: warm)],
                treatments: [treatment(), treatment("T-2", plan: "PL-2")]))
        drawing.pass(until: "2h")
        #expect(drawing.line == ["ice@+0h", "T-2/ice@+0h"])
    }

    @Test func `after an outage speak once for both`() {
        var drawing = drawing(noAlcohol, treatment(), treatment("T-2", start: "2026-03-02T09:00:00Z", end: "2026-03-02T10:00:00Z"))
        drawing.evaluate("5h")
        #expect(drawing.line == ["no-alcohol@+0h said +5h", "T-2/no-alcohol@+1h suppressed said-together"])
        #expect(drawing.words == ["20 hours to go, until Tuesday 10:00. This counts for your sessions of Monday 08:00 and Monday 09:00."])
    }

    // MARK: What cannot both be done

    @Test func `that want warmth and cold on one site contradict each other`() {
        let cold = careProtocol(compress())
        let warm = careProtocol(compress("warmth", modality: .warm))
        let base = record(cold, treatment())
        func with(_ site: String?) -> CareRecord {
            base.with(
                assignedPlans: base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: warm), careProtocol: warm)],
                treatments: [treatment(site: "left knee"), treatment("T-2", plan: "PL-2", site: site)])
        }
        #expect(Schedule(with("Left knee")).contradictions().map(\.code) == [.contradiction])
        #expect(Schedule(with("right knee")).contradictions() == [])
        #expect(Schedule(with(nil)).contradictions() == [])
    }

    @Test func `that contradict each other are told of plan by plan, the first clash first, and at no unknown site`() {
        // cold   T-9 from 0h to 24h
        // warm   T-4 of PL-3 from 4h, T-2 and T-1 of PL-2 from 7h and 12h
        let warm = careProtocol(compress("warmth", modality: .warm))
        let base = record(careProtocol(compress()), treatment())
        func messages(_ site: String?) -> [String] {
            let record = base.with(
                assignedPlans: base.assignedPlans + ["PL-2", "PL-3"].map { AssignedPlan(plan: plan($0, of: warm), careProtocol: warm) },
                treatments: [
                    treatment("T-1", plan: "PL-2", start: "2026-03-02T20:00:00Z", end: "2026-03-02T21:00:00Z", site: site),
                    treatment("T-2", plan: "PL-2", start: "2026-03-02T15:00:00Z", end: "2026-03-02T16:00:00Z", site: site),
                    treatment("T-4", plan: "PL-3", start: "2026-03-02T12:00:00Z", end: "2026-03-02T13:00:00Z", site: site),
                    treatment("T-9", site: site),
                ])
            return Schedule(record).contradictions().map { String($0.message.prefix { $0 != ";" }) }
        }
        #expect(
            messages("knee") == [
                "plan 'PL-1' asks for a cold compress after 'T-9', and plan 'PL-3' asks for a warm compress after 'T-4', on the same "
                    + "site 'knee' from 2026-03-02 13:00 to 2026-03-03 09:00",
                "plan 'PL-1' asks for a cold compress after 'T-9', and plan 'PL-2' asks for a warm compress after 'T-2', on the same "
                    + "site 'knee' from 2026-03-02 16:00 to 2026-03-03 09:00 (and 1 more like it)",
            ])
        #expect(messages(nil) == [])
    }

    @Test func `that contradict each other many times are told of once`() {
        let cold = careProtocol(compress())
        let warm = careProtocol(compress("warmth", modality: .warm))
        let base = record(cold, treatment())
        // Each compress lasts a day: a session of either plan falls into it, every other day.
        let sessions = (0..<20).map { index in
            let start = at("2026-03-02T08:00:00Z") + Int64(index) * 43_200
            return Treatment(
                id: id("T-\(10 + index)"), patient: id("P-1"), plan: id(index % 4 < 2 ? "PL-1" : "PL-2"), route: .intramuscular,
                site: "left knee", product: nil, status: .booked, plannedStart: start, plannedEnd: start + 3600)
        }
        let record = base.with(
            assignedPlans: base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: warm), careProtocol: warm)], treatments: sessions)
        #expect(
            Schedule(record).contradictions().map(\.message) == [
                "plan 'PL-1' asks for a cold compress after 'T-11', and plan 'PL-2' asks for a warm compress after 'T-12', on the "
                    + "same site 'left knee' from 2026-03-03 09:00 to 2026-03-03 21:00 (and 8 more like it); choose one modality "
                    + "with 'aftercarectl plan change', or move a treatment"
            ])
    }

    @Test func `are named as long as a record of the journal has room for it, to the last byte`() {
        func text(_ length: Int) -> String { String(repeating: "x", count: length) }
        func said(_ length: Int) -> String? {
            var drawing = drawing(
                instruction("a", .moments([.start]), text: text(length)), treatment(), treatment("T-2", start: "2026-03-02T08:30:00Z"))
            drawing.evaluate("0h")
            return drawing.words.first
        }
        let sentence = " This counts for your sessions of Monday 08:00 and Monday 08:30."
        let most = Phrases.maxBytes - sentence.utf8.count
        #expect(said(most) == text(most) + sentence)
        #expect(said(most + 1) == text(most + 1))
    }
}
