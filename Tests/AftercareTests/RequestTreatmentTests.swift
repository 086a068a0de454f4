import Testing

@testable import Aftercare

/// A treatment as it is requested for a patient in Kathmandu, 5 hours 45 minutes ahead of UTC.
@Suite struct `A treatment as it is requested` {
    /// 20 March, 17:45, in Kathmandu.
    private let now = at("2026-03-20T12:00:00Z")
    private let sample = Self.careProtocol()

    private static func careProtocol(
        _ name: String = "sample", routes: [Route] = [.intramuscular], usualDuration: Span? = span("45min")
    ) -> CareProtocol {
        CareProtocol(
            id: id(name), version: 3, title: Translations([.english: "Sample"]), language: .english, routes: routes,
            usualDuration: usualDuration, signOff: nil, sources: [:], instructions: [noAlcohol])
    }

    private func assigned(_ name: String = "PL-1", _ status: Plan.Status = .active, of careProtocol: CareProtocol? = nil) -> AssignedPlan {
        let careProtocol = careProtocol ?? sample
        return AssignedPlan(plan: plan(name, of: careProtocol, status: status), careProtocol: careProtocol)
    }

    private func weighed(
        _ request: TreatmentRequest, existing: Treatment? = nil, plans: [AssignedPlan]? = nil, series: TreatmentID? = nil,
        others: [Treatment] = [], dropped: Set<String> = []
    ) throws -> (treatment: Treatment?, problems: [String]) {
        var problems = Problems()
        let context = TreatmentRequest.Context(
            existing: existing, patient: (patient(zone: "Asia/Kathmandu"), try zone("Asia/Kathmandu")),
            assignedPlans: plans ?? [assigned()], freshID: id("T-0001"), series: series, others: others, dropped: dropped, now: now)
        let treatment = request.admit(context, problems: &problems)
        #expect((treatment == nil) == !problems.list.isEmpty)
        return (treatment, problems.list.map(\.line))
    }

    /// 28 March, 10:00 to 10:20, in Kathmandu.
    private var known: Treatment {
        Treatment(
            id: id("T-9"), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: "left knee",
            product: Product(name: "A", manufacturer: "M", lot: "L"), status: .booked, plannedStart: at("2026-03-28T04:15:00Z"),
            plannedEnd: at("2026-03-28T04:35:00Z"))
    }

    @Test(
        arguments: [
            (nil, nil, Treatment.Status.booked), ("2026-03-20 16:05", nil, .inProgress), (nil, "2026-03-20 16:50", .completed),
            ("2026-03-20 16:05", "2026-03-20 16:50", .completed),
        ] as [(String?, String?, Treatment.Status)])
    func `has the status that its times tell`(started: String?, ended: String?, status: Treatment.Status) throws {
        let request = TreatmentRequest(
            patient: "P-1", start: "2026-03-20 16:00", site: "left knee", product: "A", manufacturer: "M", lot: "L", started: started,
            ended: ended)
        let treatment = try #require(try weighed(request).treatment)
        #expect(
            treatment
                == Treatment(
                    id: id("T-0001"), patient: id("P-1"), plan: id("PL-1"), route: .intramuscular, site: "left knee",
                    product: Product(name: "A", manufacturer: "M", lot: "L"), status: status, plannedStart: at("2026-03-20T10:15:00Z"),
                    plannedEnd: at("2026-03-20T11:00:00Z"), actualStart: started.map { _ in at("2026-03-20T10:20:00Z") },
                    actualEnd: ended.map { _ in at("2026-03-20T11:05:00Z") }, timesKnownAt: now))
        // The same once more, of one that is known: its status follows.
        var before = known
        before.plannedStart = treatment.plannedStart
        before.plannedEnd = treatment.plannedEnd
        let later = try #require(try weighed(request, existing: before).treatment)
        #expect(later.status == status && later.actualStart == treatment.actualStart && later.actualEnd == treatment.actualEnd)
    }

    @Test func `belongs to the series that its first session began`() throws {
        let request = TreatmentRequest(id: "S", patient: "P-1", start: "2026-03-28 10:00")
        var first = request
        first.every = "1w"
        first.times = 2
        #expect(try weighed(request).treatment?.series == nil)
        #expect(try weighed(first).treatment?.series == id("S"))
        #expect(try weighed(request, series: id("S-0")).treatment?.series == id("S-0"))
    }

    @Test(
        arguments: [
            ([], "left knee", "A", 20), (["site"], nil, "A", 20), (["product"], "left knee", nil, 20), (["duration"], "left knee", "A", 45),
            (["end"], "left knee", "A", 45), (["lot", "route"], "left knee", "A", 20),
        ] as [(Set<String>, String?, String?, Int64)])
    func `loses what its file states no more, and nothing else`(
        dropped: Set<String>, site: String?, product: String?, minutes: Int64
    ) throws {
        let request = TreatmentRequest(id: "T-9", patient: "P-1", start: "2026-03-28 10:00")
        let treatment = try #require(try weighed(request, existing: known, dropped: dropped).treatment)
        #expect(treatment.site == site && treatment.product == (product == nil ? nil : known.product))
        #expect(treatment.plannedEnd - treatment.plannedStart == minutes * 60)
        #expect(treatment.timingRevision == (minutes == 20 ? 1 : 2))
    }

    @Test func `has what its file states instead of what it stated before`() throws {
        let request = TreatmentRequest(
            id: "T-9", patient: "P-1", start: "2026-03-28 10:00", duration: "30min", site: "right knee", product: "B", lot: "L-2")
        let dropped: Set<String> = ["site", "product", "manufacturer", "end"]
        let treatment = try #require(try weighed(request, existing: known, dropped: dropped).treatment)
        #expect(treatment.site == "right knee" && treatment.product == Product(name: "B", manufacturer: nil, lot: "L-2"))
        #expect(treatment.plannedEnd == at("2026-03-28T04:45:00Z"))
    }

    @Test(arguments: [
        (TreatmentRequest(patient: "P-1", manufacturer: "N"), Product(name: "A", manufacturer: "N", lot: "L")),
        (TreatmentRequest(patient: "P-1", lot: "L-2"), Product(name: "A", manufacturer: "M", lot: "L-2")),
        (TreatmentRequest(patient: "P-1", manufacturer: "N", lot: "L-2"), Product(name: "A", manufacturer: "N", lot: "L-2")),
        (TreatmentRequest(patient: "P-1", product: "B"), Product(name: "B", manufacturer: nil, lot: nil)),
        (TreatmentRequest(patient: "P-1", product: "B", manufacturer: "N"), Product(name: "B", manufacturer: "N", lot: nil)),
    ])
    func `adds a maker or a lot to its product`(request: TreatmentRequest, product: Product) throws {
        #expect(try weighed(request, existing: known).treatment?.product == product)
    }

    @Test(arguments: [
        TreatmentRequest(patient: "P-1", start: "2026-03-28 10:00", manufacturer: "N"),
        TreatmentRequest(patient: "P-1", start: "2026-03-28 10:00", lot: "L-2"),
    ])
    func `has neither a maker nor a lot without a product`(request: TreatmentRequest) throws {
        let problem = "product: missing: a maker or a lot needs the product that it belongs to; say its name"
        #expect(try weighed(request).problems == [problem])
        #expect(try weighed(request, existing: known, dropped: ["product"]).problems == [problem])
    }

    @Test func `is of the patient to whom it belonged`() throws {
        let other = Treatment(
            id: id("T-9"), patient: id("P-2"), plan: id("PL-1"), route: .intramuscular, site: nil, product: nil, status: .booked,
            plannedStart: known.plannedStart, plannedEnd: known.plannedEnd)
        #expect(
            try weighed(TreatmentRequest(id: "T-9", patient: "P-1"), existing: other).problems
                == ["patient: contradiction: treatment 'T-9' belongs to patient 'P-2'; give this one another id"])
    }

    // MARK: Its plan

    private let start = "2026-03-28 10:00"

    @Test func `follows the plan that is stated, or the only one that is active`() throws {
        let plans = [assigned("PL-1", .onHold), assigned("PL-3", .completed), assigned("PL-2")]
        #expect(try weighed(TreatmentRequest(patient: "P-1", start: start), plans: plans).treatment?.plan == id("PL-2"))
        #expect(try weighed(TreatmentRequest(patient: "P-1", plan: "PL-1", start: start), plans: plans).treatment?.plan == id("PL-1"))
        let moved = try weighed(TreatmentRequest(id: "T-9", patient: "P-1", plan: "PL-2"), existing: known, plans: plans).treatment
        #expect(moved?.plan == id("PL-2") && moved?.timingRevision == 2 && moved?.timesKnownAt == now)
    }

    @Test func `whose plan nobody can tell is refused with the plans that there are`() throws {
        let assign =
            "assign one, like 'aftercarectl plan assign P-1 exosome-injection' ('aftercarectl protocol list' shows the protocols)"
        func problems(_ name: String?, _ plans: AssignedPlan...) throws -> [String] {
            try weighed(TreatmentRequest(patient: "P-1", plan: name, start: start), plans: plans).problems
        }
        #expect(
            try problems("PL-9", assigned("PL-2"), assigned("PL-1"))
                == ["plan: unknown-plan: patient 'P-1' has no plan 'PL-9'; the plans are PL-2, PL-1"])
        #expect(try problems("PL-9") == ["plan: unknown-plan: patient 'P-1' has no plan 'PL-9'; \(assign)"])
        #expect(try problems(nil) == ["plan: unknown-plan: patient 'P-1' has no active plan; \(assign)"])
        #expect(
            try problems(nil, assigned("PL-2", .onHold), assigned("PL-1", .draft)) == [
                "plan: unknown-plan: patient 'P-1' has no active plan; 'PL-2' is on-hold, 'PL-1' is draft: resume it with 'aftercarectl "
                    + "plan resume PL-2', or \(assign)"
            ])
        #expect(
            try problems(nil, assigned("PL-2"), assigned("PL-0", .draft), assigned("PL-1"))
                == ["plan: ambiguous-plan: patient 'P-1' has several active plans; say which: PL-2, PL-1"])
    }

    @Test(arguments: [Plan.Status.completed, .revoked, .enteredInError])
    func `stays under a plan that is over, and comes under none`(status: Plan.Status) throws {
        let plans = [assigned("PL-1", status), assigned("PL-2", status)]
        let over = [
            "plan: already-finished: plan 'PL-2' is \(status.rawValue), and stays so; assign a new one with 'aftercarectl plan assign P-1 "
                + "sample', or, if that was a mistake, take it back with 'aftercarectl plan resume PL-2 --entered-in-error'"
        ]
        #expect(try weighed(TreatmentRequest(patient: "P-1", plan: "PL-2", start: start), plans: plans).problems == over)
        #expect(try weighed(TreatmentRequest(id: "T-9", patient: "P-1", plan: "PL-2"), existing: known, plans: plans).problems == over)
        for name in [nil, "PL-1"] {
            let request = TreatmentRequest(id: "T-9", patient: "P-1", plan: name, site: "hip")
            #expect(try weighed(request, existing: known, plans: plans).treatment?.site == "hip")
        }
    }

    // MARK: Its route

    @Test func `has a route of its protocol`() throws {
        let two = [assigned(of: Self.careProtocol(routes: [.topical, .intravenous]))]
        func weigh(_ route: String?, existing: Treatment? = nil) throws -> (treatment: Treatment?, problems: [String]) {
            try weighed(TreatmentRequest(id: "T-9", patient: "P-1", route: route, start: start), existing: existing, plans: two)
        }
        #expect(try weigh(nil).problems == ["route: missing: say the route: topical, intravenous"])
        #expect(try weigh("intravenous").treatment?.route == .intravenous)
        #expect(try weigh("topical", existing: known).treatment?.route == .topical)
        // It was given in that way before the protocol changed.
        #expect(try weigh(nil, existing: known).treatment?.route == .intramuscular)
        #expect(
            try weigh("inhalation").problems == [
                "route: route-mismatch: protocol 'sample@3' is for topical, intravenous, not 'inhalation'; choose another plan or route"
            ])
    }

    @Test func `without a length needs one where its protocol has no usual one`() throws {
        let plans = [assigned(of: Self.careProtocol(usualDuration: nil))]
        let problems = try weighed(TreatmentRequest(patient: "P-1", start: start), plans: plans).problems
        #expect(problems == ["duration: missing: say how long it takes, like 45min"])
    }

    @Test func `of a patient nobody knows is told that, and what else is wrong`() {
        var problems = Problems()
        let request = TreatmentRequest(patient: "P-9", plan: "?", route: "sniffed", start: start, site: "")
        let context = TreatmentRequest.Context(existing: nil, patient: nil, assignedPlans: [], freshID: id("T-1"), now: now)
        #expect(request.admit(context, problems: &problems) == nil)
        #expect(problems.list.map(\.path) == ["site", "patient", "plan", "route"])
        #expect(
            problems.list.dropFirst().first?.message
                == "unknown patient 'P-9'; run 'aftercarectl patient list', or add it with 'aftercarectl patient add'")
        #expect(problems.list.last?.message.hasPrefix("'sniffed' is not one of inhalation, intra-articular, ") == true)
    }

    // MARK: Slips

    @Test func `is compared with other sessions by its real times`() throws {
        let request = TreatmentRequest(patient: "P-1", start: "2026-03-20 15:00", started: "2026-03-20 16:00", ended: "2026-03-20 16:45")
        let planned = treatment("T-2", start: "2026-03-20T09:30:00Z", end: "2026-03-20T09:40:00Z")
        let real = treatment("T-3", start: "2026-03-20T10:30:00Z", end: "2026-03-20T10:40:00Z")
        #expect(try weighed(request, others: [planned]).problems == [])
        let problems = try weighed(request, others: [planned, real]).problems
        #expect(problems.count == 1 && problems[0].hasPrefix("start: implausible: it would overlap with 'T-3' of the same patient,"))
        var meant = request
        meant.force = true
        #expect(try weighed(meant, others: [planned, real]).problems == [])
    }

    @Test func `without a plan takes an hour, so that the session it would overlap with is told too`() throws {
        let within = treatment("T-2", start: "2026-03-28T05:14:00Z", end: "2026-03-28T05:30:00Z")
        let after = treatment("T-3", start: "2026-03-28T05:15:00Z", end: "2026-03-28T05:30:00Z")
        let problems = try weighed(TreatmentRequest(patient: "P-1", start: start), plans: [], others: [within, after]).problems
        #expect(problems.count == 2 && problems[0].hasPrefix("plan: unknown-plan: patient 'P-1' has no active plan; "))
        #expect(problems.last?.hasPrefix("start: implausible: it would overlap with 'T-2' of the same patient, ") == true)
    }

    @Test func `is asked about where it was long ago and now begins earlier`() throws {
        let old = treatment("T-9", start: "2023-03-01T08:00:00Z", end: "2023-03-01T09:00:00Z")
        func problems(_ start: String, status: Treatment.Status = .booked) throws -> Int {
            var session = old
            session.status = status
            let request = TreatmentRequest(id: "T-9", patient: "P-1", start: start, end: "2023-03-01T09:00:00Z")
            return try weighed(request, existing: session).problems.count
        }
        #expect(try problems("2023-03-01T08:00:00Z") == 0)
        #expect(try problems("2023-03-01T07:30:00Z") == 1)
        // What does not take place is at no implausible time.
        #expect(try problems("2023-03-01T07:30:00Z", status: .cancelled) == 0)
    }

    @Test func `that is two years ahead and ends before it begins is told the latter alone`() throws {
        let request = TreatmentRequest(patient: "P-1", start: "2028-03-28 10:00", end: "2028-03-28 09:00")
        let problems = try weighed(request).problems
        #expect(problems.count == 1 && problems[0].hasPrefix("end: ends-before-start: "))
    }

    @Test func `that begins a series takes its sessions apart by its new length`() throws {
        let request = TreatmentRequest(id: "T-9", patient: "P-1", start: start, duration: "2h", every: "90min", times: 2)
        #expect(
            try weighed(request, existing: known).problems == [
                "every: contradiction: sessions that last 2h cannot begin 1h 30min after one another; let them lie at least 2h apart, or "
                    + "give a shorter duration"
            ])
    }
}
