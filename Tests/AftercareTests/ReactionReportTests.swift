import Testing

@testable import Aftercare

/// The report of a reaction, and what becomes of it.
@Suite struct `A report of a reaction` {
    private let now = at("2026-03-02T11:00:00Z")

    /// In an order that is neither that of the names nor that of the times; the last one is still to come.
    private static func sessions(_ status: Treatment.Status = .booked) -> [Treatment] {
        [
            treatment("T-2", start: "2026-03-02T08:00:00Z", end: "2026-03-02T09:00:00Z"),
            treatment("T-1", start: "2026-03-02T10:00:00Z", end: "2026-03-02T10:45:00Z", status: status),
            treatment("T-4", start: "2026-03-02T07:00:00Z", end: "2026-03-02T07:30:00Z"),
            treatment("T-3", start: "2026-03-02T12:00:00Z", end: "2026-03-02T13:00:00Z"),
        ]
    }

    private func reported(
        _ signs: [String], to name: String? = nil, of known: Patient? = patient(), among treatments: [Treatment] = Self.sessions(),
        now: Instant? = nil
    ) -> (reaction: Reaction?, problems: [String]) {
        var problems = Problems()
        let reaction = ReactionRequest(patient: "P-9", treatment: name, signs: signs)
            .admit(patient: known, treatments: treatments, freshID: id("R-5"), now: now ?? self.now, problems: &problems)
        #expect((reaction == nil) == !problems.list.isEmpty)
        return (reaction, problems.list.map(\.line))
    }

    @Test func `is about a patient's session, and open from now on`() {
        let expected = Reaction(
            id: id("R-5"), patient: id("P-1"), treatment: id("T-2"), signs: [.vision, .pain], reportedAt: now, clearedAt: nil)
        #expect(reported(["vision", "pain", "vision"], to: "T-2").reaction == expected)
    }

    @Test(
        arguments: [
            ("2026-03-02T06:59:59Z", nil), ("2026-03-02T07:00:00Z", "T-4"), ("2026-03-02T09:59:59Z", "T-2"),
            ("2026-03-02T10:00:00Z", "T-1"), ("2026-03-02T11:59:59Z", "T-1"), ("2026-03-02T12:00:00Z", "T-3"),
        ] as [(String, String?)])
    func `is about the session that began last, unless it says otherwise`(now: String, name: String?) {
        let (reaction, problems) = reported(["fever"], now: at(now))
        #expect(reaction?.treatment.rawValue == name)
        let message = "treatment: unknown-treatment: no treatment of patient 'P-1' has begun; say which one it is about"
        #expect(problems == (name == nil ? [message] : []))
    }

    @Test(arguments: Treatment.Status.allCases)
    func `is about no session that did not take place, unless it says so`(status: Treatment.Status) {
        let isOff = [.cancelled, .noShow, .enteredInError].contains(status)
        #expect(reported(["fever"], among: Self.sessions(status)).reaction?.treatment == id(isOff ? "T-2" : "T-1"))
        #expect(reported(["fever"], to: "T-1", among: Self.sessions(status)).reaction?.treatment == id("T-1"))
    }

    @Test func `is about the session that really began last`() {
        var sessions = Self.sessions()
        sessions[3].actualStart = at("2026-03-02T10:30:00Z")
        #expect(reported(["fever"], among: sessions).reaction?.treatment == id("T-3"))
        sessions[1].actualStart = at("2026-03-02T10:31:00Z")
        #expect(reported(["fever"], among: sessions).reaction?.treatment == id("T-1"))
    }

    @Test func `that lacks something says what to state`() {
        let known = "breathing, swelling, collapse, vision, skin, pain, infection, fever, numbness, bleeding, other"
        #expect(reported([]).problems == ["signs: missing: say what was noticed, one or more of \(known)"])
        #expect(
            reported(["fever", "itch"], of: nil).problems == [
                "signs.1: malformed: 'itch' is not one of bleeding, breathing, collapse, fever, infection, numbness, other, pain, skin, "
                    + "swelling, vision",
                "patient: unknown-patient: unknown patient 'P-9'; run 'aftercarectl patient list', or add it with 'aftercarectl patient "
                    + "add'",
            ])
        for (treatment, shown) in [("T-9", "T-9"), ("T\u{7}", "T<U+0007>")] {
            #expect(
                reported(["fever"], to: treatment).problems == [
                    "treatment: unknown-treatment: patient 'P-1' has no treatment '\(shown)'; "
                        + "run 'aftercarectl treatment list --patient P-1'"
                ])
        }
        #expect(Problem.unknown(reaction: id("R-9")) == "unknown reaction 'R-9'; run 'aftercarectl reaction list'")
    }

    @Test(arguments: [
        (Reaction.Sign.breathing, "trouble breathing"), (.swelling, "swelling"), (.collapse, "collapse"), (.vision, "a change of vision"),
        (.skin, "blanching, mottled or cool skin"), (.pain, "pain out of proportion"), (.infection, "signs of infection"),
        (.fever, "fever"), (.numbness, "numbness"), (.bleeding, "bleeding that does not stop"), (.other, "another abnormal reaction"),
    ])
    func `has words for every sign`(sign: Reaction.Sign, words: String) {
        #expect(sign.words == words)
    }

    // MARK: What becomes of it

    private func reaction(cleared: String? = nil, inError: String? = nil) -> Reaction {
        Reaction(
            id: id("R-1"), patient: id("P-1"), treatment: id("T-1"), signs: [.fever], reportedAt: at("2026-03-02T10:00:00Z"),
            clearedAt: cleared.map { at("2026-03-02T\($0):00Z") }, enteredInErrorAt: inError.map { at("2026-03-02T\($0):00Z") })
    }

    /// Reported at 10:00.
    @Test(
        arguments: [
            (nil, nil, nil), ("11:00", nil, "11:00"), (nil, "12:00", "12:00"), ("11:00", "12:00", "11:00"), ("13:00", "12:00", "12:00"),
        ] as [(String?, String?, String?)])
    func `mutes from when it was made until it is taken care of, or taken back`(cleared: String?, inError: String?, end: String?) {
        let reaction = reaction(cleared: cleared, inError: inError)
        #expect(!reaction.mutes(at: at("2026-03-02T09:59:59Z")))
        #expect(reaction.mutes(at: at("2026-03-02T10:00:00Z")))
        #expect(reaction.isOpen == (end == nil))
        guard let end else {
            #expect(reaction.mutes(at: at("2199-01-01T00:00:00Z")))
            return
        }
        let closes = at("2026-03-02T\(end):00Z")
        #expect(reaction.mutes(at: closes - 1) && !reaction.mutes(at: closes) && !reaction.mutes(at: closes + 7200))
    }

    @Test func `is cleared at one time, and entered in error at another`() throws {
        var problems = Problems()
        let cleared = try #require(reaction().cleared(at: now, zone: .utc, problems: &problems))
        #expect(cleared == reaction(cleared: "11:00"))
        #expect(cleared.enteredInError(at: now + 3600, problems: &problems) == reaction(cleared: "11:00", inError: "12:00"))
        #expect(problems.list == [])
        let kathmandu = try zone("Asia/Kathmandu")
        #expect(cleared.cleared(at: now + 60, zone: kathmandu, problems: &problems) == nil)
        #expect(
            problems.list == [
                Problem(
                    .alreadyFinished, at: "",
                    "reaction 'R-1' was cleared already, at 2026-03-02 16:45; report it anew if it came back")
            ])
    }
}
