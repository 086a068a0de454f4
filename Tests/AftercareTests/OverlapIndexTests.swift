import Testing

@testable import Aftercare

/// Rule 7, by the sweep that the timeline uses, held against asking each window about each other.
@Suite struct `Windows that run into one another` {
    /// Sessions of every length and distance, some of them cancelled, some before their window and some after it.
    private func schedule(seed: UInt64) -> Schedule {
        var state = seed
        func draw(_ most: UInt64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((state >> 33) % most)
        }
        let origin = at("2026-03-02T00:00:00Z")
        let sessions = (0..<12).map { index in
            let start = origin + draw(40) * 3600
            return Treatment(
                id: id("T-\(index)"), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: nil, product: nil,
                status: draw(8) == 0 ? .cancelled : .booked, plannedStart: start, plannedEnd: start + (1 + draw(3)) * 3600)
        }
        let before = WindowRule(opens: Anchor(edge: .beforeStart, offset: span("5h")), closes: .lasting(span("6h")))
        let after = WindowRule(opens: Anchor(edge: .afterEnd), closes: .lasting(span("4h")))
        let rules = careProtocol(instruction("before", window: before), instruction("after", window: after))
        let plan = plan(of: rules)
        return Schedule(
            CareRecord(
                store: sampleStore, patient: patient(), zone: .utc, clinic: sampleClinic,
                assignedPlans: [AssignedPlan(plan: plan, careProtocol: rules)], treatments: sessions))
    }

    /// Everything that `scheduled`'s window reaches, one pair after the other.
    private func reached(from scheduled: ScheduledInstruction, in schedule: Schedule, at now: Instant) -> [Window] {
        let others = schedule.instructions.filter { $0.isInForce && ($0.window == scheduled.window || $0.hasBegun(by: now)) }
        var merged = scheduled.window.opens...scheduled.window.closes
        while let other = others.first(where: { other in
            other.window.overlaps(merged) && (other.window.opens < merged.lowerBound || other.window.closes > merged.upperBound)
        }) {
            merged = min(merged.lowerBound, other.window.opens)...max(merged.upperBound, other.window.closes)
        }
        return others.filter { $0.window.overlaps(merged) }.map(\.window)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `are the same, however they are found`(seed: UInt64) {
        let schedule = schedule(seed: seed)
        let origin = at("2026-03-02T00:00:00Z")
        for hour in stride(from: Int64(-6), through: 54, by: 3) {
            let now = origin + hour * 3600
            for scheduled in schedule.instructions where scheduled.isInForce {
                let expected = reached(from: scheduled, in: schedule, at: now)
                #expect(schedule.overlapping(scheduled, at: now).map(\.window) == expected)
                #expect(schedule.end(of: scheduled, at: now) == expected.map(\.closes).max())
            }
        }
    }

    @Test func `foretell the same first reminders as the whole timeline`() {
        let schedule = schedule(seed: 7)
        let now = at("2026-03-02T06:00:00Z")
        let end = now + 7 * 86_400
        let whole = schedule.timeline(over: now...end).occurrences.filter { $0.due > now && schedule.willBeEmitted($0) }
        #expect(whole.count > 10)
        #expect(schedule.upcoming(after: now, through: end, limit: 10) == Array(whole.prefix(10)))
        #expect(schedule.upcoming(after: now, through: end, limit: 1000) == whole)
        for window in schedule.windows(at: now) {
            #expect(schedule.next(in: window, after: now, through: end) == whole.first { $0.window == window }?.due)
        }
    }
}
