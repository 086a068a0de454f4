import Testing

@testable import Aftercare

/// A change to what is known of a treatment besides its times.
@Suite struct `A change to a treatment` {
    private let now = at("2026-03-20T12:00:00Z")

    /// Of product A, by maker M, of lot L.
    private static func session(_ product: Product? = Product(name: "A", manufacturer: "M", lot: "L")) -> Treatment {
        Treatment(
            id: id("T-1"), patient: id("P-1"), plan: id("PL-1"), route: .topical, site: "left knee", product: product, status: .booked,
            plannedStart: at("2026-03-28T08:00:00Z"), plannedEnd: at("2026-03-28T09:00:00Z"))
    }

    private func assigned(_ name: String, _ status: Plan.Status = .active, routes: [Route] = [.topical, .intravenous]) -> AssignedPlan {
        let careProtocol = CareProtocol(
            id: id("sample"), version: 3, title: Translations([.english: "Sample"]), language: .english, routes: routes,
            usualDuration: nil, signOff: nil, sources: [:], instructions: [noAlcohol])
        return AssignedPlan(plan: plan(name, of: careProtocol, status: status), careProtocol: careProtocol)
    }

    private func changed(
        _ request: TreatmentChangeRequest, _ treatment: Treatment = Self.session(), under plans: AssignedPlan...
    ) -> (treatment: Treatment?, problems: [String]) {
        var problems = Problems()
        let plans = plans.isEmpty ? [assigned("PL-1")] : plans
        let result = request.admit(treatment, assignedPlans: plans, now: now, problems: &problems)
        #expect((result == nil) == !problems.list.isEmpty)
        return (result, problems.list.map(\.line))
    }

    @Test func `that says nothing changes nothing`() {
        #expect(changed(TreatmentChangeRequest()).treatment == Self.session())
        #expect(changed(TreatmentChangeRequest(), Self.session(nil)).treatment == Self.session(nil))
    }

    // MARK: Its product

    @Test(arguments: [
        (TreatmentChangeRequest(product: "B"), Product(name: "B", manufacturer: nil, lot: nil)),
        (TreatmentChangeRequest(product: "A"), Product(name: "A", manufacturer: "M", lot: "L")),
        (TreatmentChangeRequest(product: "A", lot: "L-2"), Product(name: "A", manufacturer: "M", lot: "L-2")),
        (TreatmentChangeRequest(product: "B", lot: "L-2"), Product(name: "B", manufacturer: nil, lot: "L-2")),
        (TreatmentChangeRequest(product: "B", manufacturer: "N"), Product(name: "B", manufacturer: "N", lot: nil)),
        (TreatmentChangeRequest(manufacturer: "N"), Product(name: "A", manufacturer: "N", lot: "L")),
        (TreatmentChangeRequest(lot: "L-2"), Product(name: "A", manufacturer: "M", lot: "L-2")),
        (TreatmentChangeRequest(clear: ["manufacturer"]), Product(name: "A", manufacturer: nil, lot: "L")),
        (TreatmentChangeRequest(clear: ["lot"]), Product(name: "A", manufacturer: "M", lot: nil)),
        (TreatmentChangeRequest(manufacturer: "N", clear: ["lot"]), Product(name: "A", manufacturer: "N", lot: nil)),
        (TreatmentChangeRequest(clear: ["lot", "manufacturer"]), Product(name: "A", manufacturer: nil, lot: nil)),
    ])
    func `of its product keeps what belongs to that product`(request: TreatmentChangeRequest, product: Product) {
        #expect(changed(request).treatment?.product == product)
    }

    @Test(arguments: [
        TreatmentChangeRequest(product: "B", clear: ["product"]), TreatmentChangeRequest(manufacturer: "N", clear: ["product"]),
        TreatmentChangeRequest(lot: "L-2", clear: ["product"]),
    ])
    func `clears a product, or states something of it, and not both`(request: TreatmentChangeRequest) {
        #expect(
            changed(request).problems
                == ["clear: contradiction: 'product' is cleared with its maker and lot; state it, or clear it"])
    }

    @Test(arguments: [TreatmentChangeRequest(manufacturer: "N"), TreatmentChangeRequest(lot: "L-2")])
    func `states neither a maker nor a lot without a product`(request: TreatmentChangeRequest) {
        #expect(
            changed(request, Self.session(nil)).problems
                == ["product: missing: a maker or a lot needs the product that it belongs to; say its name"])
        var named = request
        named.product = "B"
        #expect(
            changed(named, Self.session(nil)).treatment?.product
                == Product(name: "B", manufacturer: request.manufacturer, lot: request.lot))
    }

    // MARK: Its site

    @Test func `of its site replaces or clears that alone`() {
        func expected(_ site: String?) -> Treatment {
            var expected = Self.session()
            expected.site = site
            return expected
        }
        #expect(changed(TreatmentChangeRequest(site: "hip")).treatment == expected("hip"))
        #expect(changed(TreatmentChangeRequest(clear: ["site"])).treatment == expected(nil))
        #expect(
            changed(TreatmentChangeRequest(clear: ["site", "start", "plan"])).problems == [
                "clear.1: malformed: 'start' of a treatment cannot be cleared; what can is site, product, manufacturer, lot",
                "clear.2: malformed: 'plan' of a treatment cannot be cleared; what can is site, product, manufacturer, lot",
            ])
    }

    // MARK: Its plan and its route

    @Test func `to another plan plans it anew`() throws {
        let plans = (assigned("PL-1"), assigned("PL-2", .onHold))
        let moved = try #require(changed(TreatmentChangeRequest(plan: "PL-2"), under: plans.0, plans.1).treatment)
        #expect(moved.plan == id("PL-2") && moved.timingRevision == 2 && moved.timesKnownAt == now)
        #expect(changed(TreatmentChangeRequest(route: "intravenous")).treatment?.timingRevision == 1)
    }

    @Test func `names the plans that go on where it names none of them`() {
        let assign =
            "assign one, like 'aftercarectl plan assign P-1 exosome-injection' ('aftercarectl protocol list' shows the protocols)"
        let unknown = "plan: unknown-plan: patient 'P-1' has no plan 'PL-9'; "
        let request = TreatmentChangeRequest(plan: "PL-9")
        #expect(
            changed(request, under: assigned("PL-3"), assigned("PL-2", .revoked), assigned("PL-1", .draft)).problems
                == ["\(unknown)the plans are PL-3, PL-1"])
        #expect(changed(request, under: assigned("PL-1", .revoked)).problems == ["\(unknown)\(assign)"])
    }

    @Test(arguments: [Plan.Status.completed, .revoked, .enteredInError])
    func `stays under a plan that is over, and comes under none`(status: Plan.Status) {
        #expect(changed(TreatmentChangeRequest(site: "hip"), under: assigned("PL-1", status)).treatment?.site == "hip")
        let problems = changed(TreatmentChangeRequest(plan: "PL-2"), under: assigned("PL-1"), assigned("PL-2", status)).problems
        #expect(problems.map { $0.prefix { $0 != "," } } == ["plan: already-finished: plan 'PL-2' is \(status.rawValue)"])
    }

    @Test func `has a route of its protocol, be it the plan or the route that is other`() {
        #expect(changed(TreatmentChangeRequest(route: "intravenous")).treatment?.route == .intravenous)
        #expect(changed(TreatmentChangeRequest()).treatment?.route == .topical)
        #expect(
            changed(TreatmentChangeRequest(route: "inhalation")).problems == [
                "route: route-mismatch: protocol 'sample@3' is for topical, intravenous, not 'inhalation'; choose another plan or route"
            ])
        let plans = (assigned("PL-1"), assigned("PL-2", routes: [.intranasal, .intravenous]))
        #expect(
            changed(TreatmentChangeRequest(plan: "PL-2"), under: plans.0, plans.1).problems == [
                "plan: route-mismatch: protocol 'sample@3' is for intranasal, intravenous, not 'topical'; choose another plan or route"
            ])
        let both = changed(TreatmentChangeRequest(plan: "PL-2", route: "intranasal"), under: plans.0, plans.1).treatment
        #expect(both?.plan == id("PL-2") && both?.route == .intranasal)
        #expect(
            changed(TreatmentChangeRequest(route: "sniffed")).problems == [
                "route: malformed: 'sniffed' is not one of inhalation, intra-articular, intramuscular, intranasal, intravenous, "
                    + "subcutaneous, topical"
            ])
    }
}
