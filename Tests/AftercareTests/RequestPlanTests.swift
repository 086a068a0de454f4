import Testing

@testable import Aftercare

/// A plan as it is stated. Its protocol leaves two compresses to the plan, in another order than their names.
@Suite struct `A plan as it is stated` {
    private let now = at("2026-03-20T12:00:00Z")
    private let sample = careProtocol(
        compress("ice", modality: .planDecides), noAlcohol, compress("cool", modality: .planDecides), version: 3)
    private let cold: [InstructionID: Modality] = [id("ice"): .cold, id("cool"): .cold]

    private func stated(
        _ request: PlanRequest, existing: Plan? = nil, of known: Patient? = patient(), to careProtocol: CareProtocol?? = .none,
        others: [Plan] = []
    ) -> (plan: Plan?, problems: [String]) {
        var problems = Problems()
        let careProtocol: CareProtocol? = careProtocol ?? sample
        let context = PlanRequest.Context(
            existing: existing, patient: known, careProtocol: careProtocol, freshID: id("PL-7"), others: others, now: now)
        let plan = request.admit(context, problems: &problems)
        #expect((plan == nil) == !problems.list.isEmpty)
        return (plan, problems.list.map(\.line))
    }

    private func request(_ compress: String? = "cold", id: String? = nil, status: String? = nil) -> PlanRequest {
        PlanRequest(id: id, patient: "P-1", protocol: "sample", compress: compress, status: status)
    }

    @Test func `names its protocol with a version or without one`() {
        func reference(_ text: String) -> String {
            guard let (id, version) = PlanRequest(patient: "P-1", protocol: text).reference else { return "none" }
            return "\(id) \(version ?? 0)"
        }
        #expect(["sample", "sample@12", "sample@0", "sam ple"].map(reference) == ["sample 0", "sample 12", "none", "none"])
    }

    @Test(arguments: [(nil, Plan.Status.active), ("draft", .draft), ("on-hold", .onHold)] as [(String?, Plan.Status)])
    func `begins now, in its state, with the modality that it chose`(word: String?, status: Plan.Status) {
        let expected = Plan(
            id: id("PL-7"), patient: id("P-1"), careProtocol: sample.reference, history: History(status, since: now), modalities: cold,
            switchedOff: [])
        #expect(stated(request(status: word)).plan == expected)
    }

    @Test func `keeps what it leaves out, and replaces what it states`() {
        let change = InstructionChange(id: id("no-alcohol"), usefulFor: .hours(1))
        let existing = plan("PL-1", of: sample, status: .onHold, modalities: cold, switchedOff: [id("ice")], changes: [change])
        #expect(stated(request(nil, id: "PL-1"), existing: existing).plan == existing)
        var other = request("none", id: "PL-1", status: "active")
        other.without = ["no-alcohol"]
        other.changes = []
        let changed = stated(other, existing: existing).plan
        #expect(changed?.modalities == [id("ice"): Modality.none, id("cool"): Modality.none])
        #expect(changed?.switchedOff == [id("no-alcohol")] && changed?.changes == [])
        #expect(changed?.status == .active && changed?.history.since == now && changed?.history.status(at: now - 1) == .onHold)
        var bare = request(nil, id: "PL-1")
        bare.without = []
        #expect(stated(bare, existing: existing).plan == existing.with(switchedOff: []))
    }

    @Test func `follows the version that it names now, and keeps no modality that nobody asks for`() {
        let newer = careProtocol(compress("cool", modality: .planDecides), noAlcohol, version: 4)
        let existing = plan("PL-1", of: sample, modalities: cold)
        let changed = stated(request(nil, id: "PL-1"), existing: existing, to: newer).plan
        #expect(changed?.careProtocol == newer.reference && changed?.modalities == [id("cool"): .cold])
    }

    @Test func `chooses a modality for each compress that its protocol leaves to it, and for no other`() {
        func missing(_ name: String) -> String {
            "compress: modality-missing: protocol 'sample@3' leaves '\(name)' to the plan, and there is no default: say compress warm, "
                + "cold, none"
        }
        #expect(stated(request(nil)).problems == [missing("ice"), missing("cool")])
        let half = plan("PL-1", of: sample, modalities: [id("ice"): .warm])
        #expect(stated(request(nil, id: "PL-1"), existing: half).problems == [missing("cool")])
        for word in ["hot", "plan-decides"] {
            #expect(stated(request(word)).problems == ["compress: malformed: '\(word)' is not one of warm, cold, none"])
        }
        #expect(
            stated(request("cold"), to: careProtocol(noAlcohol)).problems
                == ["compress: contradiction: protocol 'sample@1' leaves no compress to the plan; leave 'compress' out"])
        #expect(stated(request(nil), to: careProtocol(noAlcohol)).problems == [])
    }

    @Test func `leaves out only what its protocol has, or what it adds`() {
        let walk = InstructionChange(
            id: id("walk"), kind: .advise, window: day, cadence: .moments([.start]),
            text: Translations([.english: Wording(phrases: Phrases(start: "Walk."))]))
        var own = request()
        own.without = ["no-alcohol", "walk"]
        #expect(
            stated(own).problems == [
                "without.1: unknown-instruction: protocol 'sample@3' has no instruction 'walk'; it has ice, no-alcohol, cool"
            ])
        own.changes = [walk]
        #expect(stated(own).plan?.switchedOff == [id("no-alcohol"), id("walk")])
    }

    @Test func `is of the patient to whom it belonged, and of one that is known`() {
        let other = Plan(
            id: id("PL-1"), patient: id("P-2"), careProtocol: sample.reference, history: History(.active), modalities: cold,
            switchedOff: [])
        #expect(
            stated(request(id: "PL-1"), existing: other).problems
                == ["patient: contradiction: plan 'PL-1' belongs to patient 'P-2'; give this one another id"])
        #expect(
            stated(request(id: "?", status: "paused"), of: nil).problems == [
                "id: malformed: '?' is not a name; use 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit",
                "patient: unknown-patient: unknown patient 'P-1'; run 'aftercarectl patient list', or add it with 'aftercarectl patient "
                    + "add'",
                "status: malformed: 'paused' is not one of active, completed, draft, entered-in-error, on-hold, revoked",
            ])
        #expect(
            stated(request("hot"), to: .some(nil)).problems == [
                "protocol: unknown-protocol: unknown protocol 'sample'; run 'aftercarectl protocol list'",
                "compress: malformed: 'hot' is not one of warm, cold, none",
            ])
    }

    // MARK: Twice the same

    private static let twin =
        "protocol: implausible: patient 'P-1' follows 'sample' already, with plan 'PL-2': everything would be said twice. Schedule "
        + "sessions under 'PL-2'; if a second plan is meant, say it again with '--force'"

    @Test(arguments: Plan.Status.allCases) func `is asked about beside an active one of the same protocol`(status: Plan.Status) {
        let older = careProtocol(noAlcohol, version: 1)
        #expect(stated(request(), others: [plan("PL-2", of: older, status: status)]).problems == (status == .active ? [Self.twin] : []))
        // One that does not speak says nothing twice.
        let known = plan("PL-2", of: older)
        #expect(stated(request(status: status.rawValue), others: [known]).problems == (status == .active ? [Self.twin] : []))
    }

    @Test func `is not asked about where it spoke before, is meant, or is another protocol's`() {
        let known = plan("PL-2", of: sample, modalities: cold)
        let other = CareProtocol(
            id: id("other"), version: 1, title: Translations([.english: "Other"]), language: .english, routes: [.topical],
            usualDuration: nil, signOff: nil, sources: [:], instructions: [noAlcohol])
        #expect(stated(request(), others: [plan("PL-3", of: other)]).problems == [])
        #expect(stated(request(id: "PL-2"), existing: known, others: [known]).problems == [])
        let mine = plan("PL-1", of: sample, modalities: cold)
        #expect(stated(request(id: "PL-1"), existing: mine, others: [known]).problems == [])
        #expect(stated(request(id: "PL-1", status: "on-hold"), existing: mine, others: [known]).problems == [])
        let held = plan("PL-1", of: sample, status: .onHold, modalities: cold)
        #expect(stated(request(id: "PL-1", status: "active"), existing: held, others: [known]).problems == [Self.twin])
        #expect(stated(request(id: "PL-1"), existing: held, others: [known]).problems == [])
        for (force, problems) in [(true, []), (false, [Self.twin])] as [(Bool, [String])] {
            var meant = request()
            meant.force = force
            #expect(stated(meant, others: [known]).problems == problems)
        }
    }

    @Test(arguments: [Plan.Status.completed, .revoked, .enteredInError])
    func `is not stated otherwise where it is over`(status: Plan.Status) {
        let over = plan("PL-1", of: sample, status: status, modalities: cold)
        #expect(stated(request(id: "PL-1"), existing: over).plan == over)
        #expect(
            stated(request("warm", id: "PL-1"), existing: over).problems == [
                "status: already-finished: plan 'PL-1' is \(status.rawValue), and stays so; assign a new one with 'aftercarectl plan "
                    + "assign P-1 sample', or, if that was a mistake, take it back with 'aftercarectl plan resume PL-1 --entered-in-error'"
            ])
    }

    // MARK: Its own instructions

    @Test func `has all of an instruction that only it has, and each once`() {
        func missing(_ change: InstructionChange) -> [String] {
            var own = request()
            own.changes = [change]
            return stated(own).problems
        }
        func problem(_ parts: String) -> [String] {
            [
                "changes.walk: missing: protocol 'sample@3' has no instruction 'walk', so one of the plan's own needs \(parts); add that, "
                    + "or change one of ice, no-alcohol, cool"
            ]
        }
        var walk = InstructionChange(id: id("walk"))
        #expect(missing(walk) == problem("a kind, a window, reminders, a text"))
        walk.kind = .advise
        #expect(missing(walk) == problem("a window, reminders, a text"))
        walk.window = day
        #expect(missing(walk) == problem("reminders, a text"))
        walk.cadence = .moments([.start])
        #expect(missing(walk) == problem("a text"))
        walk.text = Translations([.english: Wording(phrases: Phrases(start: "Walk."))])
        #expect(missing(walk) == [])
        var twice = request()
        twice.changes = [walk, InstructionChange(id: id("no-alcohol"), usefulFor: .hours(1)), walk]
        #expect(stated(twice).problems == ["changes.walk: duplicate-id: 'walk' is changed twice; say all of it once"])
    }

    @Test func `changes no more than a protocol may have`() {
        var own = request()
        own.changes = (1...201).map { InstructionChange(id: id("walk-\($0)")) }
        #expect(
            stated(own).problems
                == ["changes: out-of-range: 201 instructions are changed, and 200 are the most that a plan has; change fewer"])
    }
}
