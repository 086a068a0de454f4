import Testing

@testable import Aftercare

/// What a schedule plans, and when it is looked at next. The sample treatment ends on 2 March 2026 at 09:00.
@Suite struct `A schedule` {
    private let end = at("2026-03-02T09:00:00Z")

    private func inHours(_ instant: Instant?) -> Int64? { instant.map { ($0 - end) / 3600 } }

    @Test(
        arguments: [(nil, [12, 24, 48]), ("6h", [6, 18, 30]), ("20h", [20, 24, 44])] as [(String?, [Int64])])
    func `lets a reminder be of use until the next, or as long as the instruction says`(usefulFor: String?, deadlines: [Int64]) {
        let schedule = Schedule(record(careProtocol(instruction("dry", usefulFor: usefulFor.map(span))), treatment()))
        let occurrences = schedule.timeline(over: end...end + 86_400).occurrences
        #expect(occurrences.map(\.phase) == [.start, .during, .end] && occurrences.map(\.place) == [0, 1, 2])
        #expect(occurrences.compactMap { inHours($0.deadline) } == deadlines)
    }

    @Test(arguments: [(nil, 48), ("1h", 48), ("24h", 48), ("25h", 49), ("3d", 96)] as [(String?, Int64)])
    func `is over a day after its windows, or later where the last word is of use for longer`(usefulFor: String?, hours: Int64) {
        let sample = record(careProtocol(instruction("dry", .moments([.start]), usefulFor: usefulFor.map(span))), treatment())
        #expect(inHours(Schedule(sample).ends[id("T-1")]) == hours)
        let over = end + hours * 3600
        #expect(sample.evaluate(at: over, decided: DecisionHistory()).over == [])
        #expect(sample.evaluate(at: over + 1, decided: DecisionHistory()).over == [id("T-1")])
    }

    /// In Berlin the clocks go forward on 29 March 2026, and back on 25 October.
    @Test(arguments: [("2026-03-26", "2026-03-31T09:00:00Z"), ("2026-10-22", "2026-10-27T11:00:00Z")])
    func `is over by the patient's own days, though the clocks change meanwhile`(date: String, over: String) throws {
        let rule = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(1)))
        let sample = record(
            careProtocol(instruction("check", window: rule, .moments([.start]), usefulFor: span("5d"))),
            treatment(start: "\(date)T08:00:00Z", end: "\(date)T09:00:00Z"), zone: try zone("Europe/Berlin"))
        #expect(sample.evaluate(at: at(over), decided: DecisionHistory()).over == [])
        #expect(sample.evaluate(at: at(over) + 1, decided: DecisionHistory()).over == [id("T-1")])
    }

    @Test func `lists windows in the order in which they open, with those that touch the span`() {
        let late = instruction("a-late", window: WindowRule(opens: Anchor(edge: .afterEnd, offset: .hours(1)), closes: .lasting(.hours(2))))
        let early = instruction("b-early", window: WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(.hours(1))))
        let schedule = Schedule(record(careProtocol(late, early), treatment()))
        func names(_ from: Int64, _ through: Int64) -> [String] {
            schedule.timeline(over: end + from...end + through).windows.map(\.instruction.rawValue)
        }
        #expect(names(-9, -1) == [] && names(-9, 0) == ["b-early"] && names(0, 3599) == ["b-early"])
        #expect(names(3600, 3600) == ["b-early", "a-late"] && names(3601, 9000) == ["a-late"])
        #expect(names(10_800, 10_801) == ["a-late"] && names(10_801, 10_802) == [])
        #expect(schedule.windows(at: end + 3600).map(\.instruction.rawValue) == ["a-late"])
    }

    @Test func `is looked at when a session begins that prolongs another, and at none that does not`() {
        let second = treatment("T-2", plan: "PL-2", start: "2026-03-03T04:00:00Z", end: "2026-03-03T05:00:00Z")
        func result(_ subject: String) -> EvaluationResult {
            let first = careProtocol(instruction("dry", .moments([.start])))
            let other = careProtocol(instruction("other", subject: subject, .moments([.start])))
            let base = record(first, treatment())
            let plans = base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: other), careProtocol: other)]
            return base.with(assignedPlans: plans, treatments: [treatment(), second]).evaluate(at: end + 3600, decided: DecisionHistory())
        }
        #expect(result("wine").next == at("2026-03-03T04:00:00Z") && result("smoking").next == at("2026-03-03T05:00:00Z"))
        #expect(result("wine").nextDue == at("2026-03-03T05:00:00Z") && result("smoking").nextDue == at("2026-03-03T05:00:00Z"))
    }

    @Test(arguments: [false, true]) func `is in a window until the last of those that are open closes`(isReversed: Bool) {
        let instructions = [noAlcohol, compress(for: "6h")]
        let sample = record(careProtocol().with(isReversed ? instructions.reversed() : instructions), treatment())
        func until(_ hour: Int64) -> Int64? {
            inHours(sample.evaluate(at: end + hour * 3600, decided: DecisionHistory()).inWindowUntil)
        }
        #expect(until(-1) == nil && until(0) == 24 && until(23) == 24 && until(24) == nil)
    }

    @Test func `is searched the further at once, the fewer windows it has`() {
        func lengths(_ windows: Int) -> [Int64] {
            Schedule.spans(after: end, through: end + 100 * 86_400, of: windows).map { $0.upperBound - $0.lowerBound }
        }
        #expect(lengths(1).prefix(2) == [172_800, 1_382_400] && lengths(8).first == 172_800)
        #expect(lengths(16).first == 86_400 && lengths(384).first == 3600 && lengths(5000).first == 3600)
        #expect(Array(Schedule.spans(after: end, through: end, of: 1)) == [])
        #expect(Array(Schedule.spans(after: end, through: end + 1, of: 1)) == [end + 1...end + 1])
    }

    @Test func `finds no more than was asked for, and nothing after the end`() {
        let schedule = Schedule(record(careProtocol(noAlcohol), treatment()))
        func dues(_ after: Int64, _ through: Int64, _ limit: Int) -> [Int64] {
            schedule.upcoming(after: end + after, through: end + through, limit: limit).compactMap { inHours($0.due) }
        }
        #expect(dues(-1, 86_400, 9) == [0, 12, 24] && dues(0, 86_400, 9) == [12, 24] && dues(-1, 86_399, 9) == [0, 12])
        #expect(dues(-1, 86_400, 0) == [] && dues(-1, 86_400, 1) == [0] && dues(-1, 86_400, 3) == [0, 12, 24])
    }

    // MARK: Forecasts

    @Test func `foretold shows the nights that touch the span, without their ends`() throws {
        let kathmandu = try zone("Asia/Kathmandu")
        let sample = record(careProtocol(noAlcohol), treatment(), zone: kathmandu, quietHours: hours("21:00-08:00"))
        // 21:00 is 15:15 UTC there, and 08:00 is 02:15.
        let night = at("2026-03-02T15:15:00Z")..<at("2026-03-03T02:15:00Z")
        func nights(_ from: Instant, _ through: Instant) -> [Range<Instant>] {
            Schedule(sample).forecast(from: from, through: through, most: 0).quiet
        }
        #expect(nights(night.lowerBound - 9, night.lowerBound) == [] && nights(night.lowerBound - 9, night.lowerBound + 1) == [night])
        #expect(nights(night.upperBound, night.upperBound + 9) == [] && nights(night.upperBound - 1, night.upperBound + 9) == [night])
        #expect(nights(night.lowerBound, night.lowerBound + 90_000).count == 2)
    }

    @Test func `foretold says whether entries were cut off`() {
        let schedule = Schedule(record(careProtocol(noAlcohol), treatment()))
        func forecast(_ through: Int64, _ most: Int) -> Forecast {
            schedule.forecast(from: end - 60, through: end + through, most: most)
        }
        #expect(forecast(43_200, 1).isCut && forecast(43_200, 1).entries.map(\.at) == [end])
        #expect(!forecast(43_199, 1).isCut)
        #expect(!forecast(43_200, 2).isCut && forecast(43_200, 2).entries.map(\.at) == [end, end + 43_200])
    }

    // MARK: The record

    @Test func `knows a plan, a treatment and an instruction by their names`() {
        let other = careProtocol(instruction("rest"))
        let base = record(careProtocol(instruction("dry")), treatment())
        let both = base.with(
            assignedPlans: base.assignedPlans + [AssignedPlan(plan: plan("PL-2", of: other), careProtocol: other)],
            treatments: [treatment(), treatment("T-2", plan: "PL-2")])
        #expect(both.assignedPlan(id("PL-2"))?.plan.id == id("PL-2") && both.assignedPlan(id("PL-3")) == nil)
        #expect(both.treatment(id("T-2"))?.id == id("T-2") && both.treatment(id("T-3")) == nil)
        #expect(Schedule(both).instructions.map { both.instruction(of: $0.window)?.id.rawValue } == ["dry", "rest"])
        #expect(both.without([id("T-1")]).treatments.map(\.id) == [id("T-2")])
        #expect(both.without([]).treatments.map(\.id) == [id("T-1"), id("T-2")])
    }
}
