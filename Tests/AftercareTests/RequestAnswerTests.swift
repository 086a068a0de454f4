import Testing

@testable import Aftercare

/// The answer of a patient in Kathmandu, 5 hours 45 minutes ahead of UTC, to a reminder that is of use for six hours and
/// whose window closes after a day.
@Suite struct `An answer to a reminder` {
    /// 2 March, 15:15, in Kathmandu.
    private let now = at("2026-03-02T09:30:00Z")

    private func reminder(
        _ role: Role = .reminder, _ phase: Phase = .during, state: ReminderState = .settled, isSaid: Bool = true,
        from opens: Instant = at("2026-03-02T09:00:00Z")
    ) -> Reminder {
        let window = Window(
            treatment: id("T-1"), timingRevision: 2, plan: id("PL-1"), careProtocol: ProtocolReference(id: id("sample"), version: 1),
            instruction: id("no-alcohol"), kind: .abstain, opens: opens, closes: opens + 86_400)
        let occurrence = Occurrence(
            window: window, place: 3, phase: phase, role: role, ordinal: role == .reminder ? 0 : 2, due: opens,
            deadline: opens + 6 * 3600)
        return Reminder(
            id: OccurrenceID(occurrence.key, store: sampleStore), patient: id("P-1"), occurrence: occurrence, state: state, sequence: 1,
            attempt: 1, reason: nil, payload: nil, decidedAt: opens, emittedAt: isSaid ? opens : nil, cursor: nil)
    }

    private func given(
        _ request: ResponseRequest, to reminder: Reminder? = nil, earlier: [Response.Answer] = [], in name: String = "Asia/Kathmandu",
        now: Instant? = nil
    ) throws -> (response: Response?, problems: [String]) {
        var problems = Problems()
        let answered = reminder ?? self.reminder()
        let before = earlier.map { Response(reminder: answered.occurrence.key.base, answer: $0, at: self.now - 60) }
        let response = request.admit(answered, earlier: before, zone: try zone(name), now: now ?? self.now, problems: &problems)
        #expect((response == nil) == !problems.list.isEmpty)
        return (response, problems.list.map(\.line))
    }

    private func snoozed(
        until: String, _ role: Role = .reminder, _ phase: Phase = .during
    ) throws -> (answer: Response.Answer?, problems: [String]) {
        let given = try given(ResponseRequest(answer: "snoozed", until: until), to: reminder(role, phase))
        return (given.response?.answer, given.problems)
    }

    @Test(arguments: [
        (Response.Answer.acknowledged, Response.Answer.Kind.acknowledged, "acknowledged"), (.declined, .declined, "declined"),
        (.snoozed(until: at("2026-03-02T10:00:00Z")), .snoozed, "snoozed"),
    ])
    func `is of a kind with a name of its own`(answer: Response.Answer, kind: Response.Answer.Kind, name: String) {
        #expect(answer.kind == kind && kind.rawValue == name)
    }

    @Test(arguments: [Role.reminder, .nag, .snoozed, .standing, .escalation])
    func `is to the reminder that was repeated, in its place`(role: Role) throws {
        let key = OccurrenceKey(treatment: id("T-1"), timingRevision: 2, instruction: id("no-alcohol"), place: 3)
        let response = try given(ResponseRequest(answer: "acknowledged"), to: reminder(role)).response
        #expect(response == Response(reminder: key, answer: .acknowledged, at: now))
    }

    // MARK: What cannot be answered

    @Test(arguments: ReminderState.allCases) func `is to what was said, or is being said`(state: ReminderState) throws {
        let request = ResponseRequest(answer: "declined")
        #expect(try given(request, to: reminder(state: state)).problems == [])
        let unsaid = reminder(state: state, isSaid: false)
        let message =
            ": contradiction: reminder '\(unsaid.id.short)' was never said (it is \(state.rawValue)); only what was said can be answered"
        #expect(try given(request, to: unsaid).problems == (state == .sending ? [] : [message]))
    }

    @Test(arguments: [
        (Role.confirmation, "asks whether a treatment took place; answer with 'aftercarectl treatment complete' or 'cancel'"),
        (.reaction, "tells of a reaction; answer with 'aftercarectl reaction clear'"),
        (.correction, "is a correction, which wants no answer; answer what it replaces"),
    ])
    func `is to nothing that wants another one`(role: Role, words: String) throws {
        let reminder = reminder(role)
        #expect(try given(ResponseRequest(answer: "yes"), to: reminder).problems == [": contradiction: '\(reminder.id)' \(words)"])
    }

    @Test func `is one of three, and stands`() throws {
        let short = reminder().id.short
        func problem(_ word: String, _ earlier: Response.Answer...) throws -> String? {
            let found = try given(ResponseRequest(answer: word), earlier: earlier).problems
            #expect(found.count < 2)
            return found.first
        }
        #expect(try problem("yes") == "answer: malformed: 'yes' is not one of acknowledged, declined, snoozed")
        let later = Response.Answer.snoozed(until: now)
        #expect(
            try problem("declined", .acknowledged)
                == ": already-finished: reminder '\(short)' was acknowledged already, and that stands")
        #expect(
            try problem("declined", later, .declined) == ": already-finished: reminder '\(short)' was declined already, and that stands")
        // The last answer counts.
        #expect(try problem("declined", .declined, later) == nil)
        #expect(try problem("acknowledged", later, .declined) == nil)
        #expect(
            try given(ResponseRequest(answer: "snoozed", lasting: "1h"), earlier: [.declined]).problems
                == [": already-finished: reminder '\(short)' was declined already, and that stands"])
    }

    // MARK: A snooze

    @Test func `that snoozes ends after now, and while the reminder is of use`() throws {
        #expect(try snoozed(until: "2026-03-02T09:30:01Z").answer == .snoozed(until: now + 1))
        #expect(
            try snoozed(until: "2026-03-02T09:30:00Z").problems == ["until: out-of-range: 2026-03-02 15:15 has passed; snooze until later"])
        #expect(try snoozed(until: "2026-03-02 20:44:59").answer == .snoozed(until: at("2026-03-02T14:59:59Z")))
        #expect(
            try snoozed(until: "2026-03-02 20:45").problems == [
                "until: out-of-range: by 2026-03-02 20:45 it would be of no more use (it is until 2026-03-02 20:45); snooze for less, or "
                    + "acknowledge or decline it"
            ])
    }

    @Test(arguments: [
        (Role.reminder, Phase.end, "2026-03-02T15:00:00Z"), (.snoozed, .end, "2026-03-02T15:00:00Z"),
        (.standing, .during, "2026-03-02T15:00:00Z"), (.nag, .start, "2026-03-03T09:00:00Z"), (.nag, .during, "2026-03-03T09:00:00Z"),
        (.nag, .end, "2026-03-04T09:00:00Z"), (.escalation, .during, "2026-03-03T09:00:00Z"),
        (.escalation, .end, "2026-03-04T09:00:00Z"),
    ])
    func `that snoozes a repetition may go on as long as any is of use`(role: Role, phase: Phase, deadline: String) throws {
        let last = at(deadline) - 1
        #expect(try snoozed(until: last.text, role, phase).answer == .snoozed(until: last))
        #expect(try snoozed(until: deadline, role, phase).problems.count == 1)
    }

    /// It is 15:15 in Kathmandu.
    @Test(arguments: [
        ("15:16", "2026-03-02T09:31:00Z"), ("15:15", "2026-03-03T09:30:00Z"), ("15:14", "2026-03-03T09:29:00Z"),
        ("00:10", "2026-03-02T18:25:00Z"), ("23:59", "2026-03-02T18:14:00Z"),
    ])
    func `that snoozes until a time of day means the next one on the patient's clock`(until: String, instant: String) throws {
        #expect(try snoozed(until: until, .nag, .end).answer == .snoozed(until: at(instant)))
    }

    /// The clocks go forward in the night.
    @Test func `that snoozes for a day ends at the same time on the patient's clock`() throws {
        let noon = at("2026-03-28T12:00:00Z")
        let nag = reminder(.nag, .end, from: noon - 900)
        func answer(_ request: ResponseRequest) throws -> Response.Answer? {
            try given(request, to: nag, in: "Europe/Berlin", now: noon).response?.answer
        }
        #expect(try answer(ResponseRequest(answer: "snoozed", lasting: "1d")) == .snoozed(until: at("2026-03-29T11:00:00Z")))
        #expect(try answer(ResponseRequest(answer: "snoozed", lasting: "24h")) == .snoozed(until: at("2026-03-29T12:00:00Z")))
        #expect(try answer(ResponseRequest(answer: "snoozed", until: "13:00")) == .snoozed(until: at("2026-03-29T11:00:00Z")))
    }

    @Test(
        arguments: [
            (ResponseRequest(answer: "snoozed"), "lasting: missing: say for how long it is snoozed, like 30min"),
            (ResponseRequest(answer: "snoozed", lasting: "1h", until: "23:00"), "until: contradiction: say 'lasting' or 'until', not both"),
            (
                ResponseRequest(answer: "snoozed", lasting: "5m"),
                "lasting: malformed: '5m' is not clear: write min for minutes or mo for months"
            ),
            (ResponseRequest(answer: "snoozed", lasting: "0min"), "lasting: out-of-range: 2026-03-02 15:15 has passed; snooze until later"),
            (
                ResponseRequest(answer: "snoozed", lasting: "6h"),
                "lasting: out-of-range: by 2026-03-02 21:15 it would be of no more use (it is until 2026-03-02 20:45); snooze for less, or "
                    + "acknowledge or decline it"
            ),
            (
                ResponseRequest(answer: "snoozed", until: "soon"),
                "until: malformed: 'soon' is not a time, like '2026-03-03 09:00' on the patient's clock, 2026-03-03T03:15:00Z, or now-40min"
            ),
            (
                ResponseRequest(answer: "acknowledged", until: "23:00"),
                "until: contradiction: only a snooze has a time; leave it out, or answer 'snoozed'"
            ),
            (
                ResponseRequest(answer: "declined", lasting: "1h"),
                "until: contradiction: only a snooze has a time; leave it out, or answer 'snoozed'"
            ),
        ] as [(ResponseRequest, String)])
    func `that snoozes for no good time says what to state`(request: ResponseRequest, problem: String) throws {
        #expect(try given(request).problems == [problem])
    }
}
