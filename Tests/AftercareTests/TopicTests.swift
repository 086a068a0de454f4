import Testing

@testable import Aftercare

@Suite struct `The topic of a reminder` {
    @Test(arguments: Instruction.Kind.allCases, ["Wein", nil])
    func `is a term where there is something to avoid or to limit`(kind: Instruction.Kind, subject: String?) {
        let instruction = instruction("x", kind: kind, subject: subject)
        let topic = Topic(instruction, of: careProtocol(instruction), modality: .warm)
        let isTerm = subject != nil && (kind == .abstain || kind == .restrict || kind == .limit)
        #expect(topic.text == (isTerm ? "\(kind.rawValue):alcohol#warm" : "sample/x#warm"))
    }

    @Test(arguments: [
        "abstain:alcohol", "restrict:sport", "limit:sodium#warm", "abstain:a:b", "sample/ice", "sample/ice#cold", "sample/ice#plan-decides",
    ])
    func `is read as it is stored`(text: String) throws { #expect(try Topic(text: text).text == text) }

    @Test func `is stored with what it is about, and how`() throws {
        #expect(try Topic(text: "limit:sodium") == Topic(subject: .term(.limit, "sodium"), modality: nil))
        #expect(try Topic(text: "sample/ice#cold") == Topic(subject: .instruction(id("sample"), id("ice")), modality: .cold))
        #expect(try Topic(text: "abstain:alcohol") != Topic(text: "limit:alcohol"))
    }

    @Test(arguments: [
        "", "#cold", "abstain", "drink:alcohol", "sample/ice#tepid", "sample/ice#cold#cold", "/ice", "sample/", "sample/i/ce",
    ])
    func `that is none is refused`(text: String) {
        #expect(throws: MalformedText(value: text, expected: "a topic, like abstain:alcohol or exosome-injection/compress#cold")) {
            try Topic(text: text)
        }
    }

    @Test(arguments: [
        ("sample/ice#cold", "other/ice#cold", true), ("sample/ice", "other/ice", true), ("sample/ice#cold", "other/ice#warm", false),
        ("sample/ice", "sample/heat", false), ("abstain:ice", "sample/ice", false), ("sample/ice", "abstain:ice", false),
    ])
    func `is named like that of another protocol with the same instruction`(one: String, other: String, expected: Bool) throws {
        #expect(try Topic(text: one).isNamed(like: Topic(text: other)) == expected)
    }
}

@Suite struct `The claim of a reminder` {
    private let end = at("2026-03-03T09:00:00Z")

    @Test(arguments: [(-901, false), (-900, true), (0, true), (900, true), (901, false)] as [(Int64, Bool)])
    func `agrees with an end that is a quarter of an hour away at most, and is true of it`(distance: Int64, expected: Bool) throws {
        let kathmandu = try zone("Asia/Kathmandu")
        let claim = Claim(until: end, modality: .cold)
        #expect(claim.agrees(with: Claim(until: end + distance, modality: .cold)) == expected)
        #expect(claim.isTrue(of: end + distance, in: kathmandu) == expected)
        // The clock counts, whatever instant it stood for.
        let clock = Claim(until: end + 5000, clock: kathmandu.local(end))
        #expect(clock.isTrue(of: end + distance, in: kathmandu) == expected)
        #expect(!clock.isTrue(of: end + distance, in: .utc))
    }

    @Test func `agrees with none that names no end, or another modality`() {
        #expect(!Claim(until: end).agrees(with: Claim()) && !Claim().agrees(with: Claim(until: end)) && Claim().agrees(with: Claim()))
        #expect(!Claim(until: end, modality: .cold).agrees(with: Claim(until: end, modality: .warm)))
        #expect(!Claim(until: end, modality: .cold).agrees(with: Claim(until: end)))
        #expect(Claim().isTrue(of: end, in: .utc))
    }
}

@Suite struct `The window of an instruction` {
    private let opens = at("2026-03-02T09:00:00Z")
    private let closes = at("2026-03-03T09:00:00Z")

    private var window: Window {
        Window(
            treatment: id("T-1"), timingRevision: 2, plan: id("PL-1"), careProtocol: ProtocolReference(id: id("sample"), version: 3),
            instruction: id("ice"), kind: .compress, opens: opens, closes: closes)
    }

    @Test func `holds from its opening until just before it closes`() {
        #expect(!window.holds(at: opens - 1) && window.holds(at: opens) && window.holds(at: closes - 1) && !window.holds(at: closes))
    }

    @Test func `touches a span with either end`() {
        #expect(!window.overlaps(opens - 9...opens - 1) && window.overlaps(opens - 9...opens))
        #expect(window.overlaps(closes...closes + 9) && !window.overlaps(closes + 1...closes + 9))
        #expect(window.overlaps(opens + 1...opens + 2) && window.overlaps(opens - 1...closes + 1))
    }

    @Test func `is the same as another with the same content`() {
        #expect(window == window && Set([window, window]).count == 1)
        #expect(InstructionKey(window) == InstructionKey(treatment: id("T-1"), instruction: id("ice")))
    }

    /// A treatment on 31 March, from 08:00 to 09:00, in the patient's zone.
    private func interval(_ opens: Anchor, _ closes: WindowRule.Closing) throws -> [String]? {
        let kathmandu = try zone("Asia/Kathmandu")
        let session = treatment(start: "2026-03-31T02:15:00Z", end: "2026-03-31T03:15:00Z")
        let interval = WindowRule(opens: opens, closes: closes).interval(for: session, in: kathmandu)
        return interval.map { [kathmandu.written($0.lowerBound), kathmandu.written($0.upperBound)] }
    }

    @Test func `that lasts as long as it opens before an edge closes at that edge, however long the months are`() throws {
        let month = span("1mo")
        #expect(try interval(Anchor(edge: .beforeStart, offset: month), .lasting(month)) == ["2026-02-28 08:00", "2026-03-31 08:00"])
        #expect(try interval(Anchor(edge: .beforeEnd, offset: month), .lasting(month)) == ["2026-02-28 09:00", "2026-03-31 09:00"])
        #expect(try interval(Anchor(edge: .beforeEnd, offset: month), .lasting(.days(5))) == ["2026-02-28 09:00", "2026-03-05 09:00"])
        let timed = Anchor(edge: .beforeStart, offset: month, at: time("07:00"))
        #expect(try interval(timed, .lasting(month)) == ["2026-02-28 07:00", "2026-03-28 07:00"])
        #expect(try interval(Anchor(edge: .afterEnd, offset: month), .lasting(month)) == ["2026-04-30 09:00", "2026-05-30 09:00"])
    }

    @Test func `that would not close after it opens is none`() throws {
        let opens = Anchor(edge: .afterEnd, offset: .hours(2))
        #expect(try interval(opens, .lasting(.zero)) == nil)
        #expect(try interval(opens, .at(opens)) == nil)
        #expect(try interval(opens, .at(Anchor(edge: .afterEnd, offset: .hours(1)))) == nil)
        #expect(try interval(opens, .at(Anchor(edge: .afterEnd, offset: .minutes(121)))) == ["2026-03-31 11:00", "2026-03-31 11:01"])
    }
}

@Suite struct `What was decided before` {
    private func decision(_ verdict: Decision.Verdict, _ role: Role = .reminder, treatment: String = "T-1") -> Decision {
        let window = Window(
            treatment: id(treatment), timingRevision: 1, plan: id("PL-1"), careProtocol: ProtocolReference(id: id("sample"), version: 1),
            instruction: id("ice"), kind: .compress, opens: Instant(seconds: 100), closes: Instant(seconds: 900))
        let occurrence = Occurrence(
            window: window, place: 4, phase: .during, role: role, ordinal: 2, due: Instant(seconds: 200), deadline: Instant(seconds: 300))
        return Decision(
            occurrence: occurrence, verdict: verdict, claim: Claim(template: "cold"),
            payload: Payload(text: "cold", language: .english, alsoFor: [id("T-7")]))
    }

    @Test(arguments: [Role.reminder, .nag, .snoozed, .standing, .escalation, .correction])
    func `counts as said where it was emitted, and a correction in any case`(role: Role) {
        for (verdict, isEmitted) in [
            (.emit(lateBy: 0), true), (.miss(.superseded), false), (.suppress(.noText), false), (.cancel(.noShow), false),
        ] as [(Decision.Verdict, Bool)] {
            var history = DecisionHistory()
            let decision = decision(verdict, role)
            let emitted = history.add(decision, at: Instant(seconds: 250))
            #expect(history.keys == [decision.occurrence.key])
            #expect((emitted != nil) == (isEmitted || role == .correction) && history.emitted == [emitted].compactMap(\.self))
        }
    }

    @Test func `keeps when it was said, and what it named`() throws {
        var history = DecisionHistory()
        let added = history.add(decision(.emit(lateBy: 50)), at: Instant(seconds: 250))
        let emitted = try #require(added)
        #expect(emitted.due == Instant(seconds: 200) && emitted.at == Instant(seconds: 250) && emitted.deadline == Instant(seconds: 300))
        #expect(emitted.key.place == 4 && emitted.key.ordinal == 2 && emitted.phase == .during)
        #expect(emitted.alsoFor == [id("T-7")] && emitted.claim.template == "cold")
    }

    @Test func `is forgotten of a treatment that is over, and of no other`() {
        var history = DecisionHistory()
        history.add(decision(.emit(lateBy: 0), treatment: "T-1"), at: Instant(seconds: 250))
        history.add(decision(.emit(lateBy: 0), treatment: "T-2"), at: Instant(seconds: 251))
        let rest = history.without([id("T-1")])
        #expect(rest.keys.map(\.treatment) == [id("T-2")] && rest.emitted.map(\.key.treatment) == [id("T-2")])
    }
}
