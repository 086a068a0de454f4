import Aftercare
import Testing

/// What people say: answers to reminders, and reactions. The reminder of the sample was due on 2 March 2026 at
/// 09:00 and is of use for 12 hours.
@Suite struct `An answer` {
    private let now = at("2026-03-02T09:30:00Z")

    private func reminder(_ role: Role = .reminder, state: ReminderState = .settled, ordinal: Int = 0) throws -> Reminder {
        let sample = record(careProtocol(noAlcohol), treatment())
        let base = try #require(Schedule(sample).timeline(over: at("2026-03-02T09:00:00Z")...now).occurrences.first)
        let occurrence = Occurrence(
            window: base.window, place: base.place, phase: base.phase, role: role, ordinal: ordinal, due: base.due,
            deadline: role == .nag ? base.due + 3600 : base.deadline)
        let isSaid = state == .settled || state == .seen
        return Reminder(
            id: OccurrenceID(occurrence.key, store: sampleStore), patient: id("P-1"), occurrence: occurrence, state: state,
            sequence: 1, attempt: 1, reason: nil, payload: nil, decidedAt: base.due, emittedAt: isSaid ? base.due : nil,
            cursor: nil)
    }

    private func given(
        _ request: ResponseRequest, to reminder: Reminder? = nil, in zone: Zone = .utc, earlier: Response.Answer...
    ) throws -> (response: Response?, problems: [String]) {
        var problems = Problems()
        let reminder = try reminder ?? self.reminder()
        let response = request.admit(
            reminder, earlier: earlier.map { Response(reminder: reminder.occurrence.key.base, answer: $0, at: now - 60) },
            zone: zone, now: now, problems: &problems)
        return (response, problems.list.map { "\($0.path): \($0.code.rawValue)" })
    }

    @Test(arguments: [("acknowledged", Response.Answer.acknowledged), ("declined", .declined)])
    func `is recorded with its time`(word: String, answer: Response.Answer) throws {
        let response = try given(ResponseRequest(answer: word)).response
        #expect(response == Response(reminder: try reminder().occurrence.key, answer: answer, at: now))
    }

    @Test(arguments: [Role.nag, .snoozed, .escalation]) func `to a repetition answers what it repeats`(role: Role) throws {
        let response = try given(ResponseRequest(answer: "acknowledged"), to: reminder(role, ordinal: 2)).response
        #expect(response?.reminder == (try reminder().occurrence.key))
    }

    @Test(arguments: [ReminderState.missed, .suppressed, .cancelled])
    func `to what was never said is refused`(state: ReminderState) throws {
        #expect(try given(ResponseRequest(answer: "acknowledged"), to: reminder(state: state)).problems == [": contradiction"])
    }

    @Test func `that is refused names the reminder as lists do`() throws {
        let reminder = try reminder(state: .missed)
        var problems = Problems()
        _ = ResponseRequest(answer: "acknowledged").admit(reminder, earlier: [], zone: .utc, now: now, problems: &problems)
        #expect(problems.list.first?.message.hasPrefix("reminder '\(reminder.id.short)' was never said") == true)
    }

    @Test func `to what is just being said counts`() throws {
        #expect(try given(ResponseRequest(answer: "acknowledged"), to: reminder(state: .sending)).response != nil)
    }

    @Test(arguments: [Role.confirmation, .reaction, .correction]) func `to what wants none is refused`(role: Role) throws {
        #expect(try given(ResponseRequest(answer: "acknowledged"), to: reminder(role)).problems == [": contradiction"])
    }

    @Test func `that is none is refused`() throws {
        #expect(try given(ResponseRequest(answer: "yes")).problems == ["answer: malformed"])
    }

    @Test func `is given once, but for a no that becomes a yes`() throws {
        #expect(try given(ResponseRequest(answer: "declined"), earlier: .acknowledged).problems == [": already-finished"])
        #expect(try given(ResponseRequest(answer: "acknowledged"), earlier: .acknowledged).problems == [": already-finished"])
        #expect(try given(ResponseRequest(answer: "declined"), earlier: .declined).problems == [": already-finished"])
        #expect(try given(ResponseRequest(answer: "acknowledged"), earlier: .declined).response != nil)
    }

    @Test func `that snoozes may be given as often as one wants`() throws {
        let again = try given(ResponseRequest(answer: "snoozed", lasting: "30min"), earlier: .snoozed(until: now + 60)).response
        #expect(again?.answer == .snoozed(until: now + 1800))
    }

    @Test func `that snoozes says until when, on the patient's clock`() throws {
        #expect(
            try given(ResponseRequest(answer: "snoozed", until: "2026-03-02 11:00")).response?.answer
                == .snoozed(until: at("2026-03-02T11:00:00Z")))
    }

    @Test(arguments: [
        (ResponseRequest(answer: "snoozed"), "lasting: missing"),
        (ResponseRequest(answer: "snoozed", lasting: "5m"), "lasting: malformed"),
        (ResponseRequest(answer: "snoozed", lasting: "1h", until: "now+1h"), "until: contradiction"),
        (ResponseRequest(answer: "snoozed", until: "now-1h"), "until: out-of-range"),
        (ResponseRequest(answer: "snoozed", until: "now"), "until: out-of-range"),
        (ResponseRequest(answer: "snoozed", until: "2026-03-02 21:00"), "until: out-of-range"),
        (ResponseRequest(answer: "acknowledged", lasting: "1h"), "until: contradiction"),
    ])
    func `that snoozes until a time that will not do is refused`(request: ResponseRequest, problem: String) throws {
        #expect(try given(request).problems == [problem])
    }

    @Test(arguments: [
        (ResponseRequest(answer: "snoozed", until: "11:00"), ["until: unknown-zone"]),
        (ResponseRequest(answer: "snoozed", lasting: "1d"), ["lasting: unknown-zone"]),
        (ResponseRequest(answer: "snoozed", until: "2026-03-02T11:00:00Z"), []), (ResponseRequest(answer: "snoozed", lasting: "90min"), []),
    ])
    func `that snoozes counts by no clock that nobody knows`(request: ResponseRequest, problems: [String]) throws {
        let given = try given(request, in: Zone(standingInFor: "US/Pacific"))
        #expect(given.problems == problems && (given.response == nil) == !problems.isEmpty)
    }

    @Test func `that snoozes says how long it would be of use`() throws {
        var problems = Problems()
        _ = ResponseRequest(answer: "snoozed", until: "2026-03-02 21:00").admit(
            try reminder(), earlier: [], zone: .utc, now: now, problems: &problems)
        #expect(
            problems.list.map(\.message) == [
                "by 2026-03-02 21:00 it would be of no more use (it is until 2026-03-02 21:00); snooze for less, or acknowledge or decline it"
            ])
    }

    @Test func `that snoozes a repetition may go beyond the next repetition`() throws {
        let nag = try reminder(.nag, ordinal: 1)
        #expect(try given(ResponseRequest(answer: "snoozed", lasting: "2h"), to: nag).response != nil)
        #expect(try given(ResponseRequest(answer: "snoozed", lasting: "24h"), to: nag).problems == ["lasting: out-of-range"])
    }

    // MARK: Reactions

    private let later = treatment("T-2", start: "2026-03-02T10:00:00Z", end: "2026-03-02T11:00:00Z")

    private func reported(
        _ request: ReactionRequest, of known: Patient? = patient(), _ treatments: Treatment...,
        now: String = "2026-03-02T12:00:00Z"
    ) -> (reaction: Reaction?, problems: [String]) {
        var problems = Problems()
        let reaction = request.admit(
            patient: known, treatments: treatments, freshID: id("R-1"), now: at(now), problems: &problems)
        return (reaction, problems.list.map { "\($0.path): \($0.code.rawValue)" })
    }

    @Test func `of a reaction is about the latest treatment that has begun`() {
        let request = ReactionRequest(patient: "P-1", signs: ["swelling", "fever", "swelling"])
        let reaction = reported(request, treatment(), later).reaction
        #expect(reaction?.treatment == id("T-2"))
        #expect(reaction?.signs == [.swelling, .fever])
        #expect(reaction?.reportedAt == at("2026-03-02T12:00:00Z") && reaction?.isOpen == true)
        #expect(reported(request, treatment(), later, now: "2026-03-02T09:59:59Z").reaction?.treatment == id("T-1"))
    }

    @Test func `of a reaction may name the treatment`() {
        let named = ReactionRequest(patient: "P-1", treatment: "T-1", signs: ["other"])
        #expect(reported(named, treatment(), later).reaction?.treatment == id("T-1"))
        #expect(reported(named, later).problems == ["treatment: unknown-treatment"])
    }

    @Test func `of a reaction without a treatment that took place is refused`() {
        let request = ReactionRequest(patient: "P-1", signs: ["other"])
        #expect(reported(request, treatment(status: .cancelled)).problems == ["treatment: unknown-treatment"])
        #expect(reported(request, later, now: "2026-03-02T09:00:00Z").problems == ["treatment: unknown-treatment"])
    }

    @Test func `of a reaction names its signs, and everything wrong is told at once`() {
        #expect(reported(ReactionRequest(patient: "P-1", signs: []), treatment()).problems == ["signs: missing"])
        #expect(
            reported(ReactionRequest(patient: "P-9", signs: ["itch", "fever"]), of: nil).problems
                == ["signs.0: malformed", "patient: unknown-patient"])
    }

    @Test func `of a reaction is cleared once`() throws {
        var problems = Problems()
        let reaction = try #require(reported(ReactionRequest(patient: "P-1", signs: ["fever"]), treatment()).reaction)
        let cleared = try #require(reaction.cleared(at: at("2026-03-02T13:00:00Z"), zone: .utc, problems: &problems))
        #expect(!cleared.isOpen)
        #expect(reaction.reportedAt == cleared.reportedAt)
        #expect(!cleared.mutes(at: at("2026-03-02T13:00:00Z")) && cleared.mutes(at: at("2026-03-02T12:59:59Z")))
        let there = Zone(name: "Test/East", transitions: [], offsets: [5 * 3600])
        #expect(cleared.cleared(at: at("2026-03-02T14:00:00Z"), zone: there, problems: &problems) == nil)
        #expect(cleared.cleared(at: at("2026-03-02T14:00:00Z"), zone: nil, problems: &problems) == nil)
        #expect(
            problems.list.map(\.message) == [
                "reaction 'R-1' was cleared already, at 2026-03-02 18:00; report it anew if it came back",
                "reaction 'R-1' was cleared already; report it anew if it came back",
            ])
    }
}
