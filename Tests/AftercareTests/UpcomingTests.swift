import Testing

@testable import Aftercare

@Suite struct `What is shown beforehand` {
    private let now = at("2026-03-02T06:00:00Z")
    private let week = at("2026-03-09T06:00:00Z")

    @Test func `names what holds by when it began`() {
        let before = instruction(
            "before", window: WindowRule(opens: Anchor(edge: .beforeStart, offset: span("5h")), closes: .lasting(span("12h"))))
        let schedule = Schedule(record(careProtocol(noAlcohol, before), treatment()))
        #expect(schedule.windows(at: at("2026-03-02T10:00:00Z")).map(\.instruction) == [id("before"), id("no-alcohol")])
    }

    @Test func `names nothing that holds for a patient who is told nothing`() {
        let schedule = Schedule(record(careProtocol(noAlcohol), treatment(), status: .optedOut))
        #expect(schedule.windows(at: at("2026-03-02T10:00:00Z")) == [])
        #expect(schedule.upcoming(after: now, through: week, limit: 5) == [])
    }

    @Test func `calls muted what a reaction mutes, and nothing that is silent for another reason`() {
        let base = record(careProtocol(noAlcohol, compress()), treatment())
        let reaction = Reaction(
            id: id("R-1"), patient: id("P-1"), treatment: id("T-1"), signs: [.swelling], reportedAt: at("2026-03-02T10:00:00Z"),
            clearedAt: nil)
        func muted(_ record: CareRecord, at now: String) -> [InstructionID] {
            let schedule = Schedule(record)
            return schedule.instructions.map(\.window).filter { schedule.isMuted($0, at: at(now)) }.map(\.instruction)
        }
        let reported = base.with(reactions: [reaction])
        #expect(muted(reported, at: "2026-03-02T09:59:59Z") == [] && muted(reported, at: "2026-03-02T10:00:00Z") == [id("ice")])
        for status in Patient.Status.allCases where status != .active {
            #expect(muted(base.with(patient: patient(status: status)), at: "2026-03-02T10:00:00Z") == [])
        }
        #expect(muted(record(careProtocol(noAlcohol, compress()), treatment(), plan: .onHold), at: "2026-03-02T10:00:00Z") == [])
    }

    @Test func `knows nothing of a window whose session was moved`() {
        let window = Schedule(record(careProtocol(noAlcohol), treatment())).instructions[0].window
        let moved = Schedule(record(careProtocol(noAlcohol), treatment(start: "2026-03-04T08:00:00Z", end: "2026-03-04T09:00:00Z")))
        #expect(moved.end(of: window, at: now) == window.closes)
        #expect(moved.next(in: window, after: now, through: week) == nil)
    }

    @Test func `is no more than was asked for, however far ahead it lies`() {
        let schedule = Schedule(record(careProtocol(noAlcohol), treatment(start: "2026-03-06T08:00:00Z", end: "2026-03-06T09:00:00Z")))
        #expect(
            schedule.upcoming(after: now, through: week, limit: 2).map(\.due) == [at("2026-03-06T09:00:00Z"), at("2026-03-06T21:00:00Z")])
    }

    @Test func `is searched for in spans without a gap`() {
        let spans = Array(Schedule.spans(after: now, through: now + 400 * 86_400, of: 3))
        #expect(spans.first?.lowerBound == now + 1 && spans.last?.upperBound == now + 400 * 86_400 && spans.count > 2)
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $1.lowerBound == $0.upperBound + 1 })
    }
}
