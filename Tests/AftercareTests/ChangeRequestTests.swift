import Aftercare
import Testing

/// Requests that change what there is: plans, moved treatments.
@Suite struct `A request for a change` {
    private let now = at("2026-03-20T12:00:00Z")
    private let sample = careProtocol(compress(modality: .planDecides).with(text: Self.warmOrCold), noAlcohol)
    private static let warmOrCold = Translations([
        Language.english: Wording(
            phrases: Phrases(), byModality: [.warm: Phrases(start: "Warm."), .cold: Phrases(start: "Cold.")])
    ])

    private var assigned: Plan { plan(of: sample, modalities: [id("ice"): .cold]) }

    // MARK: Of a plan

    private func changed(
        _ request: PlanChangeRequest, _ plan: Plan? = nil, to careProtocol: CareProtocol?? = .none
    ) -> (plan: Plan?, problems: [String]) {
        let (changed, problems) = request.changed(plan ?? assigned, of: careProtocol ?? sample, now: now)
        return (changed, problems.map { "\($0.path): \($0.code.rawValue)" })
    }

    private func messages(_ request: PlanChangeRequest, _ plan: Plan) -> [String] {
        request.changed(plan, of: sample, now: now).problems.map(\.message)
    }

    @Test func `that says nothing changes nothing`() {
        #expect(changed(PlanChangeRequest()).plan == assigned)
    }

    @Test func `of a plan's status remembers since when`() throws {
        let held = try #require(changed(PlanChangeRequest(status: "on-hold")).plan)
        #expect(held.status == .onHold)
        #expect(held.history.since == now && held.history.status(at: now - 1) == .active)
        #expect(!held.asksOtherwise(than: assigned))
    }

    @Test func `of a plan's modality plans nothing anew`() throws {
        let warm = try #require(changed(PlanChangeRequest(compress: "warm")).plan)
        #expect(warm.modalities == [id("ice"): .warm])
        #expect(!warm.asksOtherwise(than: assigned))
    }

    @Test func `of what a plan asks for plans it anew`() throws {
        let without = try #require(changed(PlanChangeRequest(without: ["ice"])).plan)
        #expect(without.switchedOff == [id("ice")])
        #expect(without.asksOtherwise(than: assigned))
        #expect(changed(PlanChangeRequest(with: ["ice"]), without).plan == assigned)
    }

    @Test func `of an instruction replaces what the plan said of it before, and leaves the others`() throws {
        let first = InstructionChange(id: id("no-alcohol"), window: WindowRule(opens: day.opens, closes: .lasting(.hours(36))))
        let other = InstructionChange(id: id("ice"), session: span("10min"))
        let second = InstructionChange(id: id("no-alcohol"), window: WindowRule(opens: day.opens, closes: .lasting(.hours(48))))
        let once = try #require(changed(PlanChangeRequest(changes: [first, other])).plan)
        let twice = try #require(changed(PlanChangeRequest(changes: [second]), once).plan)
        #expect(twice.changes == [other, second])
        #expect(twice.asksOtherwise(than: once))
        let restored = changed(PlanChangeRequest(restore: ["no-alcohol", "ice"]), twice).plan
        #expect(restored == assigned)
    }

    @Test(arguments: [
        ("ice", "plan 'PL-1' has no change of 'ice' that could be taken back; it changes no-alcohol"),
        ("nap", "plan 'PL-1' has no change of 'nap' that could be taken back; it changes no-alcohol"),
        ("i\u{1B}ce", "plan 'PL-1' has no change of 'i<U+001B>ce' that could be taken back; it changes no-alcohol"),
    ])
    func `restores only what was changed, and says what that is`(name: String, complaint: String) {
        let own = changed(PlanChangeRequest(changes: [InstructionChange(id: id("no-alcohol"), usefulFor: .hours(1))]), assigned).plan
        #expect(own.map { messages(PlanChangeRequest(restore: [name]), $0) } == [complaint])
    }

    @Test func `of a plan that changes nothing has nothing to restore`() {
        #expect(
            messages(PlanChangeRequest(restore: ["ice"]), assigned)
                == ["plan 'PL-1' has no change of 'ice' that could be taken back; it changes no instruction of its protocol"])
        let without = changed(PlanChangeRequest(without: ["ice"]), assigned).plan
        #expect(
            without.map { messages(PlanChangeRequest(restore: ["ice"]), $0) }
                == ["plan 'PL-1' leaves 'ice' out; with 'aftercarectl plan change PL-1 --with ice' it holds again"])
    }

    @Test(arguments: ["changes", "without"])
    func `clears what the plan has of its own`(key: String) throws {
        var request = PlanChangeRequest()
        request.clear = [key]
        let change = InstructionChange(id: id("no-alcohol"), usefulFor: .hours(1))
        let own = try #require(
            changed(key == "changes" ? PlanChangeRequest(changes: [change]) : PlanChangeRequest(without: ["ice"]), assigned).plan)
        #expect(own != assigned)
        #expect(changed(request, own).plan == assigned)
    }

    @Test func `has no changes to clear where the plan makes none`() {
        var request = PlanChangeRequest()
        request.clear = ["changes"]
        #expect(changed(request).plan == nil && changed(request).problems == ["clear: already-finished"])
        #expect(messages(request, assigned) == ["plan 'PL-1' changes nothing of its protocol; there is nothing to clear"])
    }

    @Test func `of an instruction that there is none of needs all of it`() {
        let (plan, problems) = changed(PlanChangeRequest(changes: [InstructionChange(id: id("walk"), kind: .advise)]))
        #expect(plan == nil)
        #expect(problems == ["changes.walk: missing"])
    }

    @Test func `of one instruction twice is refused`() {
        let change = InstructionChange(id: id("ice"), session: span("10min"))
        #expect(changed(PlanChangeRequest(changes: [change, change])).problems == ["changes.ice: duplicate-id"])
    }

    @Test func `of an instruction must be as sound as a protocol`() {
        let change = InstructionChange(id: id("ice"), session: span("40min"))
        #expect(changed(PlanChangeRequest(changes: [change])).problems == ["changes.ice.session: out-of-range"])
    }

    @Test func `that contradicts itself, or names what is unknown, is told all of it`() {
        let request = PlanChangeRequest(
            status: "paused", compress: "hot", without: ["ice", "ise"], with: ["ice"], restore: ["no-alcohol"])
        #expect(
            changed(request).problems == [
                "status: malformed", "compress: malformed", "restore.0: unknown-instruction", "without.1: unknown-instruction",
                "with: contradiction",
            ])
    }

    @Test(arguments: [Plan.Status.completed, .revoked]) func `of a plan that is over is refused`(status: Plan.Status) {
        let over = plan(of: sample, status: status, modalities: [id("ice"): .cold])
        #expect(changed(PlanChangeRequest(status: "active"), over).problems == [": already-finished"])
    }

    @Test func `never makes a draft of a plan again`() {
        #expect(changed(PlanChangeRequest(status: "draft")).problems == ["status: contradiction"])
    }

    @Test func `of the version goes forward, and never back`() throws {
        let newer = careProtocol(compress(modality: .planDecides), version: 3)
        let upgraded = try #require(changed(PlanChangeRequest(version: "3"), to: newer).plan)
        #expect(upgraded.careProtocol == newer.reference && upgraded.modalities == [id("ice"): .cold])
        #expect(upgraded.asksOtherwise(than: assigned))
        #expect(changed(PlanChangeRequest(version: "1"), upgraded, to: sample).problems == ["version: contradiction"])
        #expect(
            changed(PlanChangeRequest(compress: "hot", version: "9"), to: .some(nil)).problems
                == ["version: unknown-protocol", "compress: malformed"])
    }

    @Test func `to a version that leaves more to the plan asks for the modality`() {
        let newer = careProtocol(compress("warmth", modality: .planDecides), version: 2)
        #expect(changed(PlanChangeRequest(version: "2"), to: newer).problems == ["compress: modality-missing"])
    }

    // MARK: A plan stated anew

    private func stated(_ request: PlanRequest, existing: Plan?) -> (plan: Plan?, problems: [String]) {
        var problems = Problems()
        let context = PlanRequest.Context(
            existing: existing, patient: patient(), careProtocol: sample, freshID: id("PL-0001"), now: now)
        let plan = request.admit(context, problems: &problems)
        return (plan, problems.list.map { "\($0.path): \($0.code.rawValue)" })
    }

    @Test func `that states a plan takes its own instructions along`() throws {
        let change = InstructionChange(id: id("no-alcohol"), window: WindowRule(opens: day.opens, closes: .lasting(.hours(36))))
        let (plan, problems) = stated(
            PlanRequest(patient: "P-1", protocol: "sample", compress: "cold", changes: [change]), existing: nil)
        #expect(problems == [])
        #expect(plan?.changes == [change])
        let assigned = AssignedPlan(plan: try #require(plan), careProtocol: sample)
        #expect(assigned.careProtocol.instruction(id("no-alcohol"))?.window == change.window)
        #expect(assigned.careProtocol.instruction(id("ice")) == sample.instruction(id("ice")))
    }

    @Test func `that states or changes a plan changes as many instructions as a protocol may have, and no more`() {
        func problems(_ count: Int) -> [String] {
            let changes = (1...count).map { number in
                InstructionChange(
                    id: id("walk-\(number)"), kind: .advise, window: day, cadence: .moments([.start]),
                    text: Translations([.english: Wording(phrases: Phrases(start: "Walk."))]))
            }
            let request = PlanRequest(patient: "P-1", protocol: "sample", compress: "cold", changes: changes)
            return stated(request, existing: nil).problems + changed(PlanChangeRequest(changes: changes)).problems
        }
        #expect(problems(200) == [])
        #expect(problems(201) == ["changes: out-of-range", "changes: out-of-range"])
    }

    @Test func `that states a plan anew keeps what it leaves out`() {
        let kept = assigned.with(switchedOff: [id("ice")])
        #expect(stated(PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample@1"), existing: kept).plan == kept)
    }

    @Test func `that states a finished plan otherwise is refused, and alike is not`() {
        let over = plan(of: sample, status: .completed, modalities: [id("ice"): .cold])
        let same = PlanRequest(id: "PL-1", patient: "P-1", protocol: "sample@1")
        var other = same
        other.status = "active"
        #expect(stated(same, existing: over).plan == over)
        #expect(stated(other, existing: over).problems == ["status: already-finished"])
    }

    // MARK: Of a treatment's time

    private func session(_ name: String, _ start: String, status: Treatment.Status = .booked) -> Treatment {
        Treatment(
            id: id(name), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: nil, product: nil,
            status: status, plannedStart: at(start), plannedEnd: at(start) + 2700, series: id("S"))
    }

    /// Thursdays at 10:00 in Berlin; the clocks go forward on 29 March.
    private var series: [Treatment] {
        [session("S", "2026-03-26T09:00:00Z"), session("S-2", "2026-04-02T08:00:00Z"), session("S-3", "2026-04-09T08:00:00Z")]
    }

    private func moved(
        _ request: MoveRequest, _ index: Int = 0, _ series: [Treatment]? = nil
    ) throws -> (starts: [String], problems: [String]) {
        var problems = Problems()
        let series = series ?? self.series
        let moved = request.admit(
            series[index], series: series, zone: try zone("Europe/Berlin"), now: now, problems: &problems)
        return (
            (moved ?? []).map { "\($0.id) \($0.plannedStart)–\($0.plannedEnd) \($0.timingRevision)" },
            problems.list.map { "\($0.path): \($0.code.rawValue)" }
        )
    }

    @Test func `that moves a session moves the rest by the clock on the wall`() throws {
        // From Thursday 10:00 to Friday 11:00; the later ones too, on the other side of the transition.
        #expect(
            try moved(MoveRequest(start: "2026-03-27 11:00", rest: true)).starts == [
                "S 2026-03-27T10:00:00Z–2026-03-27T10:45:00Z 2", "S-2 2026-04-03T09:00:00Z–2026-04-03T09:45:00Z 2",
                "S-3 2026-04-10T09:00:00Z–2026-04-10T09:45:00Z 2",
            ])
    }

    @Test func `that moves a session over the transition keeps the clock on the wall of the rest`() throws {
        // From 26 March, 10:00, to 30 March, 10:00: four days on the wall, and an hour less.
        #expect(
            try moved(MoveRequest(start: "2026-03-30 10:00", rest: true)).starts == [
                "S 2026-03-30T08:00:00Z–2026-03-30T08:45:00Z 2", "S-2 2026-04-06T08:00:00Z–2026-04-06T08:45:00Z 2",
                "S-3 2026-04-13T08:00:00Z–2026-04-13T08:45:00Z 2",
            ])
    }

    @Test func `that moves a session alone leaves the rest`() throws {
        #expect(
            try moved(MoveRequest(start: "2026-03-27 11:00", duration: "30min", rest: false)).starts
                == ["S 2026-03-27T10:00:00Z–2026-03-27T10:30:00Z 2"])
    }

    @Test func `that moves a session and does not say what of the rest is refused`() throws {
        #expect(try moved(MoveRequest(start: "2026-03-27 11:00")).problems == ["rest: missing"])
    }

    @Test func `that moves the last session need not speak of the rest`() throws {
        #expect(try moved(MoveRequest(start: "2026-04-10 11:00"), 2).starts.count == 1)
    }

    @Test func `that moves a session leaves those that are over or cancelled`() throws {
        let series = [self.series[0], session("S-2", "2026-04-02T08:00:00Z", status: .cancelled), self.series[2]]
        #expect(try moved(MoveRequest(start: "2026-03-27 11:00", rest: true), 0, series).starts.map { $0.prefix(3) } == ["S 2", "S-3"])
    }

    @Test func `that moves a session takes none of the rest beyond the years that the service knows`() throws {
        var request = MoveRequest(start: "2199-12-28 10:00", rest: true)
        request.force = true
        let (starts, problems) = try moved(request)
        #expect(starts == [] && problems == ["start: out-of-range", "start: out-of-range"])
        request.rest = false
        #expect(try moved(request).starts == ["S 2199-12-28T09:00:00Z–2199-12-28T09:45:00Z 2"])
    }

    @Test func `that moves a session out of the years that the service knows names the year on the patient's clock`() throws {
        var request = MoveRequest(start: "2200-01-01T00:30:00+01:00", rest: false)
        request.force = true
        var problems = Problems()
        _ = request.admit(series[0], series: series, zone: try zone("Europe/Berlin"), now: now, problems: &problems)
        #expect(problems.list.map(\.message) == ["'S' would be in 2200, outside the years 1970 to 2199; check the year"])
    }

    @Test func `that moves a session into the past is asked about where it ended more than a day ago`() throws {
        // It ended 23 hours 50 minutes ago, and began before that day.
        #expect(try moved(MoveRequest(start: "now-25h", duration: "70min", rest: false)).problems == [])
        #expect(try moved(MoveRequest(start: "now-25h", duration: "50min", rest: false)).problems == ["start: implausible"])
        var problems = Problems()
        _ = MoveRequest(start: "now-3d", rest: false).admit(
            series[0], series: series, zone: try zone("Asia/Tokyo"), now: now, problems: &problems)
        let local = try zone("Asia/Tokyo").written(now - 3 * 86_400)
        #expect(problems.list.first?.message.hasPrefix("\(local) lies 3 days in the past") == true)
    }

    @Test(arguments: [Treatment.Status.completed, .cancelled, .noShow, .inProgress])
    func `that moves what is not booked is refused`(status: Treatment.Status) throws {
        #expect(
            try moved(MoveRequest(start: "2026-03-27 11:00"), 0, [session("S", "2026-03-26T09:00:00Z", status: status)]).problems
                == [": already-finished"])
    }
}
