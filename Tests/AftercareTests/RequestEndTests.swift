import Testing

@testable import Aftercare

/// A request that says how a session ended: it took place, did not, or never was. The patient lives in Kathmandu, 5 hours 45
/// minutes ahead of UTC.
@Suite struct `A request that ends a session` {
    private let now = at("2026-03-20T12:00:00Z")
    /// 20 March, 16:00 to 16:45, in Kathmandu.
    private let booked = treatment("T-7", start: "2026-03-20T10:15:00Z", end: "2026-03-20T11:00:00Z")

    private func completed(
        _ treatment: Treatment, started: String? = nil, ended: String, others: [Treatment] = [], now: Instant? = nil
    ) throws -> (treatment: Treatment?, problems: [String]) {
        var problems = Problems()
        let result = CompletionRequest(started: started, ended: ended)
            .admit(treatment, others: others, zone: try zone("Asia/Kathmandu"), now: now ?? self.now, problems: &problems)
        #expect((result == nil) == !problems.list.isEmpty)
        return (result, problems.list.map(\.line))
    }

    // MARK: It took place

    @Test func `as planned began and ended as planned, whatever was said of its beginning`() throws {
        var begun = booked
        begun.status = .inProgress
        begun.actualStart = at("2026-03-20T10:20:00Z")
        for treatment in [booked, begun] {
            let done = try #require(try completed(treatment, ended: "as-planned").treatment)
            #expect(done.status == .completed && done.actualStart == booked.plannedStart && done.actualEnd == booked.plannedEnd)
            #expect(done.timingRevision == (treatment == booked ? 1 : 2))
        }
    }

    @Test(arguments: [("2026-03-20T10:59:59Z", false), ("2026-03-20T11:00:00Z", true), ("2026-03-20T11:00:01Z", true)])
    func `as planned has reached its planned end`(now: String, isOver: Bool) throws {
        let problems = try completed(booked, ended: "as-planned", now: at(now)).problems
        let message =
            "ended: out-of-range: 'T-7' is booked until 2026-03-20 16:45, which lies in the future; if it ended earlier, say when "
            + "('--ended')"
        #expect(problems == (isOver ? [] : [message]))
    }

    @Test func `as planned, of a session to come, names the one that was meant`() throws {
        let meant = treatment("T-2", start: "2026-03-20T09:00:00Z", end: "2026-03-20T09:45:00Z")
        #expect(
            try completed(booked, ended: "as-planned", others: [booked, meant], now: at("2026-03-20T10:00:00Z")).problems == [
                "ended: out-of-range: 'T-7' is booked until 2026-03-20 16:45, which lies in the future; did you mean 'T-2', of 2026-03-20 "
                    + "14:45? If not, and it ended earlier, say when ('--ended')"
            ])
    }

    @Test func `as planned has no beginning of its own`() throws {
        #expect(
            try completed(booked, started: "2026-03-20 16:05", ended: "as-planned").problems
                == ["started: contradiction: say 'as-planned' alone, or both times"])
    }

    @Test func `with times of its own keeps those that are left out`() throws {
        var begun = booked
        begun.status = .inProgress
        begun.actualStart = at("2026-03-20T10:20:00Z")
        let done = try #require(try completed(begun, ended: "2026-03-20 16:52").treatment)
        #expect(done.status == .completed && done.actualStart == begun.actualStart && done.actualEnd == at("2026-03-20T11:07:00Z"))
        #expect(done.plannedStart == booked.plannedStart && done.plannedEnd == booked.plannedEnd && done.timesKnownAt == now)
        let again = try #require(try completed(done, started: "2026-03-20 16:10", ended: "2026-03-20 16:55").treatment)
        #expect(again.actualStart == at("2026-03-20T10:25:00Z") && again.actualEnd == at("2026-03-20T11:10:00Z"))
        let unbegun = try #require(try completed(booked, ended: "2026-03-20 16:50").treatment)
        #expect(unbegun.actualStart == nil && unbegun.end == at("2026-03-20T11:05:00Z"))
    }

    @Test(arguments: Treatment.Status.allCases, ["as-planned", "now"])
    func `as one that takes place completes no other`(status: Treatment.Status, ended: String) throws {
        var session = booked
        session.status = status
        let message =
            ": already-finished: treatment 'T-7' is \(status.rawValue); take that back with 'aftercarectl treatment reopen T-7' first"
        let isOff = [.cancelled, .noShow, .enteredInError].contains(status)
        #expect(try completed(session, ended: ended).problems == (isOff ? [message] : []))
    }

    // MARK: It did not take place

    @Test(
        arguments: [
            (.booked, .cancelled, true), (.booked, .noShow, true), (.inProgress, .cancelled, true), (.inProgress, .noShow, true),
            (.cancelled, .cancelled, true), (.cancelled, .noShow, false), (.noShow, .noShow, true), (.noShow, .cancelled, false),
            (.completed, .cancelled, false), (.completed, .noShow, false), (.enteredInError, .cancelled, false),
            (.enteredInError, .noShow, false),
        ] as [(Treatment.Status, Treatment.Status, Bool)])
    func `as cancelled or missed is of one that was to come`(from: Treatment.Status, to: Treatment.Status, isTaken: Bool) {
        var session = booked
        session.status = from
        var problems = Problems()
        let result = CancellationRequest(noShow: to == .noShow).admit(session, now: now, problems: &problems)
        #expect(result?.status == (isTaken ? to : nil))
        #expect(result?.timingRevision == (isTaken ? 1 : nil))
        #expect(problems.list.allSatisfy { $0.code == .alreadyFinished && $0.path == "" })
        let message =
            "treatment 'T-7' is \(from.rawValue) and cannot become \(to.rawValue); take that back first with 'aftercarectl treatment "
            + "reopen T-7'"
        #expect(problems.list.map(\.message) == (isTaken ? [] : [message]))
    }

    @Test func `as cancelled need not say so`() {
        #expect(!CancellationRequest().noShow)
    }

    // MARK: That was wrong

    private func reopened(
        _ treatment: Treatment, under status: Plan.Status = .active, others: [Treatment] = [], force: Bool? = nil
    ) throws -> (treatment: Treatment?, problems: [String]) {
        var problems = Problems()
        let result = ReopeningRequest(force: force)
            .admit(
                treatment, plan: plan("PL-1", of: careProtocol(noAlcohol), status: status), others: others,
                zone: try zone("Asia/Kathmandu"), now: now, problems: &problems)
        #expect((result == nil) == !problems.list.isEmpty)
        return (result, problems.list.map(\.line))
    }

    @Test func `is taken back where it had only begun`() throws {
        for status in [Treatment.Status.inProgress, .booked] {
            var begun = booked
            begun.status = status
            begun.actualStart = at("2026-03-20T10:20:00Z")
            let result = try #require(try reopened(begun).treatment)
            #expect(result == booked.replanned(at: now))
        }
    }

    @Test(arguments: Plan.Status.allCases) func `is taken back under a plan that goes on`(status: Plan.Status) throws {
        var cancelled = booked
        cancelled.status = .cancelled
        let message =
            ": already-finished: plan 'PL-1' of 'T-7' is \(status.rawValue), so nothing would be said of it; take the plan up again with "
            + "'aftercarectl plan resume PL-1 --entered-in-error', or give the treatment another with 'aftercarectl treatment change T-7 "
            + "--plan PLAN'"
        let isOver = [.completed, .revoked, .enteredInError].contains(status)
        #expect(try reopened(cancelled, under: status).problems == (isOver ? [message] : []))
    }

    @Test func `is taken back days later, and not where another session has its time, unless it is meant`() throws {
        var missed = treatment("T-7", start: "2026-03-10T10:15:00Z", end: "2026-03-10T11:00:00Z", status: .noShow)
        let other = treatment("T-8", start: "2026-03-10T10:45:00Z", end: "2026-03-10T11:30:00Z")
        #expect(try reopened(missed, others: [missed]).problems == [])
        let problems = try reopened(missed, others: [missed, other]).problems
        #expect(problems.count == 1 && problems.allSatisfy { $0.hasPrefix("start: implausible: it would overlap with 'T-8' of the same") })
        #expect(try reopened(missed, others: [missed, other], force: true).problems == [])
        // It had taken place after the other one, and its plan is at the time of it.
        missed.status = .completed
        missed.actualStart = at("2026-03-10T12:00:00Z")
        missed.actualEnd = at("2026-03-10T12:45:00Z")
        #expect(try reopened(missed, others: [missed, other]).problems == problems)
    }

    @Test func `as entered in error is said once of each thing, with the way back`() throws {
        let course = plan(of: careProtocol(noAlcohol))
        let person = patient()
        let report = Reaction(
            id: id("R-1"), patient: id("P-1"), treatment: id("T-7"), signs: [.fever], reportedAt: now - 60, clearedAt: nil)
        var problems = Problems()
        let noSession = try #require(booked.enteredInError(at: now, problems: &problems))
        let noPlan = try #require(course.enteredInError(at: now, problems: &problems))
        let nobody = try #require(person.enteredInError(at: now, problems: &problems))
        let noReaction = try #require(report.enteredInError(at: now, problems: &problems))
        #expect(problems.list == [])
        #expect(noSession.status == .enteredInError && noSession.timingRevision == 1)
        #expect(noPlan.status == .enteredInError && noPlan.history.since == now && noPlan.history.status(at: now - 1) == .active)
        #expect(nobody.status == .enteredInError && nobody.history.since == now && nobody.history.status(at: now - 1) == .active)
        #expect(noReaction.enteredInErrorAt == now && noReaction.clearedAt == nil)
        #expect(noSession.enteredInError(at: now, problems: &problems) == nil)
        #expect(noPlan.enteredInError(at: now, problems: &problems) == nil)
        #expect(nobody.enteredInError(at: now, problems: &problems) == nil)
        #expect(noReaction.enteredInError(at: now, problems: &problems) == nil)
        #expect(
            problems.list.map(\.message) == [
                "treatment 'T-7' was entered in error already; 'aftercarectl treatment reopen T-7' takes that back",
                "plan 'PL-1' was entered in error already; 'aftercarectl plan resume PL-1 --entered-in-error' takes that back",
                "patient 'P-1' was entered in error already; 'aftercarectl patient change P-1 --status active' takes that back",
                "reaction 'R-1' was entered in error already; report it anew if it was none",
            ])
        #expect(problems.list.allSatisfy { $0.code == .alreadyFinished && $0.path == "" })
    }
}
