import Testing

@testable import Aftercare

/// Where one decision turns into another, to the second. The sample treatment ends at 0h, on 2 March 2026 at 09:00.
@Suite struct `At its very edge` {
    private func once(for length: String = "24h", _ cadence: Cadence = .moments([.start])) -> Drawing {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span(length)))
        return Drawing(record(careProtocol(instruction("dry", window: rule, cadence)), treatment()))
    }

    @Test(arguments: [
        ("2026-03-03T08:45:00Z", ["dry@+0h said +23h45"]), ("2026-03-03T08:45:01Z", ["dry@+0h suppressed nearly-over"]),
        ("2026-03-03T08:59:59Z", ["dry@+0h suppressed nearly-over"]), ("2026-03-03T09:00:00Z", ["dry@+0h missed deadline-passed"]),
    ])
    func `a late reminder has a quarter of an hour to speak of`(now: String, line: [String]) {
        var drawing = once()
        drawing.evaluate(now)
        #expect(drawing.line == line)
    }

    @Test(arguments: [
        ("2026-03-02T09:00:00Z", ["dry@+0h"]), ("2026-03-02T09:00:59Z", ["dry@+0h said +0h00:59"]),
        ("2026-03-02T09:01:00Z", ["dry@+0h suppressed nearly-over"]),
    ])
    func `a window of ten minutes is spoken of within its first`(now: String, line: [String]) {
        var drawing = once(for: "10min")
        drawing.evaluate(now)
        #expect(drawing.line == line)
    }

    @Test func `a reminder on time in the last quarter of an hour is nearly over, and the last word is not`() {
        var drawing = once(for: "20min", .moments([.start, .after(.minutes(5), at: nil), .after(.minutes(6), at: nil), .end]))
        drawing.pass(until: "1h")
        #expect(drawing.line == ["dry@+0h", "dry@+0h05", "dry@+0h06 suppressed nearly-over", "dry@+0h20"])
    }

    @Test(arguments: [("23h", ["dry@2 09:00 suppressed quiet-hours"]), ("23h 1s", ["dry@2 09:00 said 3 08:00"])])
    func `what comes late at night waits for the morning if it is of use by then`(usefulFor: String, line: [String]) {
        let dry = instruction("dry", .moments([.start]), usefulFor: span(usefulFor))
        var drawing = Drawing(record(careProtocol(dry), treatment(), quietHours: hours("21:00-08:00")), month: "2026-03")
        drawing.evaluate("2 22:00")
        drawing.pass(until: "3 08:30")
        #expect(drawing.line == line)
    }

    @Test(arguments: [
        ("2026-03-02T09:15:00Z", ["ice@+0h", "T-2/ice@+0h15 suppressed said-together"]),
        ("2026-03-02T09:15:01Z", ["ice@+0h", "T-2/ice@+0h15:01"]),
    ])
    func `two that name no time speak once within a quarter of an hour`(end: String, line: [String]) {
        let sample = record(careProtocol(compress(for: "6h")), treatment())
        var drawing = Drawing(sample.with(treatments: [treatment(), treatment("T-2", start: "2026-03-02T08:30:00Z", end: end)]))
        drawing.pass(until: "1h")
        #expect(drawing.line == line)
    }

    @Test(arguments: [
        (["T-1", "T-9"], "2026-03-02T08:00:00Z", ["T-9/dry@+0h", "dry@+0h suppressed said-together"]),
        (["T-9", "T-1"], "2026-03-02T08:30:00Z", ["dry@+0h", "T-9/dry@+0h suppressed said-together"]),
        (["T-1", "T-9"], "2026-03-02T08:30:00Z", ["dry@+0h", "T-9/dry@+0h suppressed said-together"]),
    ])
    func `of two at one moment the earlier session speaks, or else the one with the first name`(
        names: [String], start: String, line: [String]
    ) {
        let sessions = names.map { treatment($0, start: $0 == "T-9" ? start : "2026-03-02T08:30:00Z") }
        let sample = record(careProtocol(instruction("dry", .moments([.start]))), treatment())
        var drawing = Drawing(sample.with(treatments: sessions))
        drawing.pass(until: "0h")
        #expect(drawing.line == line)
    }

    // MARK: Corrections

    private let sample = record(careProtocol(noAlcohol), treatment())

    @Test(arguments: [("2026-03-03T08:44:59Z", true), ("2026-03-03T08:45:00Z", false)])
    func `what is withdrawn had more than a quarter of an hour to go`(now: String, isCorrected: Bool) {
        var drawing = Drawing(sample)
        drawing.pass(until: "23h30min")
        drawing.cancel(at: now)
        #expect((drawing.words.last == "Correction: this no longer holds: no alcohol.") == isCorrected)
        #expect(drawing.emitted.count == (isCorrected ? 3 : 2))
    }

    @Test(arguments: [("2026-03-03T08:44:59Z", true), ("2026-03-03T08:45:00Z", false)])
    func `what is worded otherwise has more than a quarter of an hour to go`(now: String, isCorrected: Bool) {
        func massage(_ text: String, version: Int) -> CareProtocol {
            careProtocol(instruction("massage", kind: .advise, subject: nil, .moments([.start]), text: text), version: version)
        }
        var drawing = Drawing(record(massage("Massage the site.", version: 1), treatment()))
        drawing.pass(until: "23h30min")
        drawing.change(to: massage("Do NOT massage the site.", version: 2), at: now) { plan, careProtocol in
            plan.with(careProtocol: careProtocol.reference)
        }
        #expect(drawing.words == (isCorrected ? ["Massage the site.", "Correction: Do NOT massage the site."] : ["Massage the site."]))
    }

    @Test(arguments: [
        ("2026-03-02T10:15:00Z", "no-alcohol@+13h15 said +25h"), ("2026-03-02T10:15:01Z", "no-alcohol correction@+25h of +24h"),
    ])
    func `what holds again after its last word has more than a quarter of an hour to go`(ended: String, last: String) {
        var drawing = Drawing(sample)
        drawing.pass(until: "25h")
        drawing.complete(ended: ended, at: "25h")
        #expect(drawing.emitted.last == last)
    }

    @Test(arguments: [("2026-03-02T10:15:00Z", 1), ("2026-03-02T10:15:01Z", 2)])
    func `what holds later is not taken back for a quarter of an hour`(end: String, count: Int) {
        var drawing = Drawing(sample)
        drawing.pass(until: "1h")
        drawing.move(toEnd: end, at: "1h")
        #expect(drawing.emitted.count == count)
    }

    // MARK: Doubt

    @Test(arguments: [(-1, 1), (0, 0), (1, 0)] as [(Int64, Int)])
    func `nothing due by the end of a doubt is decided`(after: Int64, count: Int) {
        let end = at("2026-03-02T09:00:00Z")
        let doubtful = CareRecord(
            store: sample.store, patient: sample.patient, zone: sample.zone, clinic: sample.clinic, assignedPlans: sample.assignedPlans,
            treatments: sample.treatments, inDoubtUntil: end + after)
        #expect(doubtful.evaluate(at: end, decided: DecisionHistory()).decisions.count == count)
        #expect(doubtful.without([id("T-9")]).inDoubtUntil == end + after)
    }

    @Test func `a treatment is not over while a reminder of it is in doubt`() {
        let now = at("2026-03-05T09:00:00Z")
        let doubtful = CareRecord(
            store: sample.store, patient: sample.patient, zone: sample.zone, clinic: sample.clinic, assignedPlans: sample.assignedPlans,
            treatments: sample.treatments, inDoubtUntil: now)
        #expect(doubtful.evaluate(at: now, decided: DecisionHistory()).over == [])
        #expect(sample.evaluate(at: now, decided: DecisionHistory()).over == [id("T-1")])
    }
}
