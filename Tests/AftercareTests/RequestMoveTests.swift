import Testing

@testable import Aftercare

/// Three Thursdays at 10:00 in Kathmandu, 5 hours 45 minutes ahead of UTC. The names are in another order than the times.
@Suite struct `A request to move a session` {
    private let now = at("2026-03-20T12:00:00Z")
    private let first = Self.session("S", "2026-03-26T04:15:00Z", minutes: 45)
    private let second = Self.session("S-9", "2026-04-02T04:15:00Z", minutes: 30)
    private let third = Self.session("S-2", "2026-04-09T04:15:00Z", minutes: 60)

    private static func session(_ name: String, _ start: String, minutes: Int64, status: Treatment.Status = .booked) -> Treatment {
        Treatment(
            id: id(name), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: nil, product: nil, status: status,
            plannedStart: at(start), plannedEnd: at(start) + minutes * 60, series: id("S"))
    }

    private func moved(
        _ session: Treatment, _ request: MoveRequest, series: [Treatment]? = nil, others: [Treatment] = []
    ) throws -> (sessions: [String], problems: [String]) {
        var problems = Problems()
        let kathmandu = try zone("Asia/Kathmandu")
        let moved = request.admit(
            session, series: series ?? [first, second, third], others: others, zone: kathmandu, now: now, problems: &problems)
        #expect((moved == nil) == !problems.list.isEmpty)
        #expect(moved?.allSatisfy { $0.timingRevision == 2 && $0.timesKnownAt == now } != false)
        return (
            (moved ?? []).map { "\($0.id) \($0.plannedStart) \($0.plannedEnd)" },
            problems.list.map(\.line)
        )
    }

    @Test func `moves the later sessions by as much, each as long as it was, and no earlier one`() throws {
        #expect(
            try moved(second, MoveRequest(start: "2026-04-03 11:00", rest: true)).sessions
                == ["S-9 2026-04-03T05:15:00Z 2026-04-03T05:45:00Z", "S-2 2026-04-10T05:15:00Z 2026-04-10T06:15:00Z"])
        #expect(
            try moved(second, MoveRequest(start: "2026-04-01 09:00", duration: "20min", rest: true)).sessions
                == ["S-9 2026-04-01T03:15:00Z 2026-04-01T03:35:00Z", "S-2 2026-04-08T03:15:00Z 2026-04-08T04:15:00Z"])
    }

    @Test func `asks after the later sessions by name, in the order of the series`() throws {
        let question = "of the same series; say whether the rest move too: --rest or --only"
        let move = MoveRequest(start: "2026-03-27 11:00")
        #expect(try moved(first, move).problems == ["rest: missing: 'S' is followed by S-9, S-2 \(question)"])
        #expect(try moved(second, move).problems == ["rest: missing: 'S-9' is followed by S-2 \(question)"])
        #expect(try moved(third, move).problems == [])
    }

    @Test(arguments: Treatment.Status.allCases)
    func `counts no session as a later one that is not to come`(status: Treatment.Status) throws {
        let move = MoveRequest(start: "2026-03-27 11:00")
        let later = Self.session("S-9", "2026-04-02T04:15:00Z", minutes: 30, status: status)
        #expect(try moved(first, move, series: [first, later]).problems.count == (status == .booked ? 1 : 0))
        var begun = later
        begun.actualStart = at("2026-03-20T11:00:00Z")
        #expect(try moved(first, move, series: [first, begun]).problems == [])
        let atOnce = Self.session("S-9", "2026-03-26T04:15:00Z", minutes: 30, status: status)
        #expect(try moved(first, move, series: [first, atOnce]).problems == [])
    }

    @Test(arguments: Treatment.Status.allCases)
    func `moves only what is booked and has not begun`(status: Treatment.Status) throws {
        var session = first
        session.status = status
        if status == .booked { session.actualStart = at("2026-03-20T11:00:00Z") }
        #expect(
            try moved(session, MoveRequest(start: "2026-03-27 11:00"), series: [session]).problems == [
                ": already-finished: treatment 'S' is \(status.rawValue); schedule a new one, or take that back with 'aftercarectl "
                    + "treatment reopen S'"
            ])
    }

    @Test func `is asked about where another session is then, unless that moves too or it is meant`() throws {
        // To the day and hour of the second.
        var move = MoveRequest(start: "2026-04-02 10:00", rest: true)
        let stranger = Self.session("X", "2026-04-16T05:00:00Z", minutes: 30)
        let sessions = try moved(first, move, others: [second, third]).sessions
        #expect(sessions.map { $0.prefix(14) } == ["S 2026-04-02T0", "S-9 2026-04-09", "S-2 2026-04-16"])
        let problems = try moved(first, move, others: [second, third, stranger]).problems
        #expect(problems.count == 1 && problems.allSatisfy { $0.hasPrefix("start: implausible: it would overlap with 'X' of the same") })
        move.rest = false
        let alone = try moved(first, move, others: [second, third, stranger]).problems
        #expect(alone.count == 1 && alone.allSatisfy { $0.hasPrefix("start: implausible: it would overlap with 'S-9' of the same") })
        move.force = true
        #expect(try moved(first, move, others: [second, third, stranger]).sessions == ["S 2026-04-02T04:15:00Z 2026-04-02T05:00:00Z"])
    }

    @Test func `keeps the length that the session had, and ends where it is told to`() throws {
        #expect(
            try moved(third, MoveRequest(start: "2026-04-10 10:00", rest: true)).sessions
                == ["S-2 2026-04-10T04:15:00Z 2026-04-10T05:15:00Z"])
        #expect(
            try moved(third, MoveRequest(start: "2026-04-10 10:00", duration: "0min")).problems == [
                "duration: ends-before-start: it would end at 2026-04-10 10:00, not after its start at 2026-04-10 10:00; check both times"
            ])
    }
}
