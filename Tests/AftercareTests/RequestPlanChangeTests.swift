import Testing

@testable import Aftercare

/// A change to a plan that exists. The instructions of its protocol stand in another order than their names.
@Suite struct `A change to a plan` {
    private let now = at("2026-03-20T12:00:00Z")
    private let sample = careProtocol(compress("ice", modality: .planDecides), noAlcohol, compress("cool", modality: .warm), version: 3)
    private var assigned: Plan { plan(of: sample, modalities: [id("ice"): .cold]) }
    private let use = InstructionChange(id: id("no-alcohol"), usefulFor: .hours(1))

    private func changed(
        _ request: PlanChangeRequest, _ plan: Plan? = nil, to careProtocol: CareProtocol?? = .none
    ) -> (plan: Plan?, problems: [String]) {
        let (changed, problems) = request.changed(plan ?? assigned, of: careProtocol ?? sample, now: now)
        #expect((changed == nil) == !problems.isEmpty)
        return (changed, problems.map(\.line))
    }

    private func clearing(_ keys: String..., without: [String]? = nil) -> PlanChangeRequest {
        var request = PlanChangeRequest(without: without)
        request.clear = keys
        return request
    }

    // MARK: Its status

    @Test(arguments: Plan.Status.allCases) func `leads to any status but back to a draft`(status: Plan.Status) {
        let (plan, problems) = changed(PlanChangeRequest(status: status.rawValue))
        let isDraft = status == .draft
        let message = "status: contradiction: plan 'PL-1' is no draft any more; put it 'on-hold' to silence it"
        #expect(problems == (isDraft ? [message] : []))
        #expect(plan?.status == (isDraft ? nil : status))
        if let plan { #expect(plan.history.since == (status == .active ? Instant(seconds: 0) : now)) }
        let draft = AftercareTests.plan(of: sample, status: .draft, modalities: [id("ice"): .cold])
        #expect(changed(PlanChangeRequest(status: status.rawValue), draft).plan?.status == status)
    }

    @Test(arguments: [Plan.Status.completed, .revoked, .enteredInError]) func `is none to one that is over`(status: Plan.Status) {
        let over = plan(of: sample, status: status, modalities: [id("ice"): .cold])
        #expect(
            changed(PlanChangeRequest(without: ["ice"]), over).problems == [
                ": already-finished: plan 'PL-1' is \(status.rawValue), and stays so; assign a new one with 'aftercarectl plan assign P-1 "
                    + "sample', or, if that was a mistake, take it back with 'aftercarectl plan resume PL-1 --entered-in-error'"
            ])
    }

    private func takenBack(_ history: [Plan.Status], status: String? = "active") -> (plan: Plan?, problems: [String]) {
        var steps = History<Plan.Status>(history[0])
        for (index, status) in history.enumerated().dropFirst() { steps = steps.changed(to: status, at: now - 1000 + Int64(index)) }
        var request = PlanChangeRequest(status: status)
        request.enteredInError = true
        return changed(request, assigned.with(history: steps))
    }

    @Test func `that takes back an end returns to what was before it, or to an active plan`() {
        let held = History<Plan.Status>(.active).changed(to: .onHold, at: now - 999)
        #expect(takenBack([.active, .onHold, .completed]).plan?.history == held)
        #expect(takenBack([.draft, .revoked]).plan?.history == History<Plan.Status>(.draft))
        let twice = takenBack([.active, .completed, .enteredInError]).plan
        #expect(twice?.status == .active && twice?.history.since == now && twice?.history.status(at: now - 1) == .completed)
        #expect(takenBack([.revoked]).plan?.status == .active)
    }

    @Test(arguments: [Plan.Status.active, .onHold, .draft]) func `takes back no end where there is none`(status: Plan.Status) {
        #expect(
            takenBack([status]).problems
                == [": already-finished: plan 'PL-1' is \(status.rawValue), and not over; there is nothing to take back"])
    }

    @Test(arguments: [nil, "on-hold", "completed", "draft"] as [String?]) func `takes back an end by making it active`(word: String?) {
        #expect(
            takenBack([.active, .completed], status: word).problems
                == ["status: contradiction: what was entered in error is taken back by 'status: active'; say that alone"])
    }

    // MARK: Its protocol

    @Test func `to another version goes forward, and names what there is none of`() {
        let older = careProtocol(noAlcohol, version: 2)
        #expect(
            changed(PlanChangeRequest(version: "2"), to: older).problems
                == ["version: contradiction: plan 'PL-1' follows version 3 already; a plan never goes back to an older one"])
        var request = clearing("without", "status")
        request.version = "9"
        request.compress = "hot"
        #expect(
            changed(request, to: .some(nil)).problems == [
                "version: unknown-protocol: protocol 'sample' has no version '9'; run 'aftercarectl protocol list'",
                "compress: malformed: 'hot' is not one of warm, cold, none",
                "clear.1: malformed: 'status' of a plan cannot be cleared; what can is changes, without",
            ])
        request = PlanChangeRequest()
        #expect(
            changed(request, to: .some(nil)).problems
                == ["version: unknown-protocol: protocol 'sample' has no version ''; run 'aftercarectl protocol list'"])
    }

    // MARK: Its instructions

    @Test func `leaves out what it names beside what was left out, and takes up what holds again`() {
        let without = assigned.with(switchedOff: [id("ice")])
        #expect(changed(PlanChangeRequest(without: ["cool"]), without).plan?.switchedOff == [id("ice"), id("cool")])
        #expect(changed(PlanChangeRequest(without: ["cool"], with: ["ice"]), without).plan?.switchedOff == [id("cool")])
        #expect(changed(PlanChangeRequest(with: ["cool"]), without).plan?.switchedOff == [id("ice")])
        #expect(changed(clearing("without"), without).plan?.switchedOff == [])
        #expect(changed(clearing("without", without: ["cool"]), without).plan?.switchedOff == [id("cool")])
        #expect(changed(clearing("changes"), without.with(changes: [use])).plan == without)
    }

    @Test func `names each instruction that it both leaves out and takes up, in order`() {
        let request = PlanChangeRequest(without: ["ice", "no-alcohol", "cool"], with: ["no-alcohol", "ice"])
        #expect(
            changed(request).problems == [
                "with: contradiction: 'ice' stands under 'with' and under 'without'; take one of them out",
                "with: contradiction: 'no-alcohol' stands under 'with' and under 'without'; take one of them out",
            ])
    }

    @Test func `names the instructions that there are where it names one that there is not`() {
        let walk = InstructionChange(
            id: id("walk"), kind: .advise, window: day, cadence: .moments([.start]),
            text: Translations([.english: Wording(phrases: Phrases(start: "Walk."))]))
        #expect(
            changed(PlanChangeRequest(with: ["cool", "nap"], changes: [walk])).problems == [
                "with.1: unknown-instruction: protocol 'sample@3' has no instruction 'nap'; it has ice, no-alcohol, cool, walk"
            ])
        #expect(changed(PlanChangeRequest(without: ["walk"], changes: [walk])).plan?.switchedOff == [id("walk")])
    }

    @Test func `restores what it names, and tells which name is none`() {
        let other = InstructionChange(id: id("cool"), usefulFor: .hours(1))
        let own = assigned.with(changes: [use, other])
        #expect(changed(PlanChangeRequest(restore: ["cool"]), own).plan?.changes == [use])
        #expect(
            changed(PlanChangeRequest(restore: ["cool", "ice", "?"]), own.with(switchedOff: [id("ice")])).problems == [
                "restore.1: unknown-instruction: plan 'PL-1' leaves 'ice' out; with 'aftercarectl plan change PL-1 --with ice' it holds "
                    + "again",
                "restore.2: unknown-instruction: plan 'PL-1' has no change of '?' that could be taken back; it changes no-alcohol, cool",
            ])
    }

    @Test func `asks for other reminders where anything but the kind of compress is other`() {
        let none = assigned.with(modalities: [id("ice"): Modality.none])
        #expect(!assigned.asksOtherwise(than: assigned))
        #expect(!assigned.with(modalities: [id("ice"): .warm]).asksOtherwise(than: assigned))
        #expect(!assigned.with(history: History(.onHold)).asksOtherwise(than: assigned))
        #expect(none.asksOtherwise(than: assigned) && assigned.asksOtherwise(than: none) && !none.asksOtherwise(than: none))
        #expect(assigned.with(changes: [use]).asksOtherwise(than: assigned))
        #expect(assigned.with(switchedOff: [id("cool")]).asksOtherwise(than: assigned))
        #expect(assigned.with(careProtocol: ProtocolReference(id: id("sample"), version: 4)).asksOtherwise(than: assigned))
    }
}
