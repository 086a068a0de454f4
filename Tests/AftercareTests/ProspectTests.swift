import Testing

@testable import Aftercare

@Suite struct `What is shown beforehand` {
    private let now = at("2026-03-02T06:00:00Z")
    private let week = at("2026-03-09T06:00:00Z")

    @Test func `names what holds by when it began`() {
        let before = instruction("before", window: WindowRule(opens: Anchor(edge: .beforeStart, offset: span("5h")), closes: .lasting(span("12h"))))
        let agenda = Agenda(record(careProtocol(noAlcohol, before), treatment()))
        #expect(agenda.windows(at: at("2026-03-02T10:00:00Z")).map(\.instruction) == [id("before"), id("no-alcohol")])
    }

    @Test func `names nothing that holds for a patient who is told nothing`() {
        let agenda = Agenda(record(careProtocol(noAlcohol), treatment(), status: .optedOut))
        #expect(agenda.windows(at: at("2026-03-02T10:00:00Z")) == [])
        #expect(agenda.upcoming(after: now, through: week, limit: 5) == [])
    }

    @Test func `knows nothing of a window whose session was moved`() {
        let window = Agenda(record(careProtocol(noAlcohol), treatment())).holdings[0].window
        let moved = Agenda(record(careProtocol(noAlcohol), treatment(start: "2026-03-04T08:00:00Z", end: "2026-03-04T09:00:00Z")))
        #expect(moved.end(of: window, at: now) == window.closes)
        #expect(moved.next(in: window, after: now, through: week) == nil)
    }

    @Test func `is no more than was asked for, however far ahead it lies`() {
        let agenda = Agenda(record(careProtocol(noAlcohol), treatment(start: "2026-03-06T08:00:00Z", end: "2026-03-06T09:00:00Z")))
        #expect(agenda.upcoming(after: now, through: week, limit: 2).map(\.due) == [at("2026-03-06T09:00:00Z"), at("2026-03-06T21:00:00Z")])
    }

    @Test func `is searched for in spans without a gap`() {
        let spans = Array(Agenda.spans(after: now, through: now + 400 * 86_400, of: 3))
        #expect(spans.first?.lowerBound == now + 1 && spans.last?.upperBound == now + 400 * 86_400 && spans.count > 2)
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $1.lowerBound == $0.upperBound + 1 })
    }
}
